import TerminalScreen

/// The list of themes in a narrow box at the right, so that what they look like can be seen beside it.
enum ThemesView {
  static func draw(_ choice: ChooseTheme, _ viewport: Viewport, on screen: inout Screen) {
    let width = min(viewport.size.columns, (choice.names.map { SafeText($0).width }.max() ?? 0) + 8)
    let rows = min(choice.names.count + 2, viewport.body.rows)
    let frame = Rect(
      column: viewport.size.columns - width, row: viewport.body.row, columns: width, rows: rows)
    screen.fill(frame, style: Style(.dialog))
    screen.addSpot(frame, .nothing)
    screen.box(frame, title: "theme", style: Style(.dialogBorder))
    let inside = frame.inset(columns: 2, rows: 1)
    DialogFrame.drawList(
      choice.names.map { Line(SafeText($0), .dialog) }, cursor: choice.cursor, on: &screen,
      in: inside)
  }
}
