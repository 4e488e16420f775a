import CNcurses
import TerminalScreen

/// The ncurses attributes of a style.
struct DrawnStyle {
  var attributes: UInt32
  var pair: Int32
}

/// Colours by ncurses' numbers; -1 is the terminal's default.
struct ColorPair: Hashable {
  var foreground: Int32
  var background: Int32
}

extension Terminal {
  /// Shows a screen. Only changed cells are sent. What does not fit is cut off.
  public func draw(_ screen: Screen) {
    guard isOpen else { return }
    let screen = isASCII ? screen.inASCII : screen
    let columns = min(screen.size.columns, size.columns)
    let before = shown?.size == screen.size ? shown : nil
    if before == nil { trailsift_erase() }
    for row in 0..<min(screen.size.rows, size.rows) {
      draw(screen.rowCells(row), over: before?.rowCells(row), row: row, columns: columns)
    }
    place(screen.cursor)
    trailsift_refresh()
    shown = screen
  }

  /// Redraws everything, for ^L, after something else wrote on the terminal.
  public func redraw() {
    guard isOpen else { return }
    trailsift_clear_next()
    let screen = shown
    shown = nil
    if let screen { draw(screen) } else { trailsift_refresh() }
  }

  private func draw(
    _ cells: ArraySlice<Cell>, over before: ArraySlice<Cell>?, row: Int, columns: Int
  ) {
    if let before, before == cells { return }
    for column in 0..<columns {
      let cell = cells[cells.startIndex + column]
      if let before, before[before.startIndex + column] == cell {
        // A wide character is drawn again if its second column was something else.
        let next = column + 1
        let isWhole =
          next >= columns || !cells[cells.startIndex + next].isContinuation
          || before[before.startIndex + next] == cells[cells.startIndex + next]
        if isWhole { continue }
      }
      if cell.isContinuation { continue }
      let isWide = column + 1 < cells.count && cells[cells.startIndex + column + 1].isContinuation
      put(cell, row: row, column: column, width: isWide ? 2 : 1, columns: columns)
    }
  }

  private func put(_ cell: Cell, row: Int, column: Int, width: Int, columns: Int) {
    let style = drawn(cell.style)
    if column + width <= columns, let scalars = Glyphs.scalars(of: cell.text, width: width) {
      // At the bottom right this returns an error, because the cursor can't advance, but the cell
      // is drawn.
      trailsift_put(
        Int32(row), Int32(column), scalars + [0], style.attributes, style.pair)
      return
    }
    let standIn = [Glyphs.standIn, 0]
    for offset in 0..<min(width, columns - column) {
      trailsift_put(
        Int32(row), Int32(column + offset), offset == 0 ? standIn : [0x20, 0],
        style.attributes, style.pair)
    }
  }

  private func place(_ cursor: Screen.Cursor?) {
    guard let cursor, size.bounds.contains(column: cursor.column, row: cursor.row) else {
      curs_set(0)
      return
    }
    trailsift_move(Int32(cursor.row), Int32(cursor.column))
    curs_set(1)
  }

  func forgetColors() {
    styles = [:]
    pairs = [:]
    redraw()
  }

  private func drawn(_ style: Style) -> DrawnStyle {
    if let known = styles[style] { return known }
    var theme = theme
    theme.own = ownColors
    let look = theme.appearance(of: style, depth: colorDepth)
    var attributes: UInt32 = 0
    if look.isBold { attributes |= trailsift_bold() }
    if look.isUnderlined { attributes |= trailsift_underline() }
    if look.isReversed { attributes |= trailsift_reverse() }
    if look.isDim { attributes |= trailsift_dim() }
    let colors = ColorPair(foreground: number(look.foreground), background: number(look.background))
    let result = DrawnStyle(attributes: attributes, pair: pair(colors))
    styles[style] = result
    return result
  }

  private func pair(_ colors: ColorPair) -> Int32 {
    if colors == ColorPair(foreground: -1, background: -1) { return 0 }
    if let known = pairs[colors] { return known }
    let next = Int32(pairs.count) + 1
    guard colorDepth != .monochrome, next < trailsift_pairs() else { return 0 }
    guard init_extended_pair(next, colors.foreground, colors.background) == OK else { return 0 }
    pairs[colors] = next
    return next
  }

  private func number(_ color: Color) -> Int32 {
    switch color {
    case .terminal: return -1
    case .ansi(let number): return colorDepth == .monochrome ? -1 : Int32(number)
    // With direct colours, 0 to 7 are still the terminal's eight colours, so the darkest blues move
    // to the next value.
    case .rgb(let color):
      return colorDepth == .truecolor
        ? Int32(color.packed < 8 && color.packed > 0 ? 8 : color.packed)
        : Int32(Palette256.nearest(color))
    }
  }
}
