import Basics
import Foundation
import RuleEditing
import SessionSupport
import Sigma
import TestSupport
import Testing

@testable import HitStore
@testable import Sessions
@testable import Triage

/// Whatever an analyst does with any rule, undoing everything restores the start, and redoing
/// everything restores the end.
///
/// `TRAILSIFT_WALKS=50` runs this many long walks of each kind.
@Suite(.serialized) struct RandomWalkTests {
  private static let wanted =
    ProcessInfo.processInfo.environment["TRAILSIFT_WALKS"].flatMap { UInt64($0) }
  private static let walks: ClosedRange<UInt64> = 1...(wanted ?? 1)
  /// The cost of a walk grows with the square of its steps.
  private static let steps = wanted == nil ? 300 : 1_000

  /// From `first` on: the requested number of walks, or `few`.
  private static func seeds(from first: UInt64, few: UInt64) -> ClosedRange<UInt64> {
    first...first + (wanted ?? few) - 1
  }

  @Test(arguments: walks) func inMemory(seed: UInt64) throws {
    let rule = WalkRule.random(seed)
    let session = try TestSession(rule: rule)
    let storage = RuleTextsInMemory([TestSession.location: rule])
    var walk = try Walk(session, storage, rule: rule, seed: seed)
    try walk.take(Self.steps)
    try walk.undoAndRedoAll()
  }

  @Test(arguments: seeds(from: 10, few: 12)) func overManyRules(seed: UInt64) throws {
    let rule = WalkRule.random(seed)
    let session = try TestSession(rule: rule)
    var walk = try Walk(
      session, RuleTextsInMemory([TestSession.location: rule]), rule: rule, seed: seed)
    walk.editor = seed.isMultiple(of: 2) ? rule : nil
    try walk.take(30)
    try walk.undoAndRedoAll()
  }

  /// Rule file and journal on disk, with restarts in between.
  @Test(arguments: walks.prefix(1)) func onDisk(seed: UInt64) throws {
    let rule = WalkRule.random(seed &+ 100)
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("rule.yml")
    try Data(rule.utf8).write(to: file)
    let session = try TestSession(rule: rule, location: file.path)
    var walk = try Walk(session, RuleFilesOnDisk(), rule: rule, seed: seed, location: file.path)
    walk.restarts = true
    try walk.take(Self.steps / 4)
    try walk.undoAndRedoAll()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["rule.yml"])
  }

  /// Someone else keeps editing the file: in the end everything but their edits is undone.
  @Test(arguments: walks) func withAnEditorBeside(seed: UInt64) throws {
    let rule = WalkRule.random(seed &+ 200)
    let session = try TestSession(rule: rule)
    let storage = RuleTextsInMemory([TestSession.location: rule])
    var walk = try Walk(session, storage, rule: rule, seed: seed)
    walk.editor = rule
    try walk.take(Self.steps)
    try walk.undoAndRedoAll()
  }

  /// Someone else repeatedly empties, breaks, removes and restores the file, while the session is
  /// open or closed: nothing is written meanwhile, and in the end everything can be undone.
  @Test(arguments: seeds(from: 30, few: 4)) func withABrokenFile(seed: UInt64) throws {
    let rule = WalkRule.random(seed)
    let session = try TestSession(rule: rule)
    let storage = RuleTextsInMemory([TestSession.location: rule])
    var walk = try Walk(session, storage, rule: rule, seed: seed)
    walk.vandal = .breaksTheFile
    try walk.take(100)
    try walk.repair()
    try walk.undoAndRedoAll()
  }

  /// Someone else also edits the file, and restores earlier texts: these are never overwritten.
  @Test(arguments: seeds(from: 40, few: 5)) func withARestoredFile(seed: UInt64) throws {
    let rule = WalkRule.random(seed)
    let session = try TestSession(rule: rule)
    let storage = RuleTextsInMemory([TestSession.location: rule])
    var walk = try Walk(session, storage, rule: rule, seed: seed)
    walk.vandal = .alsoRestoresTexts
    try walk.take(100)
    try walk.repair()
    try walk.undoWhatCanBe()
  }
}

