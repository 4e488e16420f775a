import TerminalScreen

/// A line of text being typed, with the terminal's cursor in it.
enum TextInputView {
  /// In its own box.
  static func draw(
    _ input: TextInput, title: SafeText, _ viewport: Viewport, on screen: inout Screen
  ) {
    let inside = DialogFrame.draw(title: title, rows: 1, viewport, on: &screen)
    draw(
      input, in: Rect(column: inside.column, row: inside.row, columns: inside.columns, rows: 1),
      on: &screen)
  }

  /// Draws only the line. Returns the number of columns hidden on the left.
  @discardableResult
  static func draw(_ input: TextInput, in line: Rect, on screen: inout Screen) -> Int {
    guard !line.isEmpty else { return 0 }
    let before = SafeText(input.textBeforeCursor)
    // The end of a long text stays visible while typing.
    let hidden = max(0, before.width - line.columns + 1)
    screen.fill(line, style: Style(.input))
    screen.put(
      SafeText(input.text).dropping(columns: hidden), column: line.column, row: line.row,
      width: line.columns, style: Style(.input))
    screen.cursor = Screen.Cursor(column: line.column + before.width - hidden, row: line.row)
    return hidden
  }
}
