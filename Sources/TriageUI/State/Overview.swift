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
    let columns: Int
    let isRunning: Bool
  }

  private var source: Source?
  /// Hits in the list when the timeline was made.
  private var gatheredCount = 0

  /// Brings up to date what is out of it. Sums are kept as hits come and go; the timeline takes a walk over all of them,
  /// and while they come fast it is taken again only when they are more by a part that shows.
  mutating func keepUp(with state: State) {
    open = state.list.openCount
    byVerdict = state.verdictCounts
    let current = Source(
      list: state.list.version, columns: state.size.columns, isRunning: state.scan.isRunning)
    guard source != current else { return }
    let count = state.list.shown.count
    if state.scan.isRunning, current.columns == source?.columns, count > Self.quicklyWalked,
      abs(count - gatheredCount) < count / Self.visiblePart
    {
      return
    }
    source = current
    gatheredCount = count
    gatherTimes(state)
  }

  private static let quicklyWalked = 20_000
  private static let visiblePart = 2

  private mutating func gatherTimes(_ state: State) {
    let shown = state.list.shown
    times = nil
    buckets = []
    var (first, last) = (Int64.max, Int64.min)
    for row in shown {
      guard let time = state.table.time(row) else { continue }
      first = min(first, time)
      last = max(last, time)
    }
    guard first <= last else { return }
    let times = first...last
    self.times = times
    buckets = Array(repeating: 0, count: TimelineView.bucketCount(columns: state.size.columns))
    guard !buckets.isEmpty else { return }
    for row in shown {
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
