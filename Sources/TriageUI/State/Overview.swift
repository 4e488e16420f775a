import HitStore

/// Totals of all hits in the list, for the header: open hits and times.
struct Overview: Sendable {
  /// Hits in the list without a verdict.
  private(set) var open = 0
  /// Hits of the whole session by verdict, including silenced ones.
  private(set) var byVerdict: [Verdict: Int] = [:]
  /// Times of the first and the last hit in the list, in milliseconds since 1970.
  var times: ClosedRange<Int64>? { timeline.times }
  /// Hits per column of the timeline.
  var buckets: [Int] { timeline.buckets }

  private struct Timeline: Sendable {
    var times: ClosedRange<Int64>?
    var buckets: [Int] = []
  }

  private struct Source: Sendable, Hashable {
    let list: Int
    let bars: Int
  }

  private var timeline = Derived<Source, Timeline>(Timeline())

  /// Updates what has changed.
  mutating func keepUp(with state: State) {
    open = state.list.openCount
    byVerdict = state.session.counts
    timeline.update(for: Source(list: state.list.version, bars: state.viewport.timelineBarCount)) {
      source in
      let hits = state.timedRows
      return Timeline(
        times: hits.span, buckets: Self.buckets(of: hits, hits.span, count: source.bars))
    }
  }

  /// Hits are ordered by time, so the start of the next bucket is found by searching.
  private static func buckets(
    of hits: TimedRows, _ times: ClosedRange<Int64>?, count: Int
  ) -> [Int] {
    guard let times else { return [] }
    var start = 0
    return (0..<count).map { bucket in
      let end = hits.place { Self.bucket(of: $0, in: times, count: count) <= bucket }
      defer { start = end }
      return end - start
    }
  }

  static func bucket(of time: Int64, in times: ClosedRange<Int64>, count: Int) -> Int {
    let span = max(1, times.upperBound - times.lowerBound)
    let place = Double(time - times.lowerBound) / Double(span) * Double(count)
    return max(0, min(count - 1, Int(place)))
  }
}
