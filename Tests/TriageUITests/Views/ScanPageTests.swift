import Testing
import TriageUI

@Suite struct ScanPageTests {
  /// Events that `--since` or `--region` keeps although they may be out of scope.
  @Test func eventsThatNothingPlacesAreNamed() throws {
    let workbench = try TestWorkbench(events: [TestEvent.call("kim", "ap-east-1")])
    try workbench.press("S")
    #expect(!workbench.screen.contains("readable"))
    workbench.state.scan.report?.counts.unplaced.time = 4
    workbench.state.scan.report?.counts.unplaced.region = 1
    #expect(workbench.screen.contains("4 events without a readable time are kept"))
    #expect(workbench.screen.contains("1 event without a readable region is kept"))
  }
}
