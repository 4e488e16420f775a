import TerminalScreen
import Testing
import Triage

@testable import TriageUI

@Suite struct SearchingTests {
  private func search(_ text: String, whole: Bool = false) throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 110)
    try workbench.press("/")
    if whole { try workbench.press("Tab") }
    workbench.type(text)
    try workbench.press("Enter")
    return workbench
  }

  @Test func textsAndExpressions() throws {
    let workbench = try search("MALLORY")
    #expect(workbench.state.list.cursor == 4)
    #expect(workbench.screen.contains("2 hits with “MALLORY”"))
    try workbench.press("n", "n")
    #expect(workbench.state.list.cursor == 4)
    #expect(workbench.screen.contains("search went round the end"))
    try workbench.press("N")
    #expect(workbench.state.list.cursor == 5)
    #expect(try search("/create(user|key)$/").state.list.cursor == 4)
    #expect(try search("/a(/").screen.contains("not searched"))
    #expect(try search("nowhere").screen.contains("no hit has “nowhere”"))
  }

  @Test func wholeEvents() throws {
    #expect(try search("kim-ap-east-1-Run").screen.contains("no hit has"))
    let workbench = try search("kim-ap-east-1-Run", whole: true)
    #expect(workbench.state.list.cursor == 1)
    #expect(workbench.screen.contains("1 hit with “kim-ap-east-1-Run”"))
  }

  /// Matches that a filter hides are not gone to; Esc forgets the search before it takes a filter off.
  @Test func inAFilteredList() throws {
    let workbench = try search("kim")
    try workbench.press("l", "=", "n")
    #expect(workbench.screen.contains("3 hits with “kim”"))
    try workbench.press("Esc")
    #expect(workbench.state.searching == nil && workbench.state.list.filters.count == 1)
  }
}
