import TerminalScreen
import Testing

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
    #expect(workbench.screen.contains("1 of 2 hits with “MALLORY”"))
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

  /// Hidden matches are skipped; Esc clears the search before it removes a filter.
  @Test func inAFilteredList() throws {
    let workbench = try search("kim")
    try workbench.press("=", "n")
    #expect(workbench.screen.contains("3 hits with “kim”"))
    try workbench.press("Esc")
    #expect(workbench.state.list.search.result == nil && workbench.state.list.filters.count == 1)
  }

  /// Only matches are highlighted in cells; on the cursor's line they are bold and underlined.
  @Test func foundTextIsHighlighted() throws {
    let workbench = try search("allor")
    let screen = workbench.state.view()
    let rows = (0..<24).filter { screen.line($0).contains(" mallory ") }
    let other = try #require(rows.dropFirst().first)
    #expect(found(screen, other) == "allor")
    let cursor = try #require(rows.first)
    let underlined = screen.rowCells(cursor).filter { $0.style.isUnderlined && $0.style.isBold }
      .map(\.text)
    #expect(underlined.joined() == "allor")
  }

  @Test func expressionsStandOutToo() throws {
    let workbench = try search("/create[a-z]/")
    let screen = workbench.state.view()
    let row = try #require((0..<24).last { screen.line($0).contains("CreateAccessKey") })
    #expect(found(screen, row) == "CreateA")
  }

  /// In the event matches are highlighted too, and its title counts them; n continues there.
  @Test func theEventShowsWhatTheListSearches() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 110, rows: 60)
    try workbench.press("/", "Tab")
    workbench.type("mallory")
    try workbench.press("Enter")
    #expect(workbench.screen.contains("2 found"))
    let screen = workbench.state.view()
    let row = try #require((0..<60).last { screen.line($0).contains(#""eventID": "mallory"#) })
    #expect(found(screen, row) == "mallory")
    try workbench.press("Tab", "n")
    #expect(workbench.place == "userIdentity.arn")
    #expect(workbench.screen.contains("1 of 2 values with “mallory”"))
    try workbench.press("N")
    #expect(workbench.place == "eventID")
    #expect(workbench.screen.contains("search went round the start of the event: 2 of 2 values"))
  }

  @Test func whatAFilterHidesIsSaid() throws {
    let workbench = try search("kim")
    try workbench.press("=", "n")
    #expect(workbench.screen.contains("3 hits with “kim”, 1 hidden by the filter"))
    try workbench.press("X", "j", "=", "/")
    workbench.type("mallory")
    try workbench.press("Enter")
    #expect(workbench.screen.contains("no hit has “mallory” here, 2 hidden by the filter"))
  }

  @Test(arguments: ["n", "N"]) func asOftenAsCounted(key: String) throws {
    let workbench = try search("kim")
    let forward = key == "n"
    // Four of them: five on is one on.
    workbench.type("5" + key)
    #expect(workbench.state.list.cursor == (forward ? 1 : 7))
    workbench.type("1000000000" + key)
    #expect(workbench.screen.contains(forward ? "2 of 4 hits" : "4 of 4 hits"))
  }

  /// From any cursor, n and N go to the next and the previous match, as found by a simple search.
  @Test func everyPlace() throws {
    let workbench = try search("kim")
    let shown = workbench.state.list.shown
    let matches = try #require(workbench.state.list.search.result?.matches)
    for start in shown.indices {
      for (forward, step) in [(true, 1), (false, -1)] {
        workbench.state.list.move(to: start)
        workbench.state.findNext(from: start + step, forward: forward)
        var wanted = start + step
        while true {
          wanted = (wanted + shown.count) % shown.count
          if matches.contains(shown[wanted]) { break }
          wanted += step
        }
        #expect(workbench.state.list.cursor == wanted)
      }
    }
  }

  private func found(_ screen: Screen, _ row: Int) -> String {
    screen.rowCells(row).filter { $0.style.role == .searchMatch }.map(\.text).joined()
  }
}
