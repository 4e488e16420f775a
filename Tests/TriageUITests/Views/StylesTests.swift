import TerminalScreen
import Testing

@testable import TriageUI

/// The roles of single cells.
@Suite struct StylesTests {
  private let workbench: TestWorkbench

  init() throws {
    workbench = try TestWorkbench(events: TestEvent.office)
  }

  private func role(_ row: Int, _ column: Int) -> Role {
    workbench.state.view()[row, column].style.role
  }

  /// The first row with a text.
  private func row(of text: String) throws -> Int {
    let screen = workbench.state.view()
    return try #require((0..<screen.size.rows).first { screen.line($0).contains(text) })
  }

  @Test func theCursorsRowIsSelectedFromEdgeToEdgeAndNoOther() throws {
    try workbench.press("j")
    let screen = workbench.state.view()
    let selected = (0..<24).filter { screen.styles($0).contains { $0.role == .selection } }
    #expect(selected == [try row(of: "RunInstances")])
    #expect(screen.styles(selected[0]).allSatisfy { $0.role == .selection })
  }

  @Test func verdictsHaveTheirRoles() throws {
    try workbench.press("t", "b", "f", "G", "Enter", "Space", "j")
    #expect(role(4, 1) == .truePositive)
    #expect(role(5, 1) == .benignTruePositive)
    #expect(role(6, 1) == .falsePositive)
    #expect(role(7, 0) == .marked)
  }

  @Test func theFocusedPaneHasTheBrighterEdge() throws {
    let event = try row(of: " event DescribeInstances")
    #expect(role(3, 0) == .borderFocused)
    #expect(role(event, 0) == .border)
    try workbench.press("Tab")
    #expect(role(3, 0) == .border)
    #expect(role(event, 0) == .borderFocused)
  }

  @Test func searchedTextIsHighlighted() throws {
    try workbench.press("/")
    workbench.type("MALLORY")
    try workbench.press("Enter")
    let screen = workbench.state.view()
    // One hit of mallory's is under the cursor, the other one is not; the rest of its cell is as it
    // was.
    let text = try #require(screen.line(8).firstRange(of: " mallory"))
    let slash = screen.line(8).distance(from: screen.line(8).startIndex, to: text.lowerBound)
    #expect(screen[8, slash].style == Style(.selection))
    #expect(screen[8, slash + 1].style == Style(.selection, bold: true, underlined: true))
    #expect(screen[9, slash].style.role == .plain)
    #expect(screen[9, slash + 1].style.role == .searchMatch)
  }

  @Test func linesOfADiffHaveTheirRoles() throws {
    try workbench.press("a")
    #expect(role(try row(of: "- modified"), 3) == .diffRemoved)
    #expect(role(try row(of: "+ modified"), 3) == .diffAdded)
    #expect(role(try row(of: "line 5: dates the change"), 3) == .diffHunk)
  }

  @Test func messagesHaveTheirRoles() throws {
    try workbench.press("t")
    #expect(role(22, 1) == .success)
    try workbench.press("*", "a")
    #expect(role(22, 1) == .error)
    try workbench.press("Esc", "g", "a")
    #expect(role(try row(of: "! It would silence 1 marked"), 3) == .warning)
  }
}
