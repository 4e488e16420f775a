import Basics
import Foundation
import HitStore
import RuleEditing
import SessionSupport
import Sigma
import TestSupport
import Testing

@testable import Sessions
@testable import Triage

/// One decision over three rules in two files: one journal entry, one undo, all files or none.
@Suite struct SeveralRulesTests {
  private static let second = TestSession.rule
    .replacing("Calls from unusual regions", with: "Second")
    .replacing("3f1c8a52", with: "22222222")
  private static let third = TestSession.rule
    .replacing("Calls from unusual regions", with: "Third")
    .replacing("3f1c8a52", with: "33333333")

  private let session: TestSession
  private let storage: TroubledStorage

  init() throws {
    session = try TestSession(
      rule: TestSession.rule + "---\n" + Self.second, others: [("b.yml", Self.third)])
    storage = TroubledStorage(session.header.storedTexts)
  }

  private var texts: [String: String] { storage.texts }

  /// The hits of the first event by all three rules.
  private var rows: [HitTable.Row] {
    session.table.rows.filter { session.table.eventID($0) == session.table.eventID(0) }
  }

  private func request(_ engine: TriageEngine) throws -> DecisionRequest {
    let proposals = try engine.proposals(for: rows, reason: nil, table: session.table)
    let proposal = try #require(proposals.list.first)
    #expect(proposals.rules == [0, 1, 2])
    #expect(proposal.preview.rules == [0, 1, 2])
    #expect(proposal.preview.files.map(\.path) == [TestSession.path, "b.yml"])
    return .judge(.falsePositive, hits: rows.map(session.table.id), exception: proposal.preview)
  }

  private func decide(_ engine: TriageEngine) throws -> DecisionOutcome {
    try engine.decide(try request(engine), table: session.table)
  }

  private func contents() throws -> JournalContents {
    try JournalContents(path: session.journalPath)
  }

  @Test func oneDecisionChangesAllAndOneUndoTakesAllBack() throws {
    let before = texts
    let engine = try session.engine(storage)
    #expect(rows.count == 3)
    guard case .done(let state, let evaluation?, let message) = try decide(engine) else {
      throw Unexpected()
    }
    #expect(state.decisions.count == 1 && state.decisions[0].changes.count == 3)
    #expect(evaluation.silenced.contains(rows[0]) && evaluation.silenced.contains(rows[2]))
    #expect(message.contains("2 files written") && message.contains("in 3 rules"))
    let after = texts
    for (path, text) in after {
      #expect(text != before[path])
      let file = RuleFile(text: text, path: path)
      #expect(WrittenException.all(in: file).count == file.rules.count)
    }
    _ = try engine.undo(table: session.table)
    #expect(texts == before && engine.session.verdicts.isEmpty)
    _ = try engine.redo(table: session.table)
    #expect(texts == after && engine.session.verdicts.count == 3)

    let replay = HeadlessReplay(try contents())
    #expect(replay.deviations.isEmpty && replay.problems.isEmpty)
    for (path, text) in replay.ruleTexts {
      #expect(text == after[session.header.location(of: path)])
    }
    #expect(replay.edits.count == 1)
  }

