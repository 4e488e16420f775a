import Basics
import Foundation
import RuleEditing
import SessionSupport
import Sigma
import Testing

@testable import Sessions
@testable import Triage

/// Files that are empty, broken, missing or different for a while: nothing is adopted from them,
/// nothing is written to them, and a restored text is left alone.
@Suite struct UnusableTextTests {
  private let session: TestSession
  private let storage = RuleTextsInMemory([TestSession.location: TestSession.rule])

  init() throws { session = try TestSession() }

  private static let rule = TestSession.rule
  private static let other = rule.replacingOccurrences(of: "id: 3f1c", with: "id: 4f1c")
  private static let conflict =
    "<<<<<<< HEAD\n" + rule + "=======\n" + rule + ">>>>>>> theirs\n"

  /// By problem; nil means that the file does not exist.
  static let texts: [(String, String?)] = [
    ("gone", nil), ("empty", ""), ("blank", " \n\t\r\n"), ("comment", "# moved away\n"),
    ("half a line", String(rule.prefix(60))),
    (
      "half a rule",
      String(rule[..<(rule.range(of: "    condition")?.lowerBound ?? rule.endIndex)])
    ),
    ("no condition", rule.replacingOccurrences(of: "    condition: selection\n", with: "")),
    ("not YAML", "a: ["), ("another rule", other), ("conflict marks", conflict),
    ("a second document that is broken", rule + "---\ntitle: b\ndetection: [\n"),
    (
      "a search that is not there",
      rule.replacingOccurrences(of: "condition: selection", with: "condition: selectoin")
    ),
    (
      "a modifier that is not there",
      rule.replacingOccurrences(of: "awsRegion:", with: "awsRegion|beginswith:")
    ),
    (
      "a placeholder without values",
      rule.replacingOccurrences(of: "awsRegion:", with: "awsRegion|expand:").replacingOccurrences(
        of: "- ap-east-1", with: "- '%none%'")
    ),
    (
      "an expression that is none",
      rule.replacingOccurrences(of: "awsRegion:", with: "awsRegion|re:").replacingOccurrences(
        of: "- ap-east-1", with: "- 'ap-('")
    ),
  ]

  private func write(_ text: String?) throws {
    let old = storage.texts[TestSession.location]
    switch (old, text) {
    case (let old?, let text?):
      try storage.save(text, to: TestSession.location, replacing: SHA256.hex(of: old.utf8))
    case (nil, let text?): try storage.create(text, at: TestSession.location)
    case (let old?, nil):
      try storage.remove(TestSession.location, replacing: SHA256.hex(of: old.utf8))
    case (nil, nil): break
    }
  }

