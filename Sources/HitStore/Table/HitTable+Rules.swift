// Several rules may match one event: its hits are together one event to the analyst.
//
//     row | rule    | level | eventID            representative
//       0 | stopped | med   | #17                no
//       1 | logging | high  | #17                yes: the highest level

extension HitTable {
  /// The fields that tell the rule of a hit: `level`, `rule`, `tag`.
  public static let ruleFields = RuleColumns.fields

  /// Whether the results may be of different rules. Rules whose hits are shown only below an alert
  /// do not count.
  public var hasSeveralRules: Bool { ruleIdentities.count - unlistedRules.count > 1 }

  /// The level of a row's rule; `nil` if it has none that Sigma knows.
  public func level(_ row: Row) -> RuleLevel? { ruleColumns.rules[rule(row)].level }

  /// The title of a rule, with its identity if another rule has the same title.
  public func ruleLabel(_ rule: Int) -> String { ruleColumns.rules[rule].label }

  public func ruleTitle(_ rule: Int) -> String { ruleColumns.rules[rule].title }

  /// The hits of the same event among some rows, the highest level first. An alert is an event of
  /// its own.
  public func hits(ofEvent row: Row, in rows: RowSet) -> [Row] {
    if isAlert(row) { return rows.contains(row) ? [row] : [] }
    return places.rows(eventID: eventIDs[row])
      .filter { rows.contains($0) && !isAlert($0) }
      .sorted(by: isMoreSevere)
  }

  /// Whether one of an event's hits among some rows is as wanted.
  public func hasHit(ofEvent row: Row, in all: RowSet, where isWanted: (Row) -> Bool) -> Bool {
    if isAlert(row) { return all.contains(row) && isWanted(row) }
    return places.rows(eventID: eventIDs[row]).contains {
      all.contains($0) && !isAlert($0) && isWanted($0)
    }
  }

  /// The hits of the same event by other rules, the highest level first.
  public func hitsOfOtherRules(_ row: Row) -> [Row] {
    if isAlert(row) { return [] }
    return places.rows(eventID: eventIDs[row])
      .filter { rules[$0] != rules[row] && !isAlert($0) }
      .sorted(by: isMoreSevere)
  }

  /// The hit that represents its event among some rows: the one with the highest level, then the
  /// first rule. `nil` if none of the event's hits is among them.
  public func representative(of row: Row, in rows: RowSet) -> Row? {
    if isAlert(row) { return rows.contains(row) ? row : nil }
    var best: Row?
    for other in places.rows(eventID: eventIDs[row]) where rows.contains(other) {
      if isAlert(other) { continue }
      if best.map({ isMoreSevere(other, $0) }) ?? true { best = other }
    }
    return best
  }

  /// The rows of these that represent their events, in the same order.
  public func representatives(_ rows: [Row], in all: RowSet) -> [Row] {
    rows.filter { representative(of: $0, in: all) == $0 }
  }

  private func isMoreSevere(_ a: Row, _ b: Row) -> Bool {
    let (first, second) = (level(a)?.rawValue ?? -1, level(b)?.rawValue ?? -1)
    if first != second { return first > second }
    return rules[a] == rules[b] ? a < b : rules[a] < rules[b]
  }
}
