// Many rows put in order at once.

extension HitTable {
  /// Sorts rows that are in the order of time. `nil` when it was cancelled.
  ///
  /// The distinct texts are sorted; the rows are then dealt out by the places of their texts, which keeps those with the
  /// same text in the order of time.
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
      // Hits without a value stay last.
      let hasEmpty = keys.last?.code == StringPool.empty
      keys = Array(keys.dropLast(hasEmpty ? 1 : 0).reversed()) + (hasEmpty ? keys.suffix(1) : [])
    }
    if isCancelled() { return nil }
    return dealt(rows, codes: codes, order: keys.map(\.code), codeCount: seen.count).rows
  }

  /// Rows put together by their numbers, in the order of these; within one, as they came. `ends` says where each ends.
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

  /// The last first; hits of the same moment in the order that they have, and those without a time still last.
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
