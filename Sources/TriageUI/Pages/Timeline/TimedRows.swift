import Triage

/// The rows of the list that have a time, in its order: the hits between two times stand side by side.
struct TimedRows: Sendable {
  private(set) var rows: [HitTable.Row] = []
  private(set) var times: [Int64] = []
  /// Hits in the list without a time.
  private(set) var untimed = 0
  /// Grows when they change.
  private(set) var version = 0
  private var listVersion: Int?

  /// Brings them up to date with the list; `false` if they were.
  @discardableResult
  mutating func keepUp(with state: State) -> Bool {
    guard listVersion != state.list.version else { return false }
    listVersion = state.list.version
    version += 1
    rows = []
    times = []
    rows.reserveCapacity(state.list.shown.count)
    times.reserveCapacity(state.list.shown.count)
    var isSorted = true
    for row in state.list.shown {
      guard let time = state.table.time(row) else { continue }
      if let last = times.last, time < last { isSorted = false }
      rows.append(row)
      times.append(time)
    }
    untimed = state.list.shown.count - rows.count
    // The list may stand in another order.
    if !isSorted {
      rows.sort(by: state.table.isBefore)
      times = rows.compactMap(state.table.time)
    }
    return true
  }

  var span: ClosedRange<Int64>? {
    guard let first = times.first, let last = times.last else { return nil }
    return first...last
  }

  /// The place of the first row at or after a time.
  func place(of time: Int64) -> Int {
    var low = 0
    var high = times.count
    while low < high {
      let middle = (low + high) / 2
      if times[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The places of the rows from one time on and before another one.
  func places(from start: Int64, to end: Int64) -> Range<Int> {
    let first = place(of: start)
    return first..<max(first, place(of: end))
  }
}
