// Putting text on a screen. Everything clips; nothing fails.

extension Screen {
  /// Puts text at a place, at most `width` columns of it (to the screen's edge if nil). Longer text
  /// ends with `…`. A negative column clips at the left.
  /// - Returns: the columns of the text, including its clipped left part: `column += put(…)`
  ///   continues right after it.
  @discardableResult
  public mutating func put(
    _ text: SafeText, column: Int, row: Int, width: Int? = nil, style: Style = .plain
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns else { return 0 }
    let shown = text.truncated(to: min(width ?? .max, size.columns - max(column, -text.width)))
    let visible = column < 0 ? shown.dropping(columns: -column) : shown
    write(visible, column: max(0, column), row: row, style: style)
    return shown.width
  }

  /// Puts several texts in a row, each in its style: `[("PID ", .muted), ("7", .title)]`.
  /// - Returns: the columns used.
  @discardableResult
  public mutating func put(
    _ spans: [(text: SafeText, style: Style)], column: Int, row: Int, width: Int? = nil
  ) -> Int {
    let available = min(width ?? .max, max(0, size.columns - column))
    var used = 0
    for span in spans where used < available {
      used += put(
        span.text, column: column + used, row: row, width: available - used, style: span.style)
    }
    return used
  }

  /// Fills a rectangle with one character (a space if the character is not exactly one column
  /// wide).
  public mutating func fill(_ rect: Rect, style: Style = .plain, with character: Character = " ") {
    let safe = SafeText(String(character))
    let cell = Cell(text: safe.width == 1 ? safe.text : " ", style: style)
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      separate(row: row, column: area.column)
      separate(row: row, column: area.endColumn)
      for column in area.column..<area.endColumn {
        cells[row * size.columns + column] = cell
      }
    }
  }

  /// Sets the style of a rectangle's contents.
  public mutating func restyle(_ rect: Rect, _ style: Style) {
    restyle(rect) { $0 = style }
  }

  /// Changes the styles of a rectangle's contents: `{ $0.isReversed = true }`.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let area = rect.intersection(bounds)
    guard !area.isEmpty else { return }
    for row in area.row..<area.endRow {
      for column in area.column..<area.endColumn {
        change(&cells[row * size.columns + column].style)
      }
    }
  }

  /// Draws a frame on the edge of a rectangle, with a title in its top line:
  ///
  ///     ┌ Allow ap-east-1? ─────┐
  ///     │                       │
  ///     └───────────────────────┘
  public mutating func box(
    _ rect: Rect, title: SafeText? = nil, style: Style = Style(.border), titleStyle: Style? = nil
  ) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let side = SafeText("─").repeated(rect.columns - 2)
    put(
      SafeText("┌") + side + "┐", column: rect.column, row: rect.row, width: rect.columns,
      style: style)
    put(
      SafeText("└") + side + "┘", column: rect.column, row: rect.endRow - 1, width: rect.columns,
      style: style)
    for row in max(0, rect.row + 1)..<max(0, rect.row + 1, min(rect.endRow - 1, size.rows)) {
      put("│", column: rect.column, row: row, style: style)
      put("│", column: rect.endColumn - 1, row: row, style: style)
    }
    guard let title, !title.isEmpty, rect.columns >= 6 else { return }
    put(
      SafeText(" ") + title.truncated(to: rect.columns - 4) + " ", column: rect.column + 1,
      row: rect.row, style: titleStyle ?? style)
  }

  /// Writes text that begins inside the screen. What does not fit is cut off.
  private mutating func write(_ text: SafeText, column: Int, row: Int, style: Style) {
    guard !text.isEmpty else { return }
    let start = row * size.columns
    separate(row: row, column: column)
    var next = column
    var scalars = text.text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      let width = TextWidth.width(of: scalar)
      var grapheme = String(scalar)
      while let mark = scalars.first, TextWidth.isMark(mark) {
        grapheme.unicodeScalars.append(mark)
        scalars.removeFirst()
      }
      guard next + width <= size.columns else { break }
      let style = onGround(style, of: cells[start + next].style)
      if width == 2 {
        separate(row: row, column: next + 2)
        cells[start + next + 1] = Cell(text: "", style: style)
      } else {
        separate(row: row, column: next + 1)
      }
      cells[start + next] = Cell(text: grapheme, style: style)
      next += width
    }
  }

  /// Text on a bar keeps the bar as its background.
  private func onGround(_ style: Style, of below: Style) -> Style {
    guard !style.role.isGround, style.ground == nil else { return style }
    var style = style
    style.ground = below.role.isGround ? below.role : below.ground
    return style
  }

  /// Blanks a wide character that crosses the edge left of `column`.
  private mutating func separate(row: Int, column: Int) {
    guard column > 0, column < size.columns else { return }
    let index = row * size.columns + column
    guard cells[index].isContinuation else { return }
    cells[index - 1] = Cell(text: " ", style: cells[index - 1].style)
    cells[index] = Cell(text: " ", style: cells[index].style)
  }
}
