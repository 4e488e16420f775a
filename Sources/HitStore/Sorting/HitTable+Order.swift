// The default order of hits.

extension HitTable {
  /// Whether row `a` comes before row `b` by time. Hits without a time are last, and hits with
  /// equal times are ordered by eventID, so that the list is the same after every scan.
  public func isBefore(_ a: Row, _ b: Row) -> Bool {
    let (first, second) = (times[a], times[b])
    if first != second {
      if first == Self.noTime { return false }
      if second == Self.noTime { return true }
      return first < second
    }
    if eventIDs[a] != eventIDs[b] { return pool.isBefore(eventIDs[a], eventIDs[b]) }
    if rules[a] != rules[b] { return rules[a] < rules[b] }
    return a < b
  }
}
