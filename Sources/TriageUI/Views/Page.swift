import TerminalScreen
import Triage

/// A page of lines that takes the whole body and can be scrolled.
public enum Page: Sendable, Hashable, CaseIterable {
  case diff, scan, cell

  var title: SafeText {
    switch self {
    case .diff: "what the rule has gained in this session"
    case .scan: "what was read, and what was not"
    case .cell: "the whole text of the cell"
    }
  }

  func lines(_ state: State, width: Int) -> [Line] {
    switch self {
    case .diff: DiffPage.lines(state, width: width)
    case .scan: ScanPage.lines(state, width: width)
    case .cell: CellPage.lines(state, width: width)
    }
  }

  func draw(_ state: State, _ layout: Layout, top: Int, on screen: inout Screen) {
    Self.drawTitle(title, layout, on: &screen)
    Line.draw(lines(state, width: layout.page.columns), top: top, on: &screen, in: layout.page)
  }

  static func drawTitle(_ title: SafeText, _ layout: Layout, on screen: inout Screen) {
    let head = Rect(column: 0, row: layout.body.row, columns: layout.size.columns, rows: 1)
    screen.fill(head, style: Style(.borderFocused))
    screen.put(
      " " + title, column: 0, row: head.row, width: head.columns, style: Style(.borderFocused))
  }
}
