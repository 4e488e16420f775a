import Basics

/// The values of a field in the hits, most frequent first, to complete a filter.
public struct ValueCounts: Sendable {
  public let values: [(value: String, count: Int)]

  /// - Parameter beginning: only values that begin with it or contain it, ignoring case.
  public init(
    _ rows: [HitTable.Row], column: Int, beginning: String, most: Int, _ table: HitTable
  ) {
    var counts = Array(repeating: 0, count: table.codeCount(column: column))
    var codes: [StringPool.Index] = []
    for row in rows {
      let code = Int(table.code(row, column: column))
      if counts[code] == 0 { codes.append(StringPool.Index(code)) }
      counts[code] += 1
    }
    let wanted = beginning.lowercased()
    var found: [(value: String, count: Int, isStart: Bool)] = []
    // If there are far more values than anyone reads, not all become text.
    for code in codes.sorted(by: { counts[Int($0)] > counts[Int($1)] }).prefix(20_000) {
      let text = table.withText(code, column: column) { String(decoding: $0, as: UTF8.self) }
      let lowered = text.lowercased()
      guard wanted.isEmpty || lowered.has(text: wanted), !text.isEmpty else { continue }
      found.append((text, counts[Int(code)], lowered.begins(with: wanted)))
      if found.count >= most * 4 { break }
    }
    values = found.sorted { $0.isStart && !$1.isStart }.prefix(most).map { ($0.value, $0.count) }
  }
}
