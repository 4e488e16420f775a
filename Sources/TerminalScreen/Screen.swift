/// A grid of cells: what a view returns and a terminal draws. Pure, so that a test can read it.
///
///     var screen = Screen(size: Size(columns: 20, rows: 2))
///     screen.put("region", column: 1, row: 0, style: Style(.key))
///     screen.line(0) == " region             "
///
/// Each row is exactly as wide as the screen, whatever is put on it: text is clipped at the edges, a wide
/// character that would stick out leaves a blank, and what is drawn over half of one blanks the other half.
/// Coordinates outside are allowed everywhere and draw nothing.
public struct Screen: Sendable, Hashable {
  public let size: Size

  /// Where the terminal's own cursor blinks, for text input; nil hides it.
  public var cursor: Cursor?

  var cells: [Cell]

  /// What can be clicked, the topmost last.
  var spots: [Spot] = []

  public struct Cursor: Sendable, Hashable {
    public var column: Int
    public var row: Int

    public init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
  }

  /// The most columns or rows a screen has, so that no reported size can exhaust memory.
  public static let largestSide = 2_000

  public init(size: Size) {
    self.size = Size(
      columns: min(size.columns, Screen.largestSide), rows: min(size.rows, Screen.largestSide))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  public var bounds: Rect { size.bounds }

  /// The cell at a place; a blank outside of the screen.
  public subscript(row: Int, column: Int) -> Cell {
    guard bounds.contains(column: column, row: row) else { return .blank }
    return cells[row * size.columns + column]
  }

  /// The text of a row, trailing blanks kept; empty outside of the screen.
  public func line(_ row: Int) -> String {
    rowCells(row).reduce(into: "") { $0 += $1.text }
  }

  /// The styles of a row, one for each column.
  public func styles(_ row: Int) -> [Style] {
    rowCells(row).map(\.style)
  }

  /// All rows, without trailing blanks, joined by newlines: what a test compares.
  public var text: String {
    (0..<size.rows).map { row in
      var bytes = Array(line(row).utf8)
      while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    }.joined(separator: "\n")
  }

  /// The cells of a row, from the left; none outside of the screen.
  public func rowCells(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }
}
