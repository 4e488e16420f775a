import Basics
import TerminalScreen
import Testing

@testable import HitStore
@testable import TriageUI

@Suite struct TimelinePageTests {
  /// Two bursts, one of them around a minute, and a long gap between them.
  private static let bursts: [TestEvent] =
    (0..<6).map { .call("kim", "ap-east-1", minute: 10 + $0) }
    + (0..<3).map { .call("lee", "me-south-1", minute: 14, id: "same-\($0)") }
    + [.call("mallory", "af-south-1", minute: 300)]

  @Test func theCursorWalksBucketsAndGapsAreJumped() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "+", "+", "+", "+", "+")
    func page() throws -> TimelineSurface {
      try #require(workbench.state.page(TimelineSurface.self))
    }
    #expect(try page().unit == .minute)
    #expect(try page().targetRows.count == 1)
    try workbench.press("+")
    #expect(workbench.screen.contains("a bar is one minute already"))
    try workbench.press("Right", "Right", "Right", "Right")
    #expect(try page().targetRows.count == 4)
    #expect(workbench.screen.contains("the 4 hits of 2025-11-02 00:14 to 00:15"))
    // Down goes to the next hits over any gap, and up goes back.
    try workbench.press("Down", "Down")
    #expect(workbench.screen.contains("the 1 hit of 2025-11-02 05:00 to 05:01"))
    try workbench.press("Left")
    #expect(try page().targetRows.isEmpty)
    try workbench.press("t")
    #expect(workbench.screen.contains("there is no hit here"))
    try workbench.press("Up")
    #expect(try page().targetRows.count == 1)
    try workbench.press("Home")
    #expect(workbench.screen.contains("1 hit  2025-11-02 00:10 to 00:11"))
    try workbench.press("End")
    #expect(workbench.screen.contains("1 hit  2025-11-02 05:00 to 05:01"))
  }

  @Test func aVerdictIsAboutTheBucketAndTheRange() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "+", "+", "+", "+", "+", "t")
    #expect(workbench.state.session.verdicts.count == 1)
    try workbench.press("v", "Right", "Right", "b")
    #expect(workbench.state.session.verdicts.count == 3)
    #expect(Set(workbench.state.session.verdicts.values) == [.benignTruePositive])
    #expect(workbench.screen.contains("3 benign true positive"))
    try workbench.press("u")
    #expect(Array(workbench.state.session.verdicts.values) == [.truePositive])
    // The page stays; Esc clears the range, then closes the page.
    try workbench.press("Esc")
    #expect(workbench.state.page(TimelineSurface.self)?.rangeStart == nil)
    try workbench.press("Esc")
    #expect(workbench.state.page == nil)
  }

  @Test func enterFiltersTheListToTheBucket() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "+", "+", "+", "+", "+", "Right", "Right", "Right", "Right", "Enter")
    #expect(workbench.state.page == nil)
    #expect(workbench.state.list.shown.count == 4)
    #expect(workbench.screen.contains("time:2025-11-02T00:14..2025-11-02T00:15"))
    // The page then has only the list's hits.
    try workbench.press("i")
    #expect(workbench.state.page(TimelineSurface.self)?.hitCount == 4)
  }

  @Test func falsePositivesOfABucketGetProposals() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "End", "f")
    guard let choice = workbench.state.menu(ProposalsMenu.self) else {
      Issue.record("no proposals")
      return
    }
    #expect(choice.hits.count == workbench.state.page(TimelineSurface.self)?.targetRows.count)
  }

  /// In every unit, the bars together have all hits.
  @Test(arguments: TimeUnit.allCases) func noHitIsLost(unit: TimeUnit) throws {
    let workbench = try TestWorkbench(events: Self.bursts, columns: 300, rows: 50)
    try workbench.press("i")
    while let now = workbench.state.page(TimelineSurface.self)?.unit, now != unit {
      let isShorter =
        TimeUnit.allCases.firstIndex(of: unit)! < TimeUnit.allCases.firstIndex(of: now)!
      try workbench.press(isShorter ? "+" : "-")
    }
    var sum = 0
    try workbench.press("Home")
    let page = try #require(workbench.state.page(TimelineSurface.self))
    let buckets = try #require(page.buckets)
    for bucket in buckets {
      let now = try #require(workbench.state.page(TimelineSurface.self))
      #expect(now.cursor == bucket)
      #expect(now.bars[Int(bucket - now.first)].count == now.targetRows.count)
      sum += now.targetRows.count
      try workbench.press("Right")
    }
    #expect(sum == 10)
  }

  @Test func withoutHitsThereIsNone() throws {
    let workbench = try TestWorkbench(events: [])
    for key in ["i", "H"] {
      try workbench.press(key)
      #expect(workbench.screen.contains("the list is empty"))
    }
    // Hits may leave while it is open.
    _ = workbench.state.open(TimelineSurface())
    try workbench.press("Right", "Down", "+", "v", "s", "t", "Esc", "Esc")
    #expect(workbench.state.page == nil)
  }

  @Test(arguments: [
    ("2025-11-02T00:00:00Z", "2025-11-03T00:00:00Z", "2025-11-02"),
    ("2025-11-02T00:00:00Z", "2025-11-09T00:00:00Z", "2025-11-02 to 2025-11-08"),
    ("2025-11-02T06:00:00Z", "2025-11-02T12:00:00Z", "2025-11-02 06:00 to 12:00"),
    ("2025-11-02T18:00:00Z", "2025-11-03T00:00:00Z", "2025-11-02 18:00 to 24:00"),
    ("2025-11-02T18:00:00Z", "2025-11-03T06:00:00Z", "2025-11-02 18:00 to 2025-11-03 06:00"),
    ("2025-11-02T18:00:00Z", "2025-11-04T00:00:00Z", "2025-11-02 18:00 to 2025-11-03 24:00"),
  ])
  func spansAreSaidBriefly(start: String, end: String, words: String) throws {
    let times = try #require(Timestamp.milliseconds(start))..<#require(Timestamp.milliseconds(end))
    #expect(TimeWords.span(times) == words)
  }
}
