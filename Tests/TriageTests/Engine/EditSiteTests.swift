import Basics
import Foundation
import RuleEditing
import SessionSupport
import Sigma
import Testing

@testable import Scanning
@testable import Sessions
@testable import Triage

/// Edits of filter and placeholder files: made, proved over the hits, journalled, undone, replayed.
@Suite struct EditSiteTests {
  private static let filters = "filters.yml"

  private func session(
    rule: String = TestSession.rule, placeholders: String? = nil,
    defined: [String: [String]]? = nil, editsTo: Bool = true
  ) throws -> TestSession {
    var files: [SessionHeader.FileRecord] = []
    if editsTo {
      files.append(
        .init(
          kind: .filters, path: Self.filters, absolutePath: "/rules/filters.yml", sha256: nil,
          text: nil))
    }
    if let placeholders {
      files.append(
        .init(
          kind: .placeholders, path: "values.yml", absolutePath: "/rules/values.yml",
          sha256: SHA256.hex(of: placeholders.utf8), text: placeholders))
    }
    return try TestSession(
      rule: rule, files: files, editsTo: editsTo ? Self.filters : nil, defined: defined)
  }

  /// A session that edits the rule, with filters.
  private func session(filters: String) throws -> TestSession {
    try TestSession(
      files: [
        .init(
          kind: .filters, path: Self.filters, absolutePath: "/rules/filters.yml",
          sha256: SHA256.hex(of: filters.utf8), text: filters)
      ])
  }

  private func decide(_ edit: RuleEdit, _ engine: TriageEngine, _ session: TestSession) throws
    -> Evaluation?
  {
    let preview = try engine.preview(edit, reason: "why", rule: 0, table: session.table)
    guard case .done(_, let evaluation, _) = try engine.decide(.edit(preview), table: session.table)
    else { return nil }
    return evaluation
  }

  @Test func aFilterFileIsMadeExtendedAndTakenAwayAgain() throws {
    let session = try session()
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    #expect(try decide(.allowRegion("ap-east-1"), engine, session)?.silenced.count == 3)
    let exception = RuleException(tests: [
      .init(field: "userIdentity.arn", values: ["arn:aws:iam::1:user/kim"])
    ])
    #expect(try decide(.addException(exception), engine, session)?.silenced.count == 5)
    #expect(storage.texts[TestSession.location] == TestSession.rule)
    let text = try #require(storage.texts["/rules/filters.yml"])
    #expect(RuleFile(text: text, path: "").filters[0].detection.searchIdentifiers.count == 2)
    let contents = try JournalContents(path: session.journalPath)
    let replay = HeadlessReplay(contents)
    #expect(replay.deviations == [] && replay.problems == [])
    #expect(replay.ruleTexts.last?.text == text)

    // Another scan sees what the filters silence from the start.
    let again = try RuleSet(
      files: [RuleFile(text: TestSession.rule, path: TestSession.path)],
      filterFiles: [RuleFile(text: text, path: Self.filters)], placeholders: Placeholders())
    #expect(again.rules[0].filters.count == 1)

    _ = try engine.undo(table: session.table)
    guard case .done(let state, let evaluation, _) = try engine.undo(table: session.table) else {
      return
    }
    #expect(storage.texts == [TestSession.location: TestSession.rule])
    #expect(evaluation?.silenced.isEmpty == true && state.changedPaths.isEmpty)
    _ = try engine.redo(table: session.table)
    _ = try engine.redo(table: session.table)
    #expect(storage.texts["/rules/filters.yml"] == text)
  }

