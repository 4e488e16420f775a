// What a hit holds at a field: a column that the scan filled, or one that was read later.

extension HitTable {
  /// Where a field's values are. Columns of the scan come first, then those that were read from the spool.
  public func column(of field: String) -> Int? {
    if let index = columns.firstIndex(of: field) { return index }
    return readColumns.firstIndex { $0.field == field }.map { columns.count + $0 }
  }

  /// The text in a column; empty where the event holds nothing there, or was not read yet.
  public func text(_ row: Row, column: Int) -> String {
    if column < columns.count { return pool[cells[column][row]] }
    let read = readColumns[column - columns.count]
    return row < read.codes.count ? read.pool[read.codes[row]] : ""
  }

  /// The fields of all columns, those read later included.
  public var knownFields: [String] { columns + readColumns.map(\.field) }

  /// How many rows have their value at a field: all of them, unless it was read from the spool.
  public func rowCount(of field: String) -> Int {
    if columns.contains(field) { return count }
    return readColumns.first { $0.field == field }?.codes.count ?? 0
  }

  /// Takes in values that were read: a new column, or the continuation of one.
  public mutating func take(_ column: FieldColumn, from start: Row) {
    guard let index = readColumns.firstIndex(where: { $0.field == column.field }) else {
      if start == 0 { readColumns.append(column) }
      return
    }
    let known = readColumns[index].codes.count - start
    guard known >= 0 else { return }
    // The column's own numbers for its texts are not this one's.
    for offset in min(known, column.codes.count)..<column.codes.count {
      let code = column.pool.withBytes(of: column.codes[offset]) {
        readColumns[index].pool.index(of: $0)
      }
      readColumns[index].codes.append(code)
    }
  }

  /// A text by its number in a column: equal numbers in one column are equal texts.
  @inline(__always)
  func code(_ row: Row, column: Int) -> StringPool.Index {
    if column < columns.count { return cells[column][row] }
    let index = column - columns.count
    return row < readColumns[index].codes.count ? readColumns[index].codes[row] : StringPool.empty
  }

  /// The bytes behind a column's number.
  func withText<Result>(
    _ code: StringPool.Index, column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    column < columns.count
      ? try pool.withBytes(of: code, body)
      : try readColumns[column - columns.count].pool.withBytes(of: code, body)
  }

  /// The number that a column has for a text; `nil` if no row has it.
  func code(of text: String, column: Int) -> StringPool.Index? {
    column < columns.count
      ? pool.existingIndex(of: text)
      : readColumns[column - columns.count].pool.existingIndex(of: text)
  }

  /// How many numbers a column may hold: each is below it.
  func codeCount(column: Int) -> Int {
    column < columns.count ? pool.count : readColumns[column - columns.count].pool.count
  }

  /// Those of the rows that have the same text in a column as one of them.
  public func rows(_ rows: [Row], like row: Row, column: Int) -> [Row] {
    let wanted = code(row, column: column)
    return rows.filter { code($0, column: column) == wanted }
  }
}
