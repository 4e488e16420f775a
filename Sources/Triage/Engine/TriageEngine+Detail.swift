import EventJSON
import HitStore
import Places
import Scanning
import Sigma

extension TriageEngine {
  /// Reads a hit's event from the spool and explains it.
  public func detail(of row: HitTable.Row, table: HitTable) throws(TriageRefusal) -> EventDetail {
    let rule = table.rule(row)
    guard let bytes = spool.bytes(of: table.spooled(row)) else {
      throw TriageRefusal("the event cannot be read from the temporary file")
    }
    let json = JSONOutline(bytes)
    if let correlation = rules.correlation(ofRule: rule) {
      return try alertDetail(of: row, correlation, json: json, table: table)
    }
    var reasons: [EventDetail.Reason] = []
    try forEachEvent(
      CollectionOfOne(row), of: table, fields: rules.matcher.fields
    ) { _, event in
      reasons = rules.matcher.explain(event, rule: rule).reasons.map(EventDetail.Reason.init)
    }
    var detail = EventDetail(
      row: row, id: table.id(row), file: table.file(row), reasons: reasons,
      silencedBy: try silencing(row, rule: rule, table: table),
      json: json, source: EventSource(json, places?.book, kept: session.keptPlaces))
    for other in table.hitsOfOtherRules(row) {
      try forEachEvent(
        CollectionOfOne(other), of: table, fields: rules.matcher.fields
      ) { _, event in
        let explanation = rules.matcher.explain(event, rule: table.rule(other))
        detail.others.append(
          .init(row: other, reasons: explanation.reasons.map(EventDetail.Reason.init)))
      }
    }
    return detail
  }

  /// Why the current rule no longer matches an event.
  private func silencing(
    _ row: HitTable.Row, rule: Int, table: HitTable
  ) throws(TriageRefusal) -> [EventDetail.Reason] {
    let matcher = try currentMatcher(ofRule: rule)
    var reasons: [EventDetail.Reason] = []
    try forEachEvent(CollectionOfOne(row), of: table, fields: matcher.fields) { _, event in
      let explanation = matcher.explain(event, rule: 0)
      if !explanation.matched {
        reasons = explanation.root.obstacles.map(EventDetail.Reason.init)
      }
    }
    return reasons
  }
}

extension Explanation.Node {
  /// The tests that keep the rule from matching: below a `not` those that hold, elsewhere those
  /// that fail.
  fileprivate var obstacles: [Explanation.FieldTest] {
    guard !holds else { return [] }
    switch kind {
    case .test(let test): return [test]
    case .not: return children.flatMap(\.testsThatHold)
    default: return children.flatMap(\.obstacles)
    }
  }

  private var testsThatHold: [Explanation.FieldTest] {
    guard holds else { return [] }
    if case .test(let test) = kind { return [test] }
    return children.flatMap(\.testsThatHold)
  }
}
