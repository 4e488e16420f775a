import Foundation
import RuleEditing
import SessionSupport
import Testing

@testable import HitStore
@testable import Sessions

/// Every position has the same state as playing up to it, also after going back.
@Suite struct ReplayTimelineTests {
  private let header = SessionHeader.sample(rule: TestSession.rule)

  /// Verdicts, moves, comments, undos and redos, more than fit between two states that are kept.
  private static func entries(_ count: Int, seed: UInt64) -> [JournalEntry] {
    var random = Numbers(state: seed)
    var entries: [JournalEntry] = []
    var done: [Int] = []
    var undone: [Int] = []
    for sequence in 1...count {
      let hit = HitID(rule: "r", event: "e\(random.next(below: 40))")
      let action: JournalEntry.Action
      switch random.next(below: 8) {
      case 0, 1, 2: action = .moveCursor(hit)
      case 3 where !done.isEmpty:
        let last = done.removeLast()
        undone.append(last)
        action = .undo(of: last)
      case 4 where !undone.isEmpty:
        let last = undone.removeLast()
        done.append(last)
        action = .redo(of: last)
      case 5: action = .search("text \(sequence)")
      default:
        let verdict = Verdict.allCases[random.next(below: 3)]
        let kind: Decision.Kind =
          random.next(below: 4) == 0
          ? .comment(hits: [hit], text: "c\(sequence)")
          : .judge(hits: [hit], verdict: verdict, changes: [])
        action = .decide(
          Decision(kind: kind, sequence: sequence, at: "2025-11-13T02:13:20Z", author: "kim"))
        done.append(sequence)
        undone = []
      }
      entries.append(JournalEntry(sequence: sequence, time: Double(sequence) / 4, action: action))
    }
    return entries
  }

  @Test func everyPositionIsWhatPlayingUpToItGives() throws {
    let entries = Self.entries(3_000, seed: 7)
    let timeline = ReplayTimeline(header: header, entries: entries)
    var expected = [SessionState(header: header)]
    for entry in entries {
      var state = expected[expected.count - 1]
      try state.apply(entry)
      expected.append(state)
    }
    var random = Numbers(state: 3)
    var known = (position: 0, state: expected[0])
    for position in Array(stride(from: 3_000, through: 0, by: -7))
      + (0..<300).map({ _ in random.next(below: 3_001) })
    {
      let fresh = timeline.state(at: position)
      // From any position, before or after.
      let state = timeline.state(at: position, from: known)
      for one in [fresh, state] {
        #expect(one.verdicts == expected[position].verdicts)
        #expect(one.comments == expected[position].comments)
        #expect(one.decisions == expected[position].decisions)
        #expect(one.undone == expected[position].undone)
      }
      known = (position, state)
    }
  }

  @Test func pausesAreCutAndTimeNeverRunsBack() {
    let times = [0.5, 1, 3_600, 3_599, -1e300, 1e300, 1e300]
    let entries = times.enumerated().map { index, time in
      JournalEntry(sequence: index + 1, time: time, action: .search("x"))
    }
    let timeline = ReplayTimeline(header: header, entries: entries, maximumPause: 2)
    #expect(timeline.moments == [0.5, 1, 3, 3, 3, 5, 5])
    #expect(timeline.position(afterPlaying: 0.4) == 0)
    #expect(timeline.position(afterPlaying: 1) == 2)
    #expect(timeline.position(afterPlaying: 100) == 7)
  }

  @Test func decisionsSayWhoDidWhatToWhichEffect() {
    func entry(_ sequence: Int, _ action: JournalEntry.Action) -> JournalEntry {
      JournalEntry(sequence: sequence, time: Double(sequence), action: action)
    }
    let change = RuleChange(
      path: "rule.yml", rule: "r", edit: .allowRegion("ap-east-1"),
      stamp: EditStamp(date: "2025-11-13", author: "kim"), patches: [], before: "", after: "",
      silenced: 12)
    let timeline = ReplayTimeline(
      header: header,
      entries: [
        entry(
          1,
          .decide(
            Decision(
              kind: .changeRules([change]), sequence: 1, at: "2025-11-13T02:13:21Z", author: "kim"))
        ),
        entry(2, .failed(of: 1, reason: "disk full")),
        entry(3, .moveCursor(HitID(rule: "r", event: "e"))),
        entry(4, .resume(at: "2025-11-14T00:00:00Z", author: "lee")),
        entry(5, .undo(of: 1)),
      ])
    #expect(timeline.decisions.map(\.entry) == [0, 4])
    #expect(timeline.decisions[0].effect == "silenced 12 hits")
    #expect(timeline.decisions[0].failure == "disk full")
    #expect(timeline.decisions[1].author == "lee")
    #expect(timeline.decisions[1].summary == "undone: allow region ap-east-1")
    #expect(timeline.decisionCount(at: 0) == 0)
    #expect(timeline.decisionCount(at: 1) == 1)
    #expect(timeline.decision(at: 4)?.entry == 0)
  }

  @Test func aJournalThatDoesNotFollowIsPassedOver() {
    let entries = [
      JournalEntry(sequence: 1, time: 0, action: .undo(of: 9)),
      JournalEntry(sequence: 2, time: .infinity, action: .redo(of: 8)),
    ]
    let timeline = ReplayTimeline(header: header, entries: entries)
    #expect(timeline.state(at: 2).decisions.isEmpty)
    #expect(timeline.state(at: 99).decisions.isEmpty)
    #expect(timeline.state(at: -1).decisions.isEmpty)
    #expect(timeline.decisions.count == 2)
  }
}

/// Numbers that are equal in every run.
private struct Numbers {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
