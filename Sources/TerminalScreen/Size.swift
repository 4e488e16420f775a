/// The size of a screen in cells: `Size(columns: 80, rows: 24)`.
public struct Size: Sendable, Hashable {
  public var columns: Int
  public var rows: Int

  /// Negative numbers count as 0, so that a terminal that reports nonsense has an empty screen.
  public init(columns: Int, rows: Int) {
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The whole size as a rectangle at the origin.
  public var bounds: Rect { Rect(column: 0, row: 0, columns: columns, rows: rows) }

  /// Whether `other` fits: neither its columns nor its rows are more than here.
  public func holds(_ other: Size) -> Bool {
    other.columns <= columns && other.rows <= rows
  }
}