  private func expect(_ text: String?, _ comment: Comment) {
    let now = storage.texts[TestSession.location]
    #expect(
      now == nil ? text == nil : text.map { now?.hasSameBytes(as: $0) == true } == true, comment)
  }

  private func preview(_ engine: TriageEngine) throws -> DecisionRequest {
    .edit(
      try engine.preview(.allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table))
  }

  @Test(arguments: texts) func aSessionWaitsUntilTheRuleIsBack(name: String, text: String?) throws {
    do {
      let engine = try session.engine(storage)
      _ = try engine.decide(
        .judge(.truePositive, hits: [session.id(1)], exception: nil), table: session.table)
    }
    try write(text)
    for _ in 0..<2 {
      let engine = try session.engine(storage, resuming: true)
      let notes = engine.reconcile()
      guard notes.count == 1, case .waiting(let file) = notes[0] else {
        Issue.record("\(name): \(notes)")
        return
      }
      #expect(file.description.contains("rule.yml"), "\(name)")
      #expect(engine.hasWaitingFiles)
      expect(text, "left alone: \(name)")
      // The screen keeps the last good text, and verdicts still work.
      #expect(engine.session.ruleTexts[TestSession.path] == Self.rule)
      #expect(try engine.evaluate(session.table.rows, of: session.table).silenced.isEmpty)
      _ = try engine.decide(.comment("x", hits: [session.id(2)]), table: session.table)
      #expect(engine.recheck().isEmpty)
    }
    try write(Self.rule)
    let engine = try session.engine(storage, resuming: true)
    #expect(engine.reconcile().isEmpty)
    expect(Self.rule, "put back: \(name)")
    let contents = try JournalContents(path: session.journalPath)
    #expect(!contents.entries.contains { $0.name == "ruleChangedElsewhere" })
    guard case .done = try engine.decide(preview(engine), table: session.table) else {
      Issue.record("\(name): the rule that is back cannot be edited")
      return
    }
  }

  @Test(arguments: texts) func anEditWaitsWithItsDialog(name: String, text: String?) throws {
    let engine = try session.engine(storage)
    let request = try preview(engine)
    try write(text)
    for _ in 0..<2 {
      guard case .notSaved(_, let reason, _) = try engine.decide(request, table: session.table)
      else {
        Issue.record("\(name): saved")
        return
      }
      #expect(reason.contains("nothing is written there"), "\(name)")
      expect(text, "left alone: \(name)")
    }
    try write(Self.rule)
    #expect(engine.recheck() == [.isBack(place: "rule.yml")])
    guard case .done = try engine.decide(request, table: session.table) else {
      Issue.record("\(name): not saved")
      return
    }
  }

  @Test(arguments: texts) func anUndoAndARedoWaitToo(name: String, text: String?) throws {
    let engine = try session.engine(storage)
    _ = try engine.decide(preview(engine), table: session.table)
    let edited = storage.texts[TestSession.location]
    try write(text)
    #expect(throws: TriageRefusal.self) { try engine.undo(table: session.table) }
    expect(text, "undo: \(name)")
    #expect(engine.session.decisions.count == 1)
    try write(edited)
    _ = try engine.undo(table: session.table)
    expect(Self.rule, "undone: \(name)")
    try write(text)
    #expect(throws: TriageRefusal.self) { try engine.redo(table: session.table) }
    expect(text, "redo: \(name)")
    try write(Self.rule)
    _ = try engine.redo(table: session.table)
    expect(edited, "redone: \(name)")
  }

  /// A colleague changes the rule, the session adopts this, and the colleague reverts it.
  @Test func aTextThatWasTakenOverIsNotPutBackOverTheOneBefore() throws {
    do { _ = try session.engine(storage) }
    let foreign = Self.rule.replacingOccurrences(of: "title: Calls", with: "title: All calls")
    for text in [foreign, Self.rule, foreign, Self.rule] {
      try write(text)
      let engine = try session.engine(storage, resuming: true)
      #expect(engine.reconcile() == [.changedElsewhere(place: "rule.yml")])
      expect(text, "taken over")
      #expect(engine.session.ruleTexts[TestSession.path] == text)
    }
  }

  /// An earlier version adopted an empty text, which stays in the journal.
  @Test func aJournalWithAnEmptyTextContinuesWithTheFile() throws {
    do {
      let engine = try session.engine(storage)
      try engine.record(.ruleChangedElsewhere(path: TestSession.path, text: ""))
    }
    for text in ["", Self.rule] {
      try write(text)
      let engine = try session.engine(storage, resuming: true)
      _ = engine.reconcile()
      expect(text, "left alone")
      #expect(engine.session.ruleTexts[TestSession.path] == Self.rule)
      #expect(engine.hasWaitingFiles == text.isEmpty)
    }
    let engine = try session.engine(storage, resuming: true)
    _ = engine.reconcile()
    _ = try engine.decide(preview(engine), table: session.table)
    let (state, problems) = SessionState.replaying(try JournalContents(path: session.journalPath))
    #expect(problems.isEmpty)
    expect(state.ruleTexts[TestSession.path], "the journal leads to the file's text")
  }

  /// Other rules may precede it in the file: it is still the session's rule.
  @Test func aRuleIsFoundAgainBehindANewOne() throws {
    let engine = try session.engine(storage)
    let added = Self.other.replacingOccurrences(of: "- me-south-1", with: "- eu-west-1")
    try write(added + "---\n" + Self.rule)
    #expect(engine.reconcile() == [.changedElsewhere(place: "rule.yml")])
    #expect(try engine.evaluate(session.table.rows, of: session.table).silenced.isEmpty)
    _ = try engine.decide(preview(engine), table: session.table)
    #expect(storage.texts[TestSession.location]?.hasPrefix(added + "---\n") == true)
    _ = try engine.undo(table: session.table)
    expect(added + "---\n" + Self.rule, "undone")
  }
}

/// The session's own changes that a kill kept from the file.
@Suite struct UnsavedChangeTests {
  private let session: TestSession
  private let storage = RuleTextsInMemory([TestSession.location: TestSession.rule])
  /// The rule after the edit.
  private let edited: String

  /// A journal with an edit as its last line, and a file without the edit.
  init() throws {
    session = try TestSession()
    do {
      let engine = try session.engine(storage)
      let preview = try engine.preview(
        .allowRegion("ap-east-1"), reason: nil, rule: 0, table: session.table)
      _ = try engine.decide(.edit(preview), table: session.table)
    }
    edited = storage.texts[TestSession.location] ?? ""
    try session.forgetLastEntry(named: "saved")
    try write(TestSession.rule)
  }

