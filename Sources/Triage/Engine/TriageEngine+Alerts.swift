import Basics
import EventJSON
import HitStore
import Scanning
import Sigma

extension TriageEngine {
  /// The rows of the events that an alert names, and the number that it counts.
  public func events(
    ofAlert row: HitTable.Row, table: HitTable
  ) throws(TriageRefusal) -> AlertEvents {
    var ids: Set<String> = []
    var count: Int?
    try forEachEvent(
      CollectionOfOne(row), of: table, fields: ["correlation.events", "correlation.event_count"]
    ) { _, alert in
      for value in alert.values(at: 0) where value.kind == .string {
        ids.insert(alert.text(of: value))
      }
      for value in alert.values(at: 1) { count = Int(alert.text(of: value)) }
    }
    let rows = table.rows(
      ofEvents: ids, rules: rules.rulesBelow(correlation: table.rule(row)))
    return AlertEvents(alert: row, rows: rows, count: count ?? ids.count)
  }

  /// The contents of the event pane for an alert: the group, and the condition that it met.
  func alertDetail(
    of row: HitTable.Row, _ correlation: Correlation, json: JSONOutline, table: HitTable
  ) throws(TriageRefusal) -> EventDetail {
    let events = try events(ofAlert: row, table: table)
    let measured = EventDetail.Reason(
      selection: correlation.name ?? correlation.title, field: correlation.type.rawValue,
      value: events.count.counting("event"), pattern: correlation.conditionText, holds: true)
    return EventDetail(
      row: row, id: table.id(row), file: "", reasons: [measured], silencedBy: [], json: json)
  }
}

/// The events of an alert.
public struct AlertEvents: Sendable, Hashable {
  public let alert: HitTable.Row
  /// Hits of the rules that the correlation uses.
  public let rows: [HitTable.Row]
  /// The number of events that the alert counts; it names at most `CorrelationAlert.maximumEvents`
  /// of them.
  public let count: Int

  /// Whether it counts more than it names.
  public var isCut: Bool { count > CorrelationAlert.maximumEvents }
}

extension Correlation {
  /// `gte 10 within 5m`, `field sourceIPAddress gte 3 within 1h`, `a and b within 1h`.
  var conditionText: String {
    let fields = valueFields.isEmpty ? "" : valueFields.map(\.text).joined(separator: ", ") + " "
    let percentile = type == .valuePercentile ? "percentile \(Self.text(self.percentile)) " : ""
    let measure =
      switch condition {
      case .bounds(let bounds):
        bounds.map { "\($0.relation) \(Self.text($0.value))" }.joined(separator: ", ")
      case .expression(let expression): "\(expression)"
      }
    return fields + percentile + measure + " within " + timespan.text
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
  }
}
