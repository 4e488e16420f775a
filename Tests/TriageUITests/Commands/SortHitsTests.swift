import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct SortHitsTests {
  private func regions(_ state: State) -> [String] {
    state.list.shown.map { state.text($0, field: "awsRegion") }
  }

  @Test func byAColumnAndBack() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let inTime = workbench.state.list.shown
    try workbench.press("j", "j", "j")
    let row = workbench.state.currentRow
    try workbench.press("s")
    #expect(regions(workbench.state) == regions(workbench.state).sorted())
    #expect(workbench.state.currentRow == row)
    #expect(workbench.screen.contains("awsRegion▲"))
    try workbench.press("s")
    #expect(regions(workbench.state) == regions(workbench.state).sorted(by: >))
    #expect(workbench.state.currentRow == row)
    #expect(workbench.screen.contains("awsRegion▼"))
    try workbench.press("s")
    #expect(workbench.state.list.shown == inTime && workbench.state.currentRow == row)
  }

  @Test func theTimeTheOtherWayRound() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let inTime = workbench.state.list.shown
    try workbench.press("h", "s")
    #expect(workbench.state.list.shown == inTime.reversed())
    try workbench.press("s")
    #expect(workbench.state.list.shown == inTime)
  }

  /// The next undecided hit is the next one in the order that is shown.
  @Test func verdictsGoOnInTheOrderShown() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("s", "g", "t", "t")
    let shown = workbench.state.list.shown
    #expect(workbench.state.currentRow == shown[2])
    #expect(shown.prefix(2).allSatisfy { workbench.state.verdict(of: $0) == .truePositive })
    try workbench.press("`", "t")
    #expect(workbench.state.currentRow == shown[2])
  }
}
