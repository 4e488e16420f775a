/// A grid of cells, which a view returns and a terminal draws. It is a plain value, so tests can
/// read it.
///
///     var screen = Screen(size: Size(columns: 20, rows: 2))
///     screen.put("region", column: 1, row: 0, style: Style(.key))
///     screen.line(0) == " region             "
///
/// Each row is exactly as wide as the screen: text is clipped at the edges, a wide character that
/// does not fit leaves a space, and drawing over half of one blanks the other half. Coordinates
/// outside are allowed everywhere and draw nothing.
public struct Screen: Sendable, Hashable {
  public let size: Size

  /// The position of the terminal's cursor, for text input; nil hides it.
  public var cursor: Cursor?

  var cells: [Cell]

  /// Places that can be clicked, the topmost last.
  var spots: [Spot] = []

  public struct Cursor: Sendable, Hashable {
    public var column: Int
    public var row: Int

    public init(column: Int, row: Int) {
      self.column = column
      self.row = row
    }
  }

  /// The maximum columns or rows of a screen, so that no reported size can exhaust memory.
  public static let maximumSide = 2_000

  public init(size: Size) {
    self.size = Size(
      columns: min(size.columns, Screen.maximumSide), rows: min(size.rows, Screen.maximumSide))
    cells = Array(repeating: .blank, count: self.size.columns * self.size.rows)
  }

  public var bounds: Rect { size.bounds }

  /// The cell at a place; a space outside the screen.
  public subscript(row: Int, column: Int) -> Cell {
    guard bounds.contains(column: column, row: row) else { return .blank }
    return cells[row * size.columns + column]
  }

  /// The text of a row with trailing spaces; empty outside the screen.
  public func line(_ row: Int) -> String {
    rowCells(row).reduce(into: "") { $0 += $1.text }
  }

  /// The styles of a row, one for each column.
  public func styles(_ row: Int) -> [Style] {
    rowCells(row).map(\.style)
  }

  /// All rows without trailing spaces, joined by newlines, for tests.
  public var text: String {
    (0..<size.rows).map { row in
      var bytes = Array(line(row).utf8)
      while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
      return String(decoding: bytes, as: UTF8.self)
    }.joined(separator: "\n")
  }

  /// The cells of a row, from the left; none outside the screen.
  public func rowCells(_ row: Int) -> ArraySlice<Cell> {
    guard row >= 0, row < size.rows else { return [] }
    return cells[row * size.columns..<(row + 1) * size.columns]
  }
}
