import TerminalScreen

@testable import TriageUI

extension TestWorkbench {
  /// Some rows of the screen, blanks at their ends left out.
  func screen(rows: Range<Int>) -> String {
    screen.split(separator: "\n", omittingEmptySubsequences: false)[rows].joined(separator: "\n")
  }
}
