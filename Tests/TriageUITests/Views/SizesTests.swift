import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct SizesTests {
  @Test func keysDoNothingOnATerminalThatIsTooSmall() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 39, rows: 9)
    #expect(workbench.screen.contains("needs 40×10"))
    try workbench.press("a", "Enter", "t")
    #expect(workbench.state.session.decisions.isEmpty)
    #expect(workbench.ruleText == TestRule.regions)
  }

  @Test(arguments: [(80, 24), (40, 10), (200, 50)])
  func theCursorIsAlwaysInSight(columns: Int, rows: Int) throws {
    let events = (0..<300).map { TestEvent.call("kim", "ap-east-1", minute: $0) }
    let workbench = try TestWorkbench(events: events, columns: columns, rows: rows)
    for key in ["G", "^U", "k", "g", "PgDn", "PgDn", "j"] {
      try workbench.press(key)
      let time = workbench.state.table.text(try #require(workbench.state.currentRow), column: 0)
      let shown = time.dropLast().dropFirst("2025-11-02T".count)
      #expect(workbench.screen.contains(shown))
    }
  }

  @Test func hostileTextReachesNoCell() throws {
    let hostile = #"\u001b]52;c;ZXZpbA==\u0007\u009b31m\u202eevil\u200b\u0000"#
    let event = TestEvent.call("kim", "ap-east-1", agent: hostile)
    for size in [(80, 24), (40, 10), (200, 50)] {
      let workbench = try TestWorkbench(events: [event], columns: size.0, rows: size.1)
      for keys in [[], ["Tab", "G"], ["Esc", "f"], ["G", "k", "Enter"]] as [[String]] {
        for key in keys { try workbench.press(key) }
        for scalar in workbench.screen.unicodeScalars where scalar != "\n" {
          let value = scalar.value
          #expect(
            value >= 0x20 && !(0x7F...0x9F).contains(value) && !(0x202A...0x202E).contains(value))
        }
      }
    }
  }
}

extension String {
  func replacing(_ old: String, with new: String) -> String {
    split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
  }
}