  @Test func aRegionAllowedByAFilterIsKnownAsSuchAndTakenBackThere() throws {
    let session = try session()
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    func standing() throws -> RuleRegions.Standing {
      try engine.regions(ofRule: 0).standing(of: "ap-east-1")
    }
    #expect(try standing() == .suspected)
    _ = try decide(.allowRegion("ap-east-1"), engine, session)
    #expect(try standing() == .allowedByFilter(Self.filters))
    #expect(try engine.regions(ofRule: 0).named.contains("ap-east-1"))

    // Edits now go to the rule, but items in a filter for this rule alone are still taken back
    // there.
    let written = try #require(storage.texts["/rules/filters.yml"])
    let next = try self.session(filters: written)
    let nextStorage = RuleTextsInMemory(next.header.storedTexts)
    let nextEngine = try next.engine(nextStorage)
    #expect(
      try nextEngine.regions(ofRule: 0).standing(of: "ap-east-1") == .allowedByFilter(Self.filters))
    _ = try decide(.disallowRegion("ap-east-1"), nextEngine, next)
    #expect(nextStorage.texts["/rules/filters.yml"]?.contains("ap-east-1") != true)
    #expect(nextStorage.texts[TestSession.location] == TestSession.rule)
  }

  @Test func aPatternSuspectsARegion() throws {
    let rule = TestSession.rule.replacing("- ap-east-1", with: "- 'ap-*'")
    let session = try session(rule: rule, editsTo: false)
    let regions = try session.engine(RuleTextsInMemory(session.header.storedTexts))
      .regions(ofRule: 0)
    #expect(regions.standing(of: "ap-east-1") == .suspectedByPattern("ap-*"))
    #expect(regions.standing(of: "me-south-1") == .suspected)
    #expect(regions.standing(of: "eu-west-1") == .unnamed)
  }

  @Test func aKillBeforeTheFileIsMadeIsMadeGood() throws {
    let session = try session()
    let storage = RuleTextsInMemory(session.header.storedTexts)
    do { _ = try decide(.allowRegion("ap-east-1"), session.engine(storage), session) }
    let text = try #require(storage.texts["/rules/filters.yml"])
    try storage.remove("/rules/filters.yml", replacing: SHA256.hex(of: text.utf8))
    try session.forgetLastEntry(named: "saved")
    let engine = try session.engine(storage, resuming: true)
    #expect(engine.reconcile().count == 1)
    #expect(storage.texts["/rules/filters.yml"] == text)
  }

  private static let expanding = TestSession.rule.replacing(
    "    condition: selection",
    with: """
          filter_main_home:
              awsRegion|expand: '%home%'
          condition: selection and not filter_main_home
      """)

  @Test func theValuesOfAPlaceholderChangeInTheirFile() throws {
    let values = "home:\r\n- us-east-1 # here\r\nother: [ap-east-1]\r\n"
    let session = try session(rule: Self.expanding, placeholders: values, editsTo: false)
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    #expect(try decide(.allowRegion("ap-east-1"), engine, session)?.silenced.count == 3)
    let after =
      "home:\r\n- us-east-1 # here\r\n- ap-east-1 # 2025-11-13 kim: why\r\nother: [ap-east-1]\r\n"
    #expect(storage.texts["/rules/values.yml"] == after)
    #expect(HeadlessReplay(try JournalContents(path: session.journalPath)).deviations == [])
    #expect(try decide(.disallowRegion("ap-east-1"), engine, session)?.silenced.isEmpty == true)
    #expect(storage.texts["/rules/values.yml"] == values)
    _ = try engine.undo(table: session.table)
    #expect(storage.texts["/rules/values.yml"] == after)
  }

  private func undone(_ engine: TriageEngine, _ session: TestSession) throws -> String {
    guard case .done(_, _, let message) = try engine.undo(table: session.table) else { return "" }
    return message
  }

  /// Takes the lines with a text out of a file, as someone else would.
  private func drop(_ text: String, from path: String, _ storage: RuleTextsInMemory) throws {
    let old = try storage.text(of: path)
    let new = old.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.contains(text) }.joined(separator: "\n")
    #expect(new != old)
    try storage.save(new, to: path, replacing: SHA256.hex(of: old.utf8))
  }

  @Test func whatSomeoneElseTookOutOfAFilterFileIsUndoneAlready() throws {
    let session = try session()
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    _ = try decide(.allowRegion("ap-east-1"), engine, session)
    _ = try decide(.allowRegion("me-south-1"), engine, session)
    try drop("me-south-1", from: "/rules/filters.yml", storage)
    let first = try storage.text(of: "/rules/filters.yml")
    #expect(try undone(engine, session).contains("already"))
    #expect(try storage.text(of: "/rules/filters.yml") == first)
    // Its other content stays, and so does the file.
    try drop("title:", from: "/rules/filters.yml", storage)
    let broken = try storage.text(of: "/rules/filters.yml")
    #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    #expect(try storage.text(of: "/rules/filters.yml") == broken)
    try storage.save(first, to: "/rules/filters.yml", replacing: SHA256.hex(of: broken.utf8))
    _ = try engine.undo(table: session.table)
    #expect(!storage.exists("/rules/filters.yml"))
  }

  @Test func whatSomeoneElseTookOutOfAPlaceholderFileIsUndoneAlready() throws {
    let values = "home:\n- us-east-1\nother: [ap-east-1]\n"
    let session = try session(rule: Self.expanding, placeholders: values, editsTo: false)
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    _ = try decide(.allowRegion("ap-east-1"), engine, session)
    try drop("- ap-east-1", from: "/rules/values.yml", storage)
    #expect(try undone(engine, session).contains("already"))
    #expect(storage.texts["/rules/values.yml"] == values)
    // And redone as a whole.
    _ = try engine.redo(table: session.table)
    #expect(storage.texts["/rules/values.yml"]?.contains("- ap-east-1") == true)
    _ = try engine.undo(table: session.table)
    #expect(storage.texts["/rules/values.yml"] == values)
  }

  /// Other files with an unusable text are not written, like rules.
  @Test(arguments: ["", "# nothing\n", "home: [\n", "title: a rule\ndetection: {}\n", "other: x\n"])
  func aFileOfPlaceholdersThatIsBrokenIsLeftAlone(text: String) throws {
    let values = "home:\n- us-east-1\n"
    let session = try session(rule: Self.expanding, placeholders: values, editsTo: false)
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    let preview = try engine.preview(
      .allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table)
    try storage.save(text, to: "/rules/values.yml", replacing: SHA256.hex(of: values.utf8))
    guard case .waiting? = engine.reconcile().first,
      case .notSaved = try engine.decide(.edit(preview), table: session.table)
    else {
      Issue.record("taken over: \(text)")
      return
    }
    #expect(storage.texts["/rules/values.yml"] == text)
    try storage.save(values, to: "/rules/values.yml", replacing: SHA256.hex(of: text.utf8))
    guard case .done = try engine.decide(.edit(preview), table: session.table) else {
      Issue.record("not written")
      return
    }
  }

  @Test(arguments: ["", "# nothing\n", "title: [\n", TestSession.rule, "a: b\n"])
  func aFileOfFiltersThatIsBrokenIsLeftAlone(text: String) throws {
    let session = try session()
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    _ = try decide(.allowRegion("ap-east-1"), engine, session)
    let path = "/rules/filters.yml"
    let written = try storage.text(of: path)
    try storage.save(text, to: path, replacing: SHA256.hex(of: written.utf8))
    #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    #expect(storage.texts[path] == text)
    try storage.remove(path, replacing: SHA256.hex(of: text.utf8))
    #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    #expect(!storage.exists(path))
    try storage.create(written, at: path)
    _ = try engine.undo(table: session.table)
    #expect(!storage.exists(path))
  }

  @Test func definedValuesAreNotForEditing() throws {
    let session = try session(
      rule: Self.expanding, placeholders: "home: us-east-1", defined: ["home": ["eu-west-1"]],
      editsTo: false)
    let engine = try session.engine(RuleTextsInMemory(session.header.storedTexts))
    #expect(throws: TriageRefusal.self) {
      try engine.preview(.disallowRegion("eu-west-1"), reason: nil, rule: 0, table: session.table)
    }
    #expect(throws: TriageRefusal.self) {
      try engine.preview(.disallowRegion("us-east-1"), reason: nil, rule: 0, table: session.table)
    }
    #expect(try decide(.allowRegion("ap-east-1"), engine, session)?.silenced.count == 3)
    #expect(
      engine.currentText(of: "values.yml")
        == "home:\n  - us-east-1\n  - ap-east-1 # 2025-11-13 kim: why\n"
        || engine.currentText(of: "values.yml")
          == "home:\n  - us-east-1\n  - ap-east-1 # 2025-11-13 kim: why"
    )
  }

  @Test func anExceptionIsWidenedProvedAndReplayed() throws {
    let session = try session(editsTo: false)
    let storage = RuleTextsInMemory(session.header.storedTexts)
    let engine = try session.engine(storage)
    func exception(_ events: [String]) -> RuleException {
      RuleException(
        name: "deploy",
        tests: [
          .init(
            field: "userIdentity.sessionContext.sessionIssuer.arn",
            values: ["arn:aws:iam::1:role/Deploy"]),
          .init(field: "eventName", values: events),
        ])
    }
    #expect(
      try decide(.addException(exception(["CreateStack"])), engine, session)?.silenced.count == 2)
    let wider = RuleEdit.changeException(
      name: "deploy", to: exception(["CreateStack", "DeleteStack"]))
    #expect(try decide(wider, engine, session)?.silenced.count == 3)
    let narrower = RuleEdit.changeException(name: "deploy", to: exception(["DeleteStack"]))
    #expect(try decide(narrower, engine, session)?.silenced.count == 1)
    #expect(
      try decide(.setExpiry(name: "deploy", date: "2025-12-31"), engine, session)?.silenced.count
        == 1)
    let text = try #require(storage.texts[TestSession.location])
    let replay = HeadlessReplay(try JournalContents(path: session.journalPath))
    #expect(replay.deviations == [] && replay.ruleTexts.map(\.text) == [text])
    for _ in 1...4 { _ = try engine.undo(table: session.table) }
    #expect(storage.texts[TestSession.location] == TestSession.rule)
  }
}
