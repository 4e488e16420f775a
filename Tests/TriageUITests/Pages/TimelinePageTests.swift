import TerminalScreen
import Testing

@testable import Triage
@testable import TriageUI

@Suite struct TimelinePageTests {
  /// Two bursts, one of them around a minute, and a long gap between them.
  private static let bursts: [TestEvent] =
    (0..<6).map { .call("kim", "ap-east-1", minute: 10 + $0) }
    + (0..<3).map { .call("lee", "me-south-1", minute: 14, id: "same-\($0)") }
    + [.call("mallory", "af-south-1", minute: 300)]

  @Test func barsOfTheHitsByTheHour() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i")
    #expect(
      workbench.screen(rows: 2..<24) == """
         2025-11-02 █                                                      ▁ 2025-11-02
         timeline (UTC), 1 hour a bar, all hits
          9 ┤█████
            │█████
            │█████
            │█████
            │█████
            │█████
            │█████
          5 ┤█████
            │█████
            │█████
            │█████
            │█████
            │█████                         ▄▄▄▄▄
            │█████                         █████
          0 └^^^^^─────────────┬───────────────────────────────────────────────────────
             2025-11-02 00:00  2025-11-02 03:00
         9 hits  2025-11-02 00:00 to 2025-11-02 01:00
         10 hits from 2025-11-02 00:10 to 2025-11-02 05:00 UTC
         decisions are on the 9 hits between 2025-11-02 00:00 and 2025-11-02 01:00
         Enter its hits  + zoom in  - out  s stack by  v range  … Esc back  ? more
        """)
  }

  @Test func stackedByRegion() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "s", "s", "+", "+")
    #expect(
      workbench.screen(rows: 3..<24) == """
         timeline (UTC), 5 minutes a bar, by region
          8 ┤▓
            │▓
            │▓
            │▓
            │▓
            │▓
          4 ┤█
            │█
            │█
            │█
            │█
            │██                                                        ▒
            │██                                                        ▒
          0 └^─────────────────┬─────────────────┬─────────────────┬───────────────────
             2025-11-02 00:10  2025-11-02 01:40  2025-11-02 03:10  2025-11-02 04:40
         ██ ap-east-1  ▓▓ me-south-1  ▒▒ af-south-1
         8 hits  2025-11-02 00:10 to 2025-11-02 00:15
         10 hits from 2025-11-02 00:10 to 2025-11-02 05:00 UTC
         decisions are on the 8 hits between 2025-11-02 00:10 and 2025-11-02 00:15
         Enter its hits  + zoom in  - out  s stack by  v range  … Esc back  ? more
        """)
  }

  @Test func onASmallScreen() throws {
    let workbench = try TestWorkbench(events: Self.bursts, columns: 40, rows: 10)
    try workbench.press("i")
    #expect(
      workbench.screen == """
         Calls from unusual regions  …  10 hits
         timeline (UTC), 6 hours a bar, all hits
         10 ┤█████
            │█████
            │█████
            │█████
          0 └^^^^^─────────────────────────────
             2025-11-02 00:00
         10 hits  2025-11-02 00:00 to 2025-11-…
         Enter its hits  … Esc back  ? more
        """)
  }

  @Test func theCursorWalksBucketsAndGapsAreJumped() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "+", "+", "+", "+", "+")
    func page() throws -> TimelinePage { try #require(workbench.state.page(TimelinePage.self)) }
    #expect(try page().unit == .minute)
    #expect(try page().targetRows.count == 1)
    try workbench.press("+")
    #expect(workbench.screen.contains("a bar is one minute already"))
    try workbench.press("Right", "Right", "Right", "Right")
    #expect(try page().targetRows.count == 4)
    #expect(
      workbench.screen.contains(
        "the 4 hits between 2025-11-02 00:14 and 2025-11-02 00:15"))
    // Down goes to the next hits, whatever lies between, and up comes back.
    try workbench.press("Down", "Down")
    #expect(workbench.screen.contains("between 2025-11-02 05:00 and 2025-11-02 05:01"))
    try workbench.press("Left")
    #expect(try page().targetRows.isEmpty)
    try workbench.press("t")
    #expect(workbench.screen.contains("there is no hit here"))
    try workbench.press("Up")
    #expect(try page().targetRows.count == 1)
    try workbench.press("Home")
    #expect(workbench.screen.contains("1 hit  2025-11-02 00:10 to 2025-11-02 00:11"))
    try workbench.press("End")
    #expect(workbench.screen.contains("1 hit  2025-11-02 05:00 to 2025-11-02 05:01"))
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
    // The page stays; Esc drops the range, then leaves it.
    try workbench.press("Esc")
    #expect(workbench.state.page(TimelinePage.self)?.rangeStart == nil)
    try workbench.press("Esc")
    #expect(workbench.state.page == nil)
  }

  @Test func enterFiltersTheListToTheBucket() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "+", "+", "+", "+", "+", "Right", "Right", "Right", "Right", "Enter")
    #expect(workbench.state.page == nil)
    #expect(workbench.state.list.shown.count == 4)
    #expect(workbench.screen.contains("time:2025-11-02T00:14..2025-11-02T00:15"))
    // The page then is about what the list shows.
    try workbench.press("i")
    #expect(workbench.state.page(TimelinePage.self)?.hits.rows.count == 4)
  }

  @Test func falsePositivesOfABucketGetProposals() throws {
    let workbench = try TestWorkbench(events: Self.bursts)
    try workbench.press("i", "End", "f")
    guard case .proposals(let choice) = workbench.state.dialog else {
      Issue.record("no proposals")
      return
    }
    #expect(choice.hits.count == workbench.state.page(TimelinePage.self)?.targetRows.count)
  }

  /// All that the bars show is all that there is, in every unit.
  @Test(arguments: TimeUnit.allCases) func noHitIsLost(unit: TimeUnit) throws {
    let workbench = try TestWorkbench(events: Self.bursts, columns: 300, rows: 50)
    try workbench.press("i")
    while let now = workbench.state.page(TimelinePage.self)?.unit, now != unit {
      let isShorter =
        TimeUnit.allCases.firstIndex(of: unit)! < TimeUnit.allCases.firstIndex(of: now)!
      try workbench.press(isShorter ? "+" : "-")
    }
    var sum = 0
    try workbench.press("Home")
    let page = try #require(workbench.state.page(TimelinePage.self))
    let buckets = try #require(page.buckets)
    for bucket in buckets {
      let now = try #require(workbench.state.page(TimelinePage.self))
      #expect(now.cursor == bucket)
      #expect(now.bars[Int(bucket - now.first)].count == now.targetRows.count)
      sum += now.targetRows.count
      try workbench.press("Right")
    }
    #expect(sum == 10)
  }

  @Test func withoutHitsItSaysSo() throws {
    let workbench = try TestWorkbench(events: [])
    try workbench.press("i")
    #expect(workbench.screen.contains("there are no hits"))
    try workbench.press("Right", "Down", "+", "v", "s", "t", "Esc", "Esc")
    #expect(workbench.state.page == nil)
  }
}
