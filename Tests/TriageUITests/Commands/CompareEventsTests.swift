import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct CompareEventsTests {
  @Test func twoMarkedEventsAreADiff() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, rows: 20)
    try workbench.press("Space", "Space", "D")
    #expect(
      workbench.screen(rows: 3..<20, columns: 0..<80) == """
         3 differences  - kim-ap-east-1-DescribeInstances-1  + kim-ap-east-1-RunInstanc…
           {
             … 2 the same
         -   "eventTime": "2025-11-02T00:01:00Z"
         +   "eventTime": "2025-11-02T00:02:00Z"
             … 1 the same
         -   "eventName": "DescribeInstances"
         +   "eventName": "RunInstances"
             … 4 the same
         -   "eventID": "kim-ap-east-1-DescribeInstances-1"
         +   "eventID": "kim-ap-east-1-RunInstances-2"
             … 3 the same
           }



         z show/fold the same  n next difference  d diff  A regions  … Esc back  ? more
        """)
  }

  @Test func theSameUnfoldsAndDifferencesAreWalked() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, rows: 40)
    try workbench.press("Space", "Space", "D")
    #expect(workbench.state.page(ComparisonSurface.self)?.cursor.index == 2)
    try workbench.press("n")
    #expect(workbench.state.page(ComparisonSurface.self)?.cursor.index == 5)
    try workbench.press("n", "n")
    #expect(workbench.state.page(ComparisonSurface.self)?.cursor.index == 2)
    try workbench.press("N", "z")
    #expect(workbench.screen.contains(#""awsRegion": "ap-east-1""#))
    #expect(!workbench.screen.contains("… 2 the same"))
    try workbench.press("Esc")
    #expect(workbench.state.page == nil && workbench.state.list.marks.count == 2)
  }

  @Test func secretsStayMasked() throws {
    let other = TestEvent(
      json: TestEvent.rich.json.replacing("IQoJb3JpZ2luX2VjEXAMPLE", with: "IQoJother").replacing(
        #""eventID":"rich""#, with: #""eventID":"poor""#))
    let workbench = try TestWorkbench(events: [.rich, other], rows: 40)
    try workbench.press("*", "D")
    #expect(
      workbench.screen.contains(#"+       "sessionToken": masked: 23 characters, U shows them"#))
    #expect(!workbench.screen.contains("IQoJ"))
    try workbench.press("U")
    #expect(workbench.screen.contains(#"-       "sessionToken": "IQoJother""#))
  }

  @Test func whatIsMissingIsSaid() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("D")
    #expect(workbench.screen.contains("no hit is marked; mark two with Space"))
    try workbench.press("Space", "Space", "Space", "D")
    #expect(workbench.screen.contains("3 hits marked; mark two"))
  }
}
