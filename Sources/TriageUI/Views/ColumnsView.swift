import TerminalScreen

/// The columns: which stand on the screen, in which order, how wide.
///
///     ┌ columns ───────────────────────────────────┐
///     │[x] eventTime                            19 │
///     │[x] awsRegion                            14 │
///     │[ ] requestParameters.bucketName            │
///     └────────────────────────────────────────────┘
enum ColumnsView {
  static func draw(
    _ choice: ColumnsChoice, _ state: State, _ viewport: Viewport, on screen: inout Screen
  ) {
    let width = DialogFrame.textColumns(viewport)
    let lines = choice.entries.map { entry in
      let size = "\(entry.width ?? ColumnFit.width(of: entry.field))"
      let name = SafeText(entry.field, limit: 500).truncated(to: max(1, width - 10))
      var line = Line(entry.isShown ? "[x] " : "[ ] ", .dialog)
      line.append(name.padded(to: max(1, width - 10)), .dialog, bold: entry.isShown)
      line.append(
        SafeText(entry.isShown ? size : "").padded(to: 5, alignRight: true),
        entry.width == nil ? .muted : .dialog)
      return line
    }
    let inside = DialogFrame.draw(
      title: "columns: Space shows or hides, J K move, < > narrow and widen",
      rows: lines.count + (choice.input == nil ? 0 : 1), viewport, on: &screen)
    var list = inside
    if let input = choice.input {
      TextInputView.draw(
        input,
        in: Rect(column: inside.column, row: inside.row, columns: inside.columns, rows: 1),
        on: &screen)
      list = Rect(
        column: inside.column, row: inside.row + 1, columns: inside.columns,
        rows: max(0, inside.rows - 1))
    }
    DialogFrame.drawList(lines, cursor: choice.cursor, on: &screen, in: list)
  }
}
