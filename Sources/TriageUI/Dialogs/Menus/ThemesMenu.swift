import TerminalScreen

/// The themes by name, in a narrow box on the right. The whole screen previews the one under the
/// cursor.
struct ThemesMenu: MenuContent {
  let names: [String]
  /// The previous theme, to return to.
  let before: String

  let context = Command.Context.themes

  func rowCount(in state: State) -> Int { names.count }

  func cursorCame(to row: Int) -> [Effect] { [.terminal(.useTheme(names[row]))] }
  func closedWithoutChoice() -> [Effect] { [.terminal(.useTheme(before))] }

  func choose(_ row: Int, _ state: inout State) -> [Effect] {
    state.surfaces.pop()
    state.notice = .done("theme: \(names[row])")
    return [.files(.saveTheme(names[row]))]
  }

  func draw(_ cursor: ListCursor, _ state: State, on screen: inout Screen) {
    let viewport = state.viewport
    let width = min(viewport.size.columns, (names.map { SafeText($0).width }.max() ?? 0) + 8)
    let frame = Rect(
      column: viewport.size.columns - width, row: viewport.body.row, columns: width,
      rows: min(names.count + 2, viewport.body.rows))
    screen.fill(frame, style: Style(.dialog))
    screen.addSpot(frame, .nothing)
    screen.box(frame, title: "theme", style: Style(.dialogBorder))
    ListView(count: names.count, cursor: cursor).draw(
      on: &screen, in: frame.inset(columns: 2, rows: 1)
    ) { Line(SafeText(names[$0]), .dialog) }
  }
}
