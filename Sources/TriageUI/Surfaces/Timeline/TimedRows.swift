import HitStore

/// The rows with a time, by time: the hits between two times are adjacent, so two searches count
/// them. A million cost as much as a few.
///
///     state.timedRows.places(from: noon, to: evening).count
///
/// Made on demand and never kept: it shares the rows with the list.
struct TimedRows {
  let rows: ArraySlice<HitTable.Row>
  /// Hits in the list without a time.
  let untimed: Int
  private let table: HitTable

  /// - Parameter rows: by time, those without a time last.
  init(_ rows: [HitTable.Row], _ table: HitTable) {
    self.rows = rows[..<rows.place { table.time($0) != nil }]
    untimed = rows.count - self.rows.count
    self.table = table
  }

  var count: Int { rows.count }

  var span: ClosedRange<Int64>? {
    guard let first = time(at: 0), let last = time(at: count - 1) else { return nil }
    return first...last
  }

  func time(at place: Int) -> Int64? {
    rows.indices.contains(place) ? table.time(rows[place]) : nil
  }

  /// The first index for which `isBefore` is false.
  func place(_ isBefore: (Int64) -> Bool) -> Int {
    rows.place { table.time($0).map(isBefore) ?? false }
  }

  /// The index of the first row at or after a time.
  func place(of time: Int64) -> Int { place { $0 < time } }

  /// The indices of the rows from one time to before another.
  func places(from start: Int64, to end: Int64) -> Range<Int> {
    let first = place(of: start)
    return first..<max(first, place(of: end))
  }
}

extension State {
  /// The list's hits by time, whatever its order.
  var timedRows: TimedRows { TimedRows(list.hits, table) }
}
