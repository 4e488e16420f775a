import TerminalScreen

/// A line of text being typed, in a box, with the terminal's cursor in it.
enum TextInputView {
  static func draw(
    _ input: TextInput, title: SafeText, _ layout: Layout, on screen: inout Screen
  ) {
    let inside = DialogFrame.draw(title: title, rows: 1, layout, on: &screen)
    let before = SafeText(input.textBeforeCursor)
    // The end of a long text stays in sight while it is typed.
    let hidden = max(0, before.width - inside.columns + 1)
    let line = Rect(column: inside.column, row: inside.row, columns: inside.columns, rows: 1)
    screen.fill(line, style: Style(.input))
    screen.put(
      SafeText(input.text).dropping(columns: hidden), column: inside.column, row: inside.row,
      width: inside.columns, style: Style(.input))
    screen.cursor = Screen.Cursor(
      column: inside.column + before.width - hidden, row: inside.row)
  }
}
