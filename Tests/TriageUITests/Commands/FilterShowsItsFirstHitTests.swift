import TerminalScreen
import Testing

@testable import TriageUI

/// The event pane shows the hit under the cursor, also after a filter hid the previous one.
@Suite struct FilterShowsItsFirstHitTests {
  @Test func theEventOfTheFirstHitLeftIsShown() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("F")
    workbench.type("region:af-south-1")
    try workbench.press("Enter")
    #expect(workbench.state.list.shown.count == 2)
    #expect(workbench.state.event.detail?.id.event == "mallory-af-south-1-CreateUser-5")
  }
}