  private var text: String { storage.texts[TestSession.location] ?? "" }

  private func write(_ text: String) throws {
    try storage.save(text, to: TestSession.location, replacing: SHA256.hex(of: self.text.utf8))
  }

  private func resume(_ writable: WritableFiles = .all) throws -> TriageEngine {
    try session.engine(storage, resuming: true, writable: writable)
  }

  @Test func itIsCompletedOnceOnTheTextThatItWasMadeOn() throws {
    do {
      #expect(try resume().reconcile() == [.completed(place: "rule.yml")])
      #expect(text == edited)
    }
    // The journal has it: if the edit is missing from now on, someone has removed it.
    try write(TestSession.rule)
    let engine = try resume()
    #expect(engine.reconcile() == [.changedElsewhere(place: "rule.yml")])
    #expect(text == TestSession.rule)
  }

  @Test func aChangeThatDidReachTheFileIsNotMadeAgainLater() throws {
    try write(edited)
    do { #expect(try resume().reconcile().isEmpty) }
    try write(TestSession.rule)
    #expect(try resume().reconcile() == [.changedElsewhere(place: "rule.yml")])
    #expect(text == TestSession.rule)
  }

  @Test func anotherTextStaysAndIsShown() throws {
    let other = TestSession.rule.replacingOccurrences(of: "title: Calls", with: "title: All calls")
    try write(other)
    do {
      let engine = try resume()
      guard case .notInFile("rule.yml", "allow region ap-east-1", _)? = engine.reconcile().first
      else {
        Issue.record("it is not said that the edit is not in the file")
        return
      }
      #expect(text == other)
      #expect(try engine.evaluate(session.table.rows, of: session.table).silenced.isEmpty)
      // The analyst can make it again, or undo it.
      _ = try engine.undo(table: session.table)
      #expect(text == other)
      _ = try engine.redo(table: session.table)
      #expect(text.contains("filter_main") && text.contains("All calls"))
      _ = try engine.undo(table: session.table)
    }
    try write(TestSession.rule)
    _ = try resume().reconcile()
    #expect(text == TestSession.rule)
  }

  @Test func anEmptyFileIsLeftEmptyAndTheChangeIsCompletedWhenTheTextIsBack() throws {
    try write("")
    let engine = try resume()
    guard case .waiting? = engine.reconcile().first else {
      Issue.record("an empty file is not waited for")
      return
    }
    #expect(text.isEmpty)
    try write(TestSession.rule)
    #expect(engine.recheck() == [.completed(place: "rule.yml")])
    #expect(text == edited)
  }

  @Test func nothingIsCompletedInAFileThatMayNotBeWritten() throws {
    for writable in [WritableFiles.none, WritableFiles([])] {
      let engine = try resume(writable)
      guard case .notInFile? = engine.reconcile().first else {
        Issue.record("it is not said that the edit is not in the file")
        return
      }
      #expect(text == TestSession.rule)
      // What is shown is the file.
      #expect(engine.session.ruleTexts[TestSession.path] == TestSession.rule)
    }
    #expect(try resume().reconcile() == [.completed(place: "rule.yml")])
  }

  /// Whatever a journal records as the result of an edit, only the result of planning is written.
  @Test(arguments: [
    (" and not filter_main_allowed_regions", " and not filter_main_allowed_regions or selection"),
    ("filter_main_allowed_regions:", "filter_main_allowed_regions: # by kim"),
    (#"allow_region":"ap-east-1"#, #"allow_region":"me-south-1"#),
    (#""date":"2025-11-13""#, #""date":"2025-11-14""#),
  ])
  func whatPlanningDoesNotMakeIsNotWritten(old: String, new: String) throws {
    let url = URL(fileURLWithPath: session.journalPath)
    var lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
    let last = lines.removeLast()
    let forged = last.replacingOccurrences(of: old, with: new)
    #expect(forged != last)
    try Data((lines + [forged]).joined(separator: "\n").utf8 + [0x0A]).write(to: url)
    let engine = try resume()
    _ = engine.reconcile()
    #expect(text == TestSession.rule)
    #expect(engine.session.ruleTexts[TestSession.path] == TestSession.rule)
  }

  /// Decisions that follow were made by a session that had the change in the file.
  @Test func onlyTheLastDecisionCanBeUnsaved() throws {
    do {
      let engine = try resume()
      _ = engine.reconcile()
      _ = try engine.decide(.comment("x", hits: [session.id(1)]), table: session.table)
    }
    try write(TestSession.rule)
    #expect(try resume().reconcile() == [.changedElsewhere(place: "rule.yml")])
    #expect(text == TestSession.rule)
  }
}
