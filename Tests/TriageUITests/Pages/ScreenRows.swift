import TerminalScreen

@testable import TriageUI

extension TestWorkbench {
  /// Some rows of the screen, without trailing spaces.
  func screen(rows: Range<Int>) -> String {
    screen.split(separator: "\n", omittingEmptySubsequences: false)[rows].joined(separator: "\n")
  }

  /// A part of the screen, without trailing spaces.
  func screen(rows: Range<Int>, columns: Range<Int>) -> String {
    let screen = state.view()
    return rows.map { row in
      var line = screen.rowCells(row).dropFirst(columns.lowerBound).prefix(columns.count)
        .map(\.text).joined()
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
