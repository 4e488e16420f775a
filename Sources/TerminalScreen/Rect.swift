/// A rectangle of cells, column 0 and row 0 at the top left. Layout is cutting pieces off one:
///
///     var rest = size.bounds
///     let header = rest.cutTop(2)       // ┌────────────┐
///     let footer = rest.cutBottom(1)    // │   header   │
///     let detail = rest.cutRight(40)    // ├──────┬─────┤
///     let table = rest                  // │ table│detl.│
///                                       // ├──────┴─────┤
///                                       // └── footer ──┘
///
/// Nothing here can fail: what does not fit becomes smaller, or empty.
public struct Rect: Sendable, Hashable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  /// Negative sizes count as 0.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  public var isEmpty: Bool { columns == 0 || rows == 0 }
  public var size: Size { Size(columns: columns, rows: rows) }

  /// The column just right of the last one.
  public var endColumn: Int { column + columns }

  /// The row just below the last one.
  public var endRow: Int { row + rows }

  public func contains(column: Int, row: Int) -> Bool {
    column >= self.column && column < endColumn && row >= self.row && row < endRow
  }

  /// One of its rows, counted from its top.
  public func line(_ offset: Int) -> Rect {
    Rect(column: column, row: row + offset, columns: columns, rows: 1)
  }

  /// The intersection of both rectangles; may be empty.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top,
      columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }

  /// The rectangle without a margin on each side: the inside of a box.
  public func inset(columns horizontal: Int = 1, rows vertical: Int = 1) -> Rect {
    Rect(
      column: column + min(horizontal, columns), row: row + min(vertical, rows),
      columns: columns - 2 * horizontal, rows: rows - 2 * vertical)
  }

  /// A rectangle of the given size in the middle of this one, at most as large as this one. For
  /// dialogs.
  public func centered(columns wantedColumns: Int, rows wantedRows: Int) -> Rect {
    let width = min(max(0, wantedColumns), columns)
    let height = min(max(0, wantedRows), rows)
    return Rect(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2,
      columns: width, rows: height)
  }
}