/// One analyst, acting at random.
private struct Walk {
  private let session: TestSession
  private let storage: any RuleStorage
  private let location: String
  private let rule: String
  private var engine: TriageEngine
  private var random: SeededGenerator
  var restarts = false
  /// The rule with only an editor's changes; nil without an editor.
  var editor: String?
  /// Other changes of the file; nil for none.
  var vandal: Vandal?
  enum Vandal { case breaksTheFile, alsoRestoresTexts }
  /// The text that was in the file before it was broken.
  private var kept: String?
  /// The texts that the session, or an editor, has made.
  private var made: [String] = []
  private var number = 0
  private(set) var refusals: [String: Int] = [:]

  init(
    _ session: TestSession, _ storage: any RuleStorage, rule: String, seed: UInt64,
    location: String = TestSession.location
  ) throws {
    self.session = session
    self.storage = storage
    self.location = location
    self.rule = rule
    random = SeededGenerator(seed: seed)
    engine = try session.engine(storage)
  }

  private var text: String { get throws { try storage.text(of: location) } }

  mutating func take(_ steps: Int) throws {
    for _ in 0..<steps {
      number += 1
      if vandal != nil {
        try takeStepBesideAVandal()
        continue
      }
      let before = try (text, engine.session.decisions, engine.session.verdicts)
      do {
        try step()
      } catch let refusal as TriageRefusal {
        // Refused is fine, as long as nothing has changed.
        let after = try (text, engine.session.decisions, engine.session.verdicts)
        #expect(after.0.hasSameBytes(as: before.0), "\(refusal)")
        #expect(after.1 == before.1 && after.2 == before.2, "\(refusal)")
        refusals[refusal.description, default: 0] += 1
      }
      let now = try text
      #expect(
        engine.session.ruleTexts[TestSession.path]?.hasSameBytes(as: now) == true,
        "step \(number)")
    }
    #expect(engine.session.decisions.count > steps / 20)
  }

  private mutating func step() throws {
    switch random.next(below: 100) {
    case 0..<22:
      let verdict = (Verdict.allCases + [nil])[random.next(below: 4)]
      _ = try engine.decide(
        .judge(verdict, hits: hits(), exception: nil), table: session.table)
    case 22..<30:
      _ = try engine.decide(.comment("note \(number)", hits: hits()), table: session.table)
    case 30..<42: try edit(.allowRegion(region()))
    case 42..<50: try edit(.disallowRegion(region()))
    case 50..<58: try edit(.addException(exception()))
    case 58..<62:
      let preview = try engine.preview(
        .addException(exception()), reason: "note \(number)", rule: 0, table: session.table)
      try carryOut(.judge(.falsePositive, hits: hits(), exception: preview))
    case 62..<70:
      let names = RuleFile(text: engine.currentText(ofRule: 0), path: "").rules[0].detection
        .searchIdentifiers.keys.filter { $0.contains("filter") }
      if let name = names.isEmpty ? nil : names[random.next(below: names.count)] {
        try edit(.removeException(name: name))
      }
    case 70..<84: if engine.session.nextUndo != nil { _ = try engine.undo(table: session.table) }
    case 84..<95: if engine.session.nextRedo != nil { _ = try engine.redo(table: session.table) }
    default: try interrupt()
    }
  }

  /// An event from outside: a restart, an editor.
  private mutating func interrupt() throws {
    if restarts { try restart() }
    guard let alone = editor else { return }
    let places = ["title:", "logsource:", "detection:", "level:"]
    let place = places[random.next(below: places.count)]
    let comment = "# someone else's note \(number)"
    func edited(_ text: String) -> String {
      var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let index = lines.firstIndex { $0.hasPrefix(place) } ?? 0
      lines.insert(Substring(comment + (lines[index].hasSuffix("\r") ? "\r" : "")), at: index)
      return lines.joined(separator: "\n")
    }
    let now = try text
    try storage.save(edited(now), to: location, replacing: SHA256.hex(of: now.utf8))
    editor = edited(alone)
    // Sometimes the workbench notices at once, sometimes when it next writes.
    _ = engine.reconcile()
  }

  // MARK: - A vandal

  private var textIfAny: String? { try? text }

  /// The session changes the file only if it had the session's text before, and has it afterwards.
  private mutating func takeStepBesideAVandal() throws {
    if random.next(below: 3) == 0 { try vandalise() }
    let before = (textIfAny, engine.session.decisions, engine.session.verdicts)
    do {
      try step()
    } catch is TriageRefusal {
      #expect(textIfAny == before.0 && engine.session.decisions == before.1, "step \(number)")
      #expect(engine.session.verdicts == before.2)
    }
    let now = textIfAny
    guard now != before.0 else { return }
    #expect(kept == nil, "step \(number) wrote over a broken file")
    #expect(engine.session.ruleTexts[TestSession.path] == now, "step \(number)")
    if let now { made.append(now) }
  }

  private static let broken: [String?] = [
    nil, "", "\n \n", "# moved away\n", "a: [", "title: Calls from unusual regions\nid: 3f1c8a52",
    "title: x\nid: 9\nlogsource: {product: aws}\ndetection: {a: {b: c}, condition: a}\n",
  ]

  private mutating func vandalise() throws {
    switch (kept, random.next(below: 4)) {
    case (.some, 0...1): try repair()
    case (nil, 0...1):
      kept = try text
      try write(Self.broken[random.next(below: Self.broken.count)])
    case (nil, 2) where vandal == .alsoRestoresTexts:
      let texts = made + [rule]
      let chosen = texts[random.next(below: texts.count)]
      let text = random.next(below: 2) == 0 ? chosen : chosen + "\n# note \(number)\n"
      try write(text)
      made.append(text)
    default: break
    }
    if random.next(below: 3) == 0 { try restartBesideAVandal() }
  }

  /// A restart does not change the file.
  private mutating func restartBesideAVandal() throws {
    engine = .opened(
      engine.session, rules: session.rules, edits: .storage(storage, .all, nil),
      spool: session.spool, clock: SessionClock(fixedAt: 0), author: "")
    let before = (textIfAny, engine.session.decisions, engine.session.undone)
    engine = try session.engine(storage, resuming: true)
    let notes = engine.reconcile()
    #expect(textIfAny == before.0, "restart at step \(number)")
    #expect(engine.session.decisions.map(\.sequence) == before.1.map(\.sequence))
    #expect(engine.session.undone.map(\.sequence) == before.2.map(\.sequence))
    let isWaiting = notes.contains { if case .waiting = $0 { true } else { false } }
    #expect(isWaiting == (kept != nil) && engine.hasWaitingFiles == isWaiting)
  }

  /// Restores the file as before it was broken.
  mutating func repair() throws {
    guard let text = kept else { return }
    kept = nil
    try write(text)
    _ = engine.recheck()
    #expect(textIfAny == text)
  }

  private func write(_ text: String?) throws {
    switch (textIfAny, text) {
    case (nil, nil): break
    case (nil, let new?): try storage.create(new, at: location)
    case (let old?, nil): try storage.remove(location, replacing: SHA256.hex(of: old.utf8))
    case (let old?, let new?):
      try storage.save(new, to: location, replacing: SHA256.hex(of: old.utf8))
    }
  }

  /// Undoes decisions, last first, until one can't be undone in the file that others have changed.
  mutating func undoWhatCanBe() throws {
    _ = engine.reconcile()
    while engine.session.nextUndo != nil {
      let before = try text
      do {
        _ = try engine.undo(table: session.table)
      } catch {
        #expect(try text == before)
        break
      }
      let now = try text
      #expect(engine.session.ruleTexts[TestSession.path] == now)
      #expect(!RuleFile(text: now, path: "").rules.isEmpty)
    }
    let (state, problems) = SessionState.replaying(try JournalContents(path: session.journalPath))
    #expect(problems.isEmpty)
    #expect(
      state.ruleTexts == engine.session.ruleTexts && state.verdicts == engine.session.verdicts)
  }

  private mutating func restart() throws {
    // The old engine's journal is closed first.
    engine = .opened(
      engine.session, rules: session.rules, edits: .storage(storage, .all, nil),
      spool: session.spool, clock: SessionClock(fixedAt: 0), author: "")
    let before = engine.session
    engine = try session.engine(storage, resuming: true)
    #expect(engine.reconcile().isEmpty)
    #expect(engine.session.decisions == before.decisions)
    #expect(engine.session.undone == before.undone)
    #expect(engine.session.verdicts == before.verdicts)
    #expect(engine.session.ruleTexts == before.ruleTexts)
  }

  private mutating func edit(_ edit: RuleEdit) throws {
    let preview = try engine.preview(
      edit, reason: random.next(below: 2) == 0 ? nil : "note \(number)", rule: 0,
      table: session.table)
    try carryOut(.edit(preview))
  }

  private func carryOut(_ request: DecisionRequest) throws {
    let renewed: EditPreview
    switch try engine.decide(request, table: session.table) {
    case .ruleChanged(let preview, _): renewed = preview
    case .notSaved:
      #expect(kept != nil, "not saved at step \(number)")
      return
    case .done: return
    }
    let again: DecisionRequest =
      if case .judge(let verdict, let hits, _) = request {
        .judge(verdict, hits: hits, exception: renewed)
      } else {
        .edit(renewed)
      }
    guard case .done = try engine.decide(again, table: session.table) else {
      Issue.record("changed twice")
      return
    }
  }

  private mutating func hits() -> [HitID] {
    let chosen = (1...6).filter { _ in random.next(below: 3) == 0 }
    return (chosen.isEmpty ? [1] : chosen).map(session.id)
  }

  private mutating func region() -> String {
    ["ap-east-1", "me-south-1", "af-south-1", "eu-south-2"][random.next(below: 4)]
  }

  private mutating func exception() -> RuleException {
    let tests: [RuleException.FieldTest] = [
      .init(field: "sourceIPAddress", values: ["203.0.113.\(random.next(below: 4))"]),
      .init(field: "userAgent", values: ["agent*\(random.next(below: 4))", "odd \\ ' # :"]),
      .init(field: "eventName", values: ["List\(random.next(below: 3))"]),
    ]
    let first = random.next(below: 3)
    return RuleException(name: nil, tests: Array(tests[first...].prefix(1 + random.next(below: 2))))
  }

  mutating func undoAndRedoAll() throws {
    let end = try (text, engine.session)
    let count = engine.session.decisions.count
    for _ in 0..<count { _ = try engine.undo(table: session.table) }
    let start = editor ?? rule
    let found = try text
    #expect(
      found.hasSameBytes(as: start), "\(TextDiff(before: start, after: found).unified(path: "r"))")
    #expect(engine.session.verdicts.isEmpty && engine.session.comments.isEmpty)
    if restarts { try restart() }
    for _ in 0..<count { _ = try engine.redo(table: session.table) }
    let now = try text
    #expect(
      now.hasSameBytes(as: end.0), "\(TextDiff(before: end.0, after: now).unified(path: "r"))")
    #expect(engine.session.verdicts == end.1.verdicts)
    #expect(engine.session.comments == end.1.comments)
    #expect(engine.session.decisions.map(\.sequence) == end.1.decisions.map(\.sequence))

    // The journal gives the same result.
    let (state, problems) = SessionState.replaying(try JournalContents(path: session.journalPath))
    #expect(problems.isEmpty)
    #expect(state.ruleTexts == engine.session.ruleTexts)
    #expect(state.verdicts == engine.session.verdicts && state.comments == engine.session.comments)
  }
}

