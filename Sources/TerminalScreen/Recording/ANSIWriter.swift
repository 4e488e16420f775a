/// Turns screens into the bytes that make a terminal show them: ECMA-48 sequences for the changes
/// only.
///
///     var writer = ANSIWriter(theme: .terminal, depth: .ansi16)
///     writer.frame(first)       // clears, then draws all of it
///     writer.frame(second)      // moves to what differs, and draws that
///
/// For recordings, without a terminal to query. A cell's text is from a `SafeText`, so the only
/// control sequences in the output are those written here. The same screens give the same bytes.
public struct ANSIWriter: Sendable {
  private let theme: Theme
  private let depth: ColorDepth
  private var shown: Screen?
  private var sequences: [Style: String] = [:]
  private var output = ""
  /// The position of the terminal's cursor, while known.
  private var place: (row: Int, column: Int)?
  private var style: Style?

  private static let escape = "\u{1B}["

  public init(theme: Theme, depth: ColorDepth) {
    self.theme = theme
    self.depth = depth
  }

  /// Restores what a frame has changed: attributes off, wrapping at the right edge, the cursor.
  static let farewell = escape + "0m" + escape + "?7h" + escape + "?25h"

  /// The bytes that make a terminal show `screen` after the frame before. Empty if they are equal.
  public mutating func frame(_ screen: Screen) -> String {
    output = ""
    let before = shown?.size == screen.size ? shown : nil
    if before == screen { return "" }
    // The terminal's contents are unknown: attributes off, no wrapping at the right edge, clear.
    if before == nil { output += Self.escape + "0m" + Self.escape + "?7l" + Self.escape + "2J" }
    if before == nil { (place, style) = (nil, nil) }
    for row in 0..<screen.size.rows {
      draw(screen.rowCells(row), over: before?.rowCells(row), row: row)
    }
    draw(screen.cursor, before: before.map(\.cursor))
    shown = screen
    return output
  }

  private mutating func draw(_ cells: ArraySlice<Cell>, over before: ArraySlice<Cell>?, row: Int) {
    if let before, before == cells { return }
    // After clearing, spaces at the end of a row are already there.
    let isShown = { (cell: Cell) in
      !(cell.text == " " && self.theme.isBlank(cell.style, self.depth))
    }
    let end = before == nil ? cells.lastIndex(where: isShown).map { $0 + 1 } : cells.endIndex
    for column in cells.startIndex..<(end ?? cells.startIndex) {
      let offset = column - cells.startIndex
      let cell = cells[column]
      if cell.isContinuation { continue }
      let next = column + 1
      let isWide = next < cells.endIndex && cells[next].isContinuation
      if let before {
        let old = before.startIndex + offset
        // A wide character is unchanged only if both of its columns are.
        let isSame = before[old] == cell && (!isWide || before[old + 1] == cells[next])
        if isSame { continue }
      }
      put(cell, row: row, column: offset, width: isWide ? 2 : 1)
    }
  }

  private mutating func put(_ cell: Cell, row: Int, column: Int, width: Int) {
    if place?.row != row || place?.column != column {
      output += Self.escape + "\(row + 1);\(column + 1)H"
    }
    if style != cell.style {
      output += sequence(for: cell.style)
      style = cell.style
    }
    output += cell.text
    place = (row, column + width)
  }

  private mutating func draw(_ cursor: Screen.Cursor?, before: Screen.Cursor??) {
    guard let cursor else {
      if before != .some(nil) { output += Self.escape + "?25l" }
      return
    }
    output += Self.escape + "\(cursor.row + 1);\(cursor.column + 1)H"
    place = (cursor.row, cursor.column)
    if before.flatMap({ $0 }) == nil { output += Self.escape + "?25h" }
  }

  // MARK: - Styles

  /// `ESC[0;1;36m`: always complete, so that no attribute of the cell before remains.
  private mutating func sequence(for style: Style) -> String {
    if let known = sequences[style] { return known }
    let look = theme.appearance(of: style, depth: depth)
    var codes = ["0"]
    if look.isBold { codes.append("1") }
    if look.isDim { codes.append("2") }
    if look.isUnderlined { codes.append("4") }
    if look.isReversed { codes.append("7") }
    codes += codesFor(look.foreground, plain: 30, bright: 90, extended: 38)
    codes += codesFor(look.background, plain: 40, bright: 100, extended: 48)
    let sequence = Self.escape + codes.joined(separator: ";") + "m"
    sequences[style] = sequence
    return sequence
  }

  private func codesFor(_ color: Color, plain: Int, bright: Int, extended: Int) -> [String] {
    switch color {
    case .terminal: return []
    case .ansi(let number):
      return ["\(number < 8 ? plain + Int(number) : bright + Int(number) - 8)"]
    case .rgb(let color):
      return depth == .truecolor
        ? ["\(extended)", "2", "\(color.red)", "\(color.green)", "\(color.blue)"]
        : ["\(extended)", "5", "\(Palette256.nearest(color))"]
    }
  }
}

extension Theme {
  /// Whether a space in a style looks like a cleared cell.
  fileprivate func isBlank(_ style: Style, _ depth: ColorDepth) -> Bool {
    let look = appearance(of: style, depth: depth)
    return look.background == .terminal && !look.isReversed && !look.isUnderlined
  }
}
