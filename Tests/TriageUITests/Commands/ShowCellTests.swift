import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct ShowCellTests {
  @Test func theWholeTextIsOnAPage() throws {
    let agent = "Boto3/" + String(repeating: "md/Botocore ", count: 20)
    let workbench = try TestWorkbench(
      events: [.call("a-very-long-name-that-no-column-has-room-for", "ap-east-1", agent: agent)])
    try workbench.press("Right", "Right", "'")
    #expect(workbench.screen.contains("userIdentity.arn"))
    #expect(
      workbench.screen.contains(
        "arn:aws:iam::111122223333:user/a-very-long-name-that-no-column-has-room-for"))
    try workbench.press("Esc")
    #expect(workbench.state.dialog == nil)
  }

  @Test func withoutAHitItSaysSo() throws {
    let workbench = try TestWorkbench(events: [])
    try workbench.press("'")
    #expect(workbench.screen.contains("there is no hit here"))
  }
}