/// Rules about the test's events, laid out as different authors do.
private enum WalkRule {
  static func random(_ seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    func choose(_ texts: String...) -> String { texts[random.next(below: texts.count)] }
    var text = """
      \(choose("", "# a comment first\n", "---\n"))title: Calls from unusual regions
      id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11
      \(choose("", "modified: 2025-01-01\n", "modified: '2025-01-01'\n", "date: 2024-05-05\n"))logsource:
          product: aws
          service: cloudtrail
      detection:
      \(choose(
        "    selection:\n        awsRegion:\n            - ap-east-1\n            - me-south-1\n",
        "    selection:\n        awsRegion:\n        - 'ap-east-1' # first\n        # between\n        - \"me-south-1\"\n",
        "    selection:\n        awsRegion: [ap-east-1, 'me-south-1']\n",
        "    selection:\n        eventVersion|startswith: '1.'\n",
        "    selection:\n        awsRegion|startswith:\n            - ap-\n            - me-\n"
      ))\(choose(
        "",
        "    filter_main_a:\n        eventName: Nothing\n\n",
        "    filter_known:\n        awsRegion:\n            - eu-west-1\n            - us-east-1\n"))
      """
    let hasMain = text.contains("filter_main_a")
    let hasKnown = text.contains("filter_known")
    text +=
      hasMain
      ? choose(
        "    condition: selection and not 1 of filter_main_*\n",
        "    condition: selection and not filter_main_a\n")
      : hasKnown
        ? "    condition: selection and not filter_known # all\n"
        : choose("    condition: selection\n", "    condition: 'selection'\n")
    text += choose(
      "level: low\n", "level: low", "falsepositives:\n    - many\nlevel: low\n\n")
    return random.next(below: 4) == 0 ? text.replacing("\n", with: "\r\n") : text
  }
}
