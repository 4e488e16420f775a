import HitStore

/// The rows of the list that have a time, in its order: the hits between two times stand side by side, and searching for
/// the first and the last of them is enough to know how many there are. A million cost as much as a few.
///
///     state.timedRows.places(from: noon, to: evening).count
///
/// Made when it is asked for, and never kept: it shares the rows with the list.
struct TimedRows {
  let rows: ArraySlice<HitTable.Row>
  /// Hits in the list without a time.
  let untimed: Int
  private let table: HitTable

  /// - Parameter rows: in the order of time, those without one last.
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

  /// The first place whose time is not before what `isBefore` says.
  func place(_ isBefore: (Int64) -> Bool) -> Int {
    rows.place { table.time($0).map(isBefore) ?? false }
  }

  /// The place of the first row at or after a time.
  func place(of time: Int64) -> Int { place { $0 < time } }

  /// The places of the rows from one time on and before another one.
  func places(from start: Int64, to end: Int64) -> Range<Int> {
    let first = place(of: start)
    return first..<max(first, place(of: end))
  }
}

extension State {
  /// The list's hits by their times, whatever the order of the list.
  var timedRows: TimedRows { TimedRows(list.byTime ?? list.shown, table) }
}
