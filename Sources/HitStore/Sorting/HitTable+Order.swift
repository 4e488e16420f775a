// The order in which hits are listed unless the analyst wants another.

extension HitTable {
  /// Whether row `a` comes before row `b` when hits are listed by time: hits without a time last,
  /// equal times in the order of their events' ids, so that the list is the same after every scan.
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
