// Sorting many rows.

extension HitTable {
  /// Sorts rows that are ordered by time. `nil` if cancelled.
  ///
  /// Sorts the distinct texts, then distributes the rows by the ranks of their texts. Rows with the
  /// same text stay ordered by time.
  public func sorted(
    _ rows: [Row], by sort: HitSort?, isCancelled: () -> Bool = { false }
  ) -> [Row]? {
    guard let sort else { return rows }
    if sort.field == RowOrder.timeField { return sort.isReversed ? timeReversed(rows) : rows }
    guard let column = column(of: sort.field) else { return rows }
    var seen = Array(repeating: false, count: codeCount(column: column))
    var codes: [StringPool.Index] = []
    codes.reserveCapacity(rows.count)
    var keys: [SortKey] = []
    for row in rows {
      let code = code(row, column: column)
      codes.append(code)
      if !seen[Int(code)] {
        seen[Int(code)] = true
        keys.append(SortKey(code, self, column: column))
      }
    }
    if isCancelled() { return nil }
    keys.sort { $0.isBefore($1, self, column: column) }
    if sort.isReversed {
      // Hits without a value are last.
      let hasEmpty = keys.last?.code == StringPool.empty
      keys = Array(keys.dropLast(hasEmpty ? 1 : 0).reversed()) + (hasEmpty ? keys.suffix(1) : [])
    }
    if isCancelled() { return nil }
    return dealt(rows, codes: codes, order: keys.map(\.code), codeCount: seen.count).rows
  }

  /// Rows grouped by number, in order of the numbers, stable within one. `ends` has the end of each
  /// group.
  func dealt(
    _ rows: [Row], codes: [UInt32], order: [UInt32], codeCount: Int
  ) -> (rows: [Row], ends: [Int]) {
    var places = Array(repeating: 0, count: codeCount)
    for code in codes { places[Int(code)] += 1 }
    var start = 0
    var ends: [Int] = []
    ends.reserveCapacity(order.count)
    for code in order {
      let count = places[Int(code)]
      places[Int(code)] = start
      start += count
      ends.append(start)
    }
    let dealt = [Row](unsafeUninitializedCapacity: rows.count) { buffer, count in
      for (row, code) in zip(rows, codes) {
        buffer[places[Int(code)]] = row
        places[Int(code)] += 1
      }
      count = rows.count
    }
    return (dealt, ends)
  }

  /// Latest first; hits of the same moment keep their order, and those without a time stay last.
  private func timeReversed(_ rows: [Row]) -> [Row] {
    var result: [Row] = []
    result.reserveCapacity(rows.count)
    let end = partition(rows) { times[$0] == Self.noTime }
    var stop = end
    while stop > 0 {
      var start = stop - 1
      while start > 0, times[rows[start - 1]] == times[rows[stop - 1]] { start -= 1 }
      result += rows[start..<stop]
      stop = start
    }
    return result + rows[end...]
  }

  private func partition(_ rows: [Row], _ isBehind: (Row) -> Bool) -> Int {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if isBehind(rows[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
