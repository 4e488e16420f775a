import Basics
import RuleEditing
import SourceYAML
import TestSupport
import Testing

@testable import HitStore
@testable import Sessions

@Suite struct SessionStateTests {
  private let hits = (1...4).map { HitID(rule: "rule", event: "event-\($0)") }

  private func judge(
    _ sequence: Int, _ verdict: Verdict?, _ hits: [HitID], change: RuleChange? = nil
  ) -> JournalEntry {
    let decision = Decision(
      kind: .judge(hits: hits, verdict: verdict, changes: change.map { [$0] } ?? []),
      sequence: sequence,
      at: "2025-11-02T14:03:59Z", author: "kim")
    return JournalEntry(sequence: sequence, time: 0, action: .decide(decision))
  }

  private func change(_ old: String, _ new: String) -> RuleChange {
    RuleChange(
      path: "rule.yml", rule: "rule", edit: .allowRegion("ap-east-1"),
      stamp: EditStamp(date: "2025-11-02", author: "kim", reason: nil),
      patches: [TextPatch(offset: 0, removed: old, inserted: new)],
      before: SHA256.hex(of: old.utf8), after: SHA256.hex(of: new.utf8), silenced: 0)
  }

  private func state() -> SessionState {
    SessionState(header: .sample(rule: "title: a"))
  }

  @Test func undoPutsBackTheVerdictThatAHitHadBefore() throws {
    var state = state()
    try state.apply(judge(1, .falsePositive, [hits[0], hits[1]]))
    try state.apply(judge(2, .truePositive, [hits[1], hits[2]]))
    try state.apply(judge(3, nil, [hits[0]]))
    #expect(state.verdicts == [hits[1]: .truePositive, hits[2]: .truePositive])

    try state.apply(JournalEntry(sequence: 4, time: 0, action: .undo(of: 3)))
    try state.apply(JournalEntry(sequence: 5, time: 0, action: .undo(of: 2)))
    #expect(state.verdicts == [hits[0]: .falsePositive, hits[1]: .falsePositive])

    try state.apply(JournalEntry(sequence: 6, time: 0, action: .redo(of: 2)))
    #expect(state.verdicts[hits[2]] == .truePositive)
    #expect(state.nextRedo?.sequence == 3)
  }

  @Test func aNewDecisionForgetsWhatCouldBeRedone() throws {
    var state = state()
    try state.apply(judge(1, .falsePositive, [hits[0]]))
    try state.apply(JournalEntry(sequence: 2, time: 0, action: .undo(of: 1)))
    try state.apply(judge(3, .truePositive, [hits[0]]))
    #expect(state.undone.isEmpty)
  }

  @Test func aRuleChangeIsTakenBackWithItsVerdict() throws {
    var state = state()
    try state.apply(judge(1, .falsePositive, [hits[0]], change: change("title: a", "title: b")))
    #expect(state.ruleTexts["rule.yml"] == "title: b")
    try state.apply(JournalEntry(sequence: 2, time: 0, action: .undo(of: 1)))
    #expect(state.ruleTexts["rule.yml"] == "title: a")
    #expect(state.verdicts.isEmpty)
  }

  @Test func whatCouldNotBeWrittenNeverHappened() throws {
    var state = state()
    try state.apply(judge(1, .truePositive, [hits[3]]))
    try state.apply(JournalEntry(sequence: 2, time: 0, action: .undo(of: 1)))
    let before = state
    try state.apply(judge(3, .falsePositive, [hits[0]], change: change("title: a", "title: b")))
    try state.apply(
      JournalEntry(sequence: 4, time: 0, action: .failed(of: 3, reason: "disk full")))
    #expect(state.verdicts == before.verdicts)
    #expect(state.ruleTexts == before.ruleTexts)
    #expect(state.undone == before.undone)
    #expect(state.decisions == before.decisions)
  }

  @Test func anUndoThatCouldNotBeWrittenLeavesTheDecisionInForce() throws {
    var state = state()
    try state.apply(judge(1, .falsePositive, [hits[0]], change: change("title: a", "title: b")))
    try state.apply(JournalEntry(sequence: 2, time: 0, action: .undo(of: 1)))
    try state.apply(
      JournalEntry(sequence: 3, time: 0, action: .failed(of: 2, reason: "read-only")))
    #expect(state.decisions.map(\.sequence) == [1])
    #expect(state.verdicts == [hits[0]: .falsePositive])
    #expect(state.ruleTexts["rule.yml"] == "title: b")
    #expect(state.undone.isEmpty)
  }

  @Test func entriesThatDoNotFollowChangeNothing() throws {
    var state = state()
    #expect(throws: SessionInconsistency.self) {
      try state.apply(JournalEntry(sequence: 1, time: 0, action: .undo(of: 7)))
    }
    #expect(throws: SessionInconsistency.self) {
      try state.apply(
        judge(2, .truePositive, [hits[0]], change: change("another text", "title: b")))
    }
    #expect(state.verdicts.isEmpty)
    #expect(state.ruleTexts == ["rule.yml": "title: a"])
  }

  /// Any sequence of decisions, all undone: the beginning; all redone: the end.
  @Test(arguments: 1...20) func randomWalksAreUndoneAndRedone(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var state = state()
    var sequence = 0
    func next() -> Int {
      sequence += 1
      return sequence
    }
    for _ in 0..<200 {
      switch random.next(below: 6) {
      case 0, 1:
        let chosen = hits.filter { _ in random.next(below: 2) == 0 }
        let verdict = (Verdict.allCases.map { $0 } + [nil])[random.next(below: 4)]
        try state.apply(judge(next(), verdict, chosen))
      case 2:
        let old = try #require(state.ruleTexts["rule.yml"])
        try state.apply(judge(next(), .falsePositive, [hits[0]], change: change(old, old + "\nx")))
      case 3:
        let decision = Decision(
          kind: .comment(hits: [hits[1]], text: "note \(sequence)"), sequence: next(), at: "",
          author: "kim")
        try state.apply(
          JournalEntry(sequence: sequence, time: 0, action: .decide(decision)))
      case 4:
        guard let decision = state.nextUndo else { continue }
        try state.apply(
          JournalEntry(sequence: next(), time: 0, action: .undo(of: decision.sequence)))
      default:
        guard let decision = state.nextRedo else { continue }
        try state.apply(
          JournalEntry(sequence: next(), time: 0, action: .redo(of: decision.sequence)))
      }
    }
    let end = state
    while let decision = state.nextUndo {
      try state.apply(
        JournalEntry(sequence: next(), time: 0, action: .undo(of: decision.sequence)))
    }
    #expect(state.verdicts.isEmpty)
    #expect(state.comments.isEmpty)
    #expect(state.ruleTexts == ["rule.yml": "title: a"])
    for _ in end.decisions {
      let decision = try #require(state.nextRedo)
      try state.apply(
        JournalEntry(sequence: next(), time: 0, action: .redo(of: decision.sequence)))
    }
    #expect(state.verdicts == end.verdicts)
    #expect(state.ruleTexts == end.ruleTexts)
    #expect(
      state.comments.mapValues { $0.map(\.text) } == end.comments.mapValues { $0.map(\.text) })
  }
}
