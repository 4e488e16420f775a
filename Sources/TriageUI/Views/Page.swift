import TerminalScreen

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

  func draw(_ state: State, _ viewport: Viewport, top: Int, on screen: inout Screen) {
    let lines = lines(state, width: viewport.page.columns)
    Self.drawTitle(
      title, more: lines.count - top - viewport.page.rows, viewport, on: &screen)
    Line.draw(lines, top: top, on: &screen, in: viewport.page)
  }

  /// - Parameter more: lines below those that are shown.
  static func drawTitle(
    _ title: SafeText, more: Int = 0, _ viewport: Viewport, on screen: inout Screen
  ) {
    let head = Rect(column: 0, row: viewport.body.row, columns: viewport.size.columns, rows: 1)
    screen.fill(head, style: Style(.borderFocused))
    let hint = more > 0 ? DialogFrame.moreBelow(more) : ""
    screen.put(
      " " + title, column: 0, row: head.row, width: head.columns - hint.width,
      style: Style(.borderFocused))
    screen.put(
      hint, column: head.endColumn - hint.width, row: head.row, style: Style(.borderFocused))
  }
}
