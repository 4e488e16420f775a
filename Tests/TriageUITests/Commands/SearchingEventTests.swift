import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct SearchingEventTests {
  private func searching(_ text: String) throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: [.rich], rows: 100)
    try workbench.press("Tab", "z", "/")
    workbench.type(text)
    try workbench.press("Enter")
    return workbench
  }

  @Test func whatIsFoldedAwayIsFound() throws {
    let workbench = try searching("EFFECT")
    #expect(workbench.place == "requestParameters.policy.Statement[0].Effect")
    #expect(workbench.screen.contains(#""Effect": "Allow""#))
    // The rest stays folded.
    #expect(workbench.screen.contains(#""userIdentity": { 4 fields … }"#))
  }

  /// Folded values show their number of matches, and so does the title.
  @Test func whatIsFoldedAwayIsCounted() throws {
    let workbench = try searching("accesskeyid")
    #expect(workbench.screen.contains("2 found, 1 folded away"))
    let folded = try #require(
      workbench.screen.split(separator: "\n").first { $0.contains(#""responseElements": {"#) })
    #expect(folded.contains("1 found"))
    #expect(workbench.screen.contains("1 of 2 values with “accesskeyid”"))
  }

  @Test func nContinuesAndWrapsAround() throws {
    let workbench = try searching("accesskeyid")
    #expect(workbench.place == "userIdentity.accessKeyId")
    try workbench.press("n")
    #expect(workbench.place == "responseElements.credentials.accessKeyId")
    try workbench.press("n")
    #expect(workbench.place == "userIdentity.accessKeyId")
    #expect(workbench.screen.contains("search went round the end of the event"))
    try workbench.press("N")
    #expect(workbench.place == "responseElements.credentials.accessKeyId")
    // The list's own search is another one.
    try workbench.press("Tab", "n")
    #expect(workbench.screen.contains("nothing was searched yet"))
  }

  @Test func matchesAreHighlighted() throws {
    let workbench = try searching("assume")
    let screen = workbench.state.view()
    let row = try #require((0..<100).last { screen.line($0).contains("AssumeRole") })
    let found = screen.rowCells(row).enumerated().filter { _, cell in cell.style.role == .selection
    }
    #expect(!found.isEmpty)
    try workbench.press("k")
    let styles = workbench.state.view().styles(row)
    #expect(styles.count { $0.role == .searchMatch } == 6)
  }

  @Test func nothingFoundIsSaid() throws {
    let workbench = try searching("zebra")
    #expect(workbench.screen.contains("the event has no “zebra”"))
  }
}
