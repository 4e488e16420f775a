import TerminalScreen
import Testing
import TriageUI

@Suite struct MovingTests {
  private func cursor(after keys: [String], events: [TestEvent] = TestEvent.office) throws -> Int {
    let workbench = try TestWorkbench(events: events)
    for key in keys { try workbench.press(key) }
    return workbench.state.list.cursor
  }

  @Test(arguments: [
    (["j"], 1), (["k"], 0), (["j", "j", "k"], 1), (["Down", "Up"], 0), (["G"], 7), (["G", "j"], 7),
    (["G", "g"], 0), (["PgDn"], 7), (["G", "PgUp"], 0), (["^D"], 4), (["G", "^U"], 3),
    (["End", "Home"], 0),
  ]) func keysMoveTheCursor(keys: [String], expected: Int) throws {
    #expect(try cursor(after: keys) == expected)
  }

  @Test func nothingMovesInAnEmptyList() throws {
    for key in ["j", "k", "g", "G", "PgDn", "PgUp", "^D", "^U", "n", "Space", "Tab", "Enter"] {
      #expect(try cursor(after: [key], events: []) == 0)
    }
  }

  @Test func theEventFollowsTheCursor() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    #expect(workbench.screen.contains("event DescribeInstances  kim-ap-east-1-DescribeInstances-1"))
    try workbench.press("j")
    #expect(workbench.screen.contains("event RunInstances  kim-ap-east-1-RunInstances-2"))
    #expect(workbench.screen.contains("awsRegion = ap-east-1"))
  }

  @Test func searchGoesRound() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("/")
    workbench.type("MALLORY")
    try workbench.press("Enter")
    #expect(workbench.state.list.cursor == 4)
    try workbench.press("n")
    #expect(workbench.state.list.cursor == 5)
    try workbench.press("n")
    #expect(workbench.state.list.cursor == 4)
    #expect(workbench.screen.contains("search went round"))
    try workbench.press("N")
    #expect(workbench.state.list.cursor == 5)
  }

  @Test func sameValuesAreMarked() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press(",")
    #expect(workbench.state.list.marks.count == 4)
    try workbench.press("Esc")
    #expect(workbench.state.list.marks.isEmpty)
  }
}
