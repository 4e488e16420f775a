// Cutting pieces off a rectangle: the piece is returned, the rest remains.

extension Rect {
  /// Takes up to `count` rows off the top.
  public mutating func cutTop(_ count: Int) -> Rect {
    let taken = min(max(0, count), rows)
    defer {
      row += taken
      rows -= taken
    }
    return Rect(column: column, row: row, columns: columns, rows: taken)
  }

  /// Takes up to `count` rows off the bottom.
  public mutating func cutBottom(_ count: Int) -> Rect {
    let taken = min(max(0, count), rows)
    rows -= taken
    return Rect(column: column, row: endRow, columns: columns, rows: taken)
  }

  /// Takes up to `count` columns off the left.
  public mutating func cutLeft(_ count: Int) -> Rect {
    let taken = min(max(0, count), columns)
    defer {
      column += taken
      columns -= taken
    }
    return Rect(column: column, row: row, columns: taken, rows: rows)
  }

  /// Takes up to `count` columns off the right.
  public mutating func cutRight(_ count: Int) -> Rect {
    let taken = min(max(0, count), columns)
    columns -= taken
    return Rect(column: endColumn, row: row, columns: taken, rows: rows)
  }

  /// The rectangle below the first `count` rows.
  public func below(_ count: Int) -> Rect {
    var rest = self
    _ = rest.cutTop(count)
    return rest
  }

  /// One rectangle for each row, from the top: the lines of a list.
  public var lines: [Rect] {
    (0..<rows).map { Rect(column: column, row: row + $0, columns: columns, rows: 1) }
  }
}
