// The values of hits at a field: in a column of the scan, one of the rules, or one that was read
// later.

extension HitTable {
  /// The column of a field. Columns of the scan come first, then those of the rules, then those read
  /// from the spool.
  public func column(of field: String) -> Int? {
    if let index = columns.firstIndex(of: field) { return index }
    if let index = RuleColumns.fields.firstIndex(of: field) { return columns.count + index }
    return readColumns.firstIndex { $0.field == field }.map { firstReadColumn + $0 }
  }

  /// Columns from here on are read from the spool.
  private var firstReadColumn: Int { columns.count + RuleColumns.fields.count }

  /// Whether a column has the levels of rules, which are ordered by severity.
  func isLevel(column: Int) -> Bool { column == columns.count + RuleColumns.level }

  /// The text in a column; empty if the event has no value there, or was not read yet.
  public func text(_ row: Row, column: Int) -> String {
    withText(code(row, column: column), column: column) { String(decoding: $0, as: UTF8.self) }
  }

  /// The fields of all columns, including those read later. The columns of the rules are among them
  /// if there are several rules.
  public var knownFields: [String] {
    columns + (hasSeveralRules ? RuleColumns.fields : []) + readColumns.map(\.field)
  }

  /// The fields of the columns that were read from the spool.
  public var readFields: [String] { readColumns.map(\.field) }

  /// The number of rows with known values at a field: all, unless it is read from the spool.
  public func rowCount(of field: String) -> Int {
    if columns.contains(field) || RuleColumns.fields.contains(field) { return count }
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
    if column < firstReadColumn {
      return ruleColumns.code(rule: rule(row), column: column - columns.count)
    }
    let index = column - firstReadColumn
    return row < readColumns[index].codes.count ? readColumns[index].codes[row] : StringPool.empty
  }

  /// The bytes of a column's number.
  func withText<Result>(
    _ code: StringPool.Index, column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    if column < columns.count { return try pool.withBytes(of: code, body) }
    if column < firstReadColumn { return try ruleColumns.pool.withBytes(of: code, body) }
    return try readColumns[column - firstReadColumn].pool.withBytes(of: code, body)
  }

  /// The pool with a column's texts.
  private func pool(ofColumn column: Int) -> StringPool {
    if column < columns.count { return pool }
    return column < firstReadColumn
      ? ruleColumns.pool : readColumns[column - firstReadColumn].pool
  }

  /// The number of a text in a column; `nil` if no row has it.
  func code(of text: String, column: Int) -> StringPool.Index? {
    pool(ofColumn: column).existingIndex(of: text)
  }

  /// All numbers of a column are below this.
  func codeCount(column: Int) -> Int {
    pool(ofColumn: column).count
  }

  /// The rows with the same text in a column as a given row.
  public func rows(_ rows: [Row], like row: Row, column: Int) -> [Row] {
    let wanted = code(row, column: column)
    return rows.filter { code($0, column: column) == wanted }
  }
}
