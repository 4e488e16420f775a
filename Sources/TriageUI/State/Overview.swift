import Triage

/// Sums over all hits in the list, for the header: how many are open, and when they were.
///
/// Walking a million rows for each frame would be felt; so they are walked when the list or the verdicts change.
struct Overview: Sendable {
  /// Hits in the list without a verdict.
  private(set) var open = 0
  /// Hits in the list by verdict, of the whole session: silenced ones count too.
  private(set) var byVerdict: [Verdict: Int] = [:]
  /// Times of the first and the last hit in the list, in milliseconds since 1970.
  private(set) var times: ClosedRange<Int64>?
  /// Hits per column of the timeline.
  private(set) var buckets: [Int] = []

  /// What it was made from.
  private struct Source: Sendable, Hashable {
    let list: Int
    let session: Int
    let columns: Int
  }

  private var source: Source?

  /// Recalculates what is out of date.
  mutating func keepUp(with state: State) {
    let current = Source(
      list: state.list.version, session: state.session.lastSequence, columns: state.size.columns)
    guard source != current else { return }
    source = current
    let table = state.table
    let judged = Set(state.session.verdicts.keys.compactMap(table.key(of:)))
    open =
      judged.isEmpty
      ? state.list.shown.count : state.list.shown.count { !judged.contains(table.key($0)) }
    byVerdict = [:]
    for verdict in state.session.verdicts.values { byVerdict[verdict, default: 0] += 1 }
    gatherTimes(state)
  }

  private mutating func gatherTimes(_ state: State) {
    let shown = state.list.shown
    times = nil
    buckets = []
    // The list is in order of time, hits without one last.
    let end = shown.firstIndex { state.table.time($0) == nil } ?? shown.count
    guard end > 0, let first = state.table.time(shown[0]),
      let last = state.table.time(shown[end - 1])
    else { return }
    let times = first...last
    self.times = times
    buckets = Array(repeating: 0, count: TimelineView.bucketCount(columns: state.size.columns))
    guard !buckets.isEmpty else { return }
    for row in shown[..<end] {
      guard let time = state.table.time(row) else { continue }
      buckets[Self.bucket(of: time, in: times, count: buckets.count)] += 1
    }
  }

  static func bucket(of time: Int64, in times: ClosedRange<Int64>, count: Int) -> Int {
    let span = max(1, times.upperBound - times.lowerBound)
    let place = Double(time - times.lowerBound) / Double(span) * Double(count)
    return max(0, min(count - 1, Int(place)))
  }
}