  /// A journal of one change has it where older versions look for it.
  @Test func journals() throws {
    let engine = try session.engine(storage)
    _ = try decide(engine)
    let preview = try engine.preview(
      .allowRegion("me-south-1"), reason: nil, rule: 2, table: session.table)
    _ = try engine.decide(.edit(preview), table: session.table)
    let lines = try String(contentsOfFile: session.journalPath, encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let several = try #require(lines.first { $0.contains("markFalsePositive") })
    #expect(several.contains("\"changes\":[{") && !several.contains("\"change\":{"))
    let one = try #require(lines.first { $0.contains("allowRegion") })
    #expect(one.contains("\"change\":{") && !one.contains("\"changes\""))
    let (state, problems) = SessionState.replaying(try contents())
    #expect(problems.isEmpty)
    #expect(state.decisions.map(\.changes.count) == [3, 1])
  }

  /// If the second file can't be written, the first gets its text back.
  @Test func allFilesOrNone() throws {
    let before = texts
    do {
      let engine = try session.engine(storage)
      storage.refused = ["/rules/b.yml"]
      guard case .notSaved(_, let reason, let state) = try decide(engine) else {
        throw Unexpected()
      }
      #expect(reason.contains("no room for /rules/b.yml"))
      #expect(reason.contains("put back: rule.yml"))
      #expect(texts == before && state.decisions.isEmpty && state.verdicts.isEmpty)
    }
    storage.refused = []
    #expect(try session.engine(storage, resuming: true).reconcile().isEmpty)
    #expect(texts == before)
  }

  /// If even that fails, the message names the file that keeps the change.
  @Test func aFileThatCannotBePutBackIsNamed() throws {
    do {
      let engine = try session.engine(storage)
      storage.refused = ["/rules/b.yml"]
      storage.refusesSecondSave = TestSession.location
      guard case .notSaved(_, let reason, let state) = try decide(engine) else {
        throw Unexpected()
      }
      #expect(reason.contains("rule.yml keeps the change"))
      #expect(state.decisions.isEmpty)
    }
    // The file wins.
    storage.refused = []
    storage.refusesSecondSave = nil
    let resumed = try session.engine(storage, resuming: true)
    _ = resumed.reconcile()
    #expect(resumed.session.ruleTexts[TestSession.path] == texts[TestSession.location])
  }

  /// The program is killed after the first file: the next start writes the second.
  @Test(arguments: [false, true])
  func aKillBetweenTheFilesLosesNothing(isUndo: Bool) throws {
    let before = texts
    var after: [String: String]
    do {
      let engine = try session.engine(storage)
      if isUndo {
        _ = try decide(engine)
      }
      after = texts
      storage.isKilledBefore = "/rules/b.yml"
      storage.journal = session.journalPath
      if isUndo { _ = try engine.undo(table: session.table) } else { _ = try decide(engine) }
      #expect(texts["/rules/b.yml"] == after["/rules/b.yml"])
    }
    try storage.afterTheKill()
    let resumed = try session.engine(storage, resuming: true)
    #expect(resumed.reconcile().count == 1)
    #expect(resumed.session.unsaved == nil)
    for (path, place) in [(TestSession.path, TestSession.location), ("b.yml", "/rules/b.yml")] {
      #expect(texts[place] == resumed.session.ruleTexts[path])
      #expect((texts[place] == before[place]) == isUndo)
    }
    let replay = HeadlessReplay(try contents())
    #expect(replay.deviations.isEmpty && replay.problems.isEmpty)
  }

  /// Someone else changes a file between decision and undo: their change stays, all of the decision
  /// goes.
  @Test(arguments: [TestSession.location, "/rules/b.yml"])
  func othersChangesStay(place: String) throws {
    let before = texts
    let engine = try session.engine(storage)
    _ = try decide(engine)
    let after = texts
    func changed(_ text: String?) -> String { "# a remark of someone else\n" + (text ?? "") }
    storage.write(changed(after[place]), to: place)
    _ = try engine.undo(table: session.table)
    for path in before.keys {
      #expect(texts[path] == (path == place ? changed(before[path]) : before[path]))
    }
    _ = try engine.redo(table: session.table)
    for path in before.keys {
      #expect(texts[path] == (path == place ? changed(after[path]) : after[path]))
    }
    let (state, problems) = SessionState.replaying(try contents())
    #expect(problems.isEmpty)
    #expect(state.ruleTexts[TestSession.path] == texts[TestSession.location])
    #expect(state.ruleTexts["b.yml"] == texts["/rules/b.yml"])
  }

  /// A rule that has the edit already is left out.
  @Test func rulesThatNeedNothingAreLeftOut() throws {
    let engine = try session.engine(storage)
    func preview() throws -> EditPreview {
      try engine.preview(
        .allowRegion("ap-east-1"), reason: nil, rules: [0, 1, 2], table: session.table)
    }
    let one = try engine.preview(
      .allowRegion("ap-east-1"), reason: nil, rule: 1, table: session.table)
    _ = try engine.decide(.edit(one), table: session.table)
    #expect(try preview().rules == [0, 2])
    _ = try engine.decide(.edit(try preview()), table: session.table)
    #expect(throws: TriageRefusal.self) { try preview() }
  }
}

/// Rule texts in memory; saves of chosen files fail, or are lost in a kill.
private final class TroubledStorage: RuleStorage {
  private let memory: RuleTextsInMemory
  var refused: Set<String> = []
  /// A file that is saved once and then no more.
  var refusesSecondSave: String?
  private var saved: Set<String> = []
  var isKilledBefore: String?
  var journal = ""
  private var killed: Data?

  init(_ texts: [String: String]) { memory = RuleTextsInMemory(texts) }

  var texts: [String: String] { memory.texts }

  func text(of path: String) throws(RuleStorageError) -> String { try memory.text(of: path) }

  func write(_ text: String, to path: String) {
    guard let old = memory.texts[path] else { return }
    try? memory.save(text, to: path, replacing: SHA256.hex(of: old.utf8))
  }

  func save(_ text: String, to path: String, replacing sha256: String) throws(RuleStorageError) {
    if refused.contains(path) || (refusesSecondSave == path && saved.contains(path)) {
      throw .failed("no room for \(path)")
    }
    if killed != nil { return }
    if isKilledBefore == path {
      killed = (try? Data(contentsOf: URL(fileURLWithPath: journal))) ?? Data()
      return
    }
    saved.insert(path)
    try memory.save(text, to: path, replacing: sha256)
  }

  /// What the killed engine wrote afterwards was never written.
  func afterTheKill() throws {
    try killed?.write(to: URL(fileURLWithPath: journal))
    killed = nil
    isKilledBefore = nil
  }
}

private struct Unexpected: Error {}
