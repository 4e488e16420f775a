import Basics
import RuleEditing
import SessionSupport
import Testing

@testable import Sessions
@testable import Triage

@Suite struct TriageEngineTests {
  private let session: TestSession
  private let storage = FaultyStorage()

  init() throws { session = try TestSession() }

  private var ruleText: String {
    get throws { try storage.text(of: TestSession.location) }
  }

  private func allow(_ region: String, _ engine: TriageEngine) throws -> DecisionOutcome {
    let preview = try engine.preview(
      .allowRegion(region), reason: nil, rule: 0, table: session.table)
    return try engine.decide(.edit(preview), table: session.table)
  }

  @Test func anEditSilencesWhatItsPreviewSaid() throws {
    let engine = try session.engine(storage)
    let preview = try engine.preview(
      .allowRegion("ap-east-1"), reason: "office", rule: 0, table: session.table)
    #expect(preview.effect.silenced == [0, 1, 2])
    #expect(preview.effect.remaining == 3)
    #expect(try ruleText == TestSession.rule)

    guard
      case .done(let state, let evaluation?, _) = try engine.decide(
        .edit(preview), table: session.table)
    else { throw Unexpected() }
    #expect(evaluation.silenced == [0, 1, 2])
    #expect(state.decisions.count == 1)
    #expect(try ruleText == state.ruleTexts[TestSession.path])
    #expect(try ruleText.contains("office"))
  }

  @Test func whatCannotBeSavedNeverHappenedAndTheJournalSaysSo() throws {
    do {
      let engine = try session.engine(storage)
      _ = try engine.decide(
        .judge(.truePositive, hits: [session.id(4)], exception: nil), table: session.table)
      storage.fault = .refuses
      guard case .notSaved(let preview, let reason, _) = try allow("ap-east-1", engine) else {
        throw Unexpected()
      }
      #expect(reason == "not saved: no space left on the device")
      #expect(preview.edit == .allowRegion("ap-east-1"))
      #expect(engine.session.decisions.count == 1)
      #expect(engine.session.ruleTexts[TestSession.path] == TestSession.rule)
    }
    storage.fault = nil
    let resumed = try session.engine(storage, resuming: true)
    #expect(resumed.reconcile().isEmpty)
    #expect(resumed.session.decisions.count == 1)
    #expect(resumed.session.verdicts == [session.id(4): .truePositive])
    #expect(try ruleText == TestSession.rule)
  }

  @Test func aChangeThatACrashKeptFromTheFileIsWrittenOnResuming() throws {
    do {
      let engine = try session.engine(storage)
      storage.fault = .isKilledBefore(journal: session.journalPath)
      _ = try allow("ap-east-1", engine)
      #expect(try ruleText == TestSession.rule)
    }
    try storage.afterTheKill()
    let resumed = try session.engine(storage, resuming: true)
    #expect(resumed.reconcile().count == 1)
    #expect(try ruleText == resumed.session.ruleTexts[TestSession.path])
    #expect(try ruleText != TestSession.rule)

    _ = try resumed.undo(table: session.table)
    #expect(try ruleText == TestSession.rule)
  }

  @Test func anUndoThatACrashKeptFromTheFileIsWrittenOnResuming() throws {
    do {
      let engine = try session.engine(storage)
      _ = try allow("ap-east-1", engine)
      storage.fault = .isKilledBefore(journal: session.journalPath)
      _ = try engine.undo(table: session.table)
      #expect(try ruleText != TestSession.rule)
    }
    try storage.afterTheKill()
    let resumed = try session.engine(storage, resuming: true)
    #expect(resumed.session.decisions.isEmpty)
    #expect(resumed.reconcile().count == 1)
    #expect(try ruleText == TestSession.rule)
  }

  @Test func undoAndRedoReachAcrossRestarts() throws {
    var edited = ""
    do {
      let engine = try session.engine(storage)
      _ = try allow("ap-east-1", engine)
      edited = try ruleText
    }
    do {
      let engine = try session.engine(storage, resuming: true)
      _ = try engine.undo(table: session.table)
      #expect(try ruleText == TestSession.rule)
    }
    let engine = try session.engine(storage, resuming: true)
    _ = try engine.redo(table: session.table)
    #expect(try ruleText == edited)
    #expect(throws: TriageRefusal("nothing to redo")) { _ = try engine.redo(table: session.table) }
  }

  private func changeElsewhere(_ change: (String) -> String) throws {
    let text = try ruleText
    try storage.save(
      change(text), to: TestSession.location, replacing: SHA256.hex(of: text.utf8))
  }

  @Test func anUndoLeavesWhatSomeoneElseChangedElsewhereInTheFile() throws {
    do {
      let engine = try session.engine(storage)
      _ = try allow("ap-east-1", engine)
      try changeElsewhere { $0 + "# theirs\n" }
      _ = try engine.undo(table: session.table)
      #expect(try ruleText == TestSession.rule + "# theirs\n")
    }
    let resumed = try session.engine(storage, resuming: true)
    #expect(resumed.session.ruleTexts[TestSession.path] == (try ruleText))
  }

  @Test func aHeadlessReplayArrivesAtTheSameBytes() throws {
    do {
      let engine = try session.engine(storage)
      _ = try allow("ap-east-1", engine)
      let proposals = try engine.proposals(for: [3], reason: nil, table: session.table)
      let preview = try #require(proposals.list.first).preview
      _ = try engine.decide(
        .judge(.falsePositive, hits: [session.id(4)], exception: preview), table: session.table)
      _ = try engine.decide(.comment("done", hits: [session.id(5)]), table: session.table)
    }
    let replay = HeadlessReplay(try JournalContents(path: session.journalPath))
    #expect(replay.deviations.isEmpty)
    #expect(replay.problems.isEmpty)
    #expect(replay.ruleTexts.map(\.text) == [try ruleText])
    #expect(replay.edits.map(\.silenced) == [3, 1])
  }

  private struct Unexpected: Error {}
}
