// The values of hits at a field: in a column of the scan, or one that was read later.

extension HitTable {
  /// The column of a field. Columns of the scan come first, then those read from the spool.
  public func column(of field: String) -> Int? {
    if let index = columns.firstIndex(of: field) { return index }
    return readColumns.firstIndex { $0.field == field }.map { columns.count + $0 }
  }

  /// The text in a column; empty if the event has no value there, or was not read yet.
  public func text(_ row: Row, column: Int) -> String {
    if column < columns.count { return pool[cells[column][row]] }
    let read = readColumns[column - columns.count]
    return row < read.codes.count ? read.pool[read.codes[row]] : ""
  }

  /// The fields of all columns, including those read later.
  public var knownFields: [String] { columns + readColumns.map(\.field) }

  /// The number of rows with known values at a field: all, unless it is read from the spool.
  public func rowCount(of field: String) -> Int {
    if columns.contains(field) { return count }
    return readColumns.first { $0.field == field }?.codes.count ?? 0
  }

  /// Adds values that were read: a new column, or the continuation of one.
  public mutating func take(_ column: FieldColumn, from start: Row) {
    guard let index = readColumns.firstIndex(where: { $0.field == column.field }) else {
      if start == 0 { readColumns.append(column) }
      return
    }
    let known = readColumns[index].codes.count - start
    guard known >= 0 else { return }
    // The new column numbers its texts differently.
    for offset in min(known, column.codes.count)..<column.codes.count {
      let code = column.pool.withBytes(of: column.codes[offset]) {
        readColumns[index].pool.index(of: $0)
      }
      readColumns[index].codes.append(code)
    }
  }

  /// Puts a column in the place of the one of its field.
  public mutating func replace(_ column: FieldColumn) {
    readColumns.removeAll { $0.field == column.field }
    readColumns.append(column)
  }

  /// Replaces the signals of sources: a later hit can be what makes an earlier one stand out.
  public mutating func take(_ signals: SourceSignals) {
    replace(signals.column)
    twoPlaces = signals.pairs
  }

  /// The distinct texts of rows in a column, and how many have each. Empty texts are left out.
  public func valueCounts(_ rows: [Row], column: Int) -> [(text: String, count: Int)] {
    var counts = [Int](repeating: 0, count: codeCount(column: column))
    for row in rows { counts[Int(code(row, column: column))] += 1 }
    counts[Int(StringPool.empty)] = 0
    return counts.indices.lazy.filter { counts[$0] > 0 }.map { code in
      let text = withText(StringPool.Index(code), column: column) {
        String(decoding: $0, as: UTF8.self)
      }
      return (text, counts[code])
    }
  }

  /// The text of a number in a column. Equal numbers in one column are equal texts.
  @inline(__always)
  func code(_ row: Row, column: Int) -> StringPool.Index {
    if column < columns.count { return cells[column][row] }
    let index = column - columns.count
    return row < readColumns[index].codes.count ? readColumns[index].codes[row] : StringPool.empty
  }

  /// The bytes of a column's number.
  func withText<Result>(
    _ code: StringPool.Index, column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    column < columns.count
      ? try pool.withBytes(of: code, body)
      : try readColumns[column - columns.count].pool.withBytes(of: code, body)
  }

  /// The number of a text in a column; `nil` if no row has it.
  func code(of text: String, column: Int) -> StringPool.Index? {
    column < columns.count
      ? pool.existingIndex(of: text)
      : readColumns[column - columns.count].pool.existingIndex(of: text)
  }

  /// All numbers of a column are below this.
  func codeCount(column: Int) -> Int {
    column < columns.count ? pool.count : readColumns[column - columns.count].pool.count
  }

  /// The rows with the same text in a column as a given row.
  public func rows(_ rows: [Row], like row: Row, column: Int) -> [Row] {
    let wanted = code(row, column: column)
    return rows.filter { code($0, column: column) == wanted }
  }
}
