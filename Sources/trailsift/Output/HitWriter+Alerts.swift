import Basics
import Scanning
import Sigma
import TerminalScreen

/// Alerts of correlations, after the hits.
extension HitWriter {
  /// Columns of the table of alerts, with their widths.
  private static let alertColumns = [("alert", 40), ("time", 20), ("events", 6), ("group", 40)]

  mutating func write(_ alerts: [CorrelationAlert]) {
    for alert in alerts {
      count += 1
      let correlation = correlations.entries[alert.correlation].correlation
      switch format {
      case .table:
        if !hasAlerts { beginAlerts() }
        writeRow([
          (correlation.title, 40), (Timestamp.exactText(milliseconds: alert.time), 20),
          (String(alert.eventCount), 6), (Self.group(of: alert, correlation), 40),
        ])
      case .csv: writeCSV([correlation.identity, ""] + alertCells(alert, correlation))
      case .ndjson: writeJSON(alert, correlation)
      case .lines: writeSentence(alert, correlation)
      case .count: break
      }
      hasAlerts = true
    }
  }

  /// A separate table: an alert has none of a hit's columns.
  private func beginAlerts() {
    if hasHitRows { StandardOutput.shared.write(Array("\n".utf8)) }
    writeRow(Self.alertColumns.map { ($0.0, $0.1) })
  }

  /// `sourceIPAddress=192.0.2.1 userIdentity.arn=…`
  private static func group(of alert: CorrelationAlert, _ correlation: Correlation) -> String {
    zip(correlation.groupBy, alert.group).map { "\($0.text)=\($1)" }.joined(separator: " ")
  }

  /// The cells after `rule,file`: the columns of hits that the group has values for, and those of
  /// `alertCSVColumns`.
  private func alertCells(_ alert: CorrelationAlert, _ correlation: Correlation) -> [String] {
    let time = Timestamp.exactText(milliseconds: alert.time)
    let group = Dictionary(
      zip(correlation.groupBy.map(\.text), alert.group), uniquingKeysWith: { first, _ in first })
    let cells = columns.map { $0 == "eventTime" ? time : group[$0] ?? "" }
    return cells + placeColumns.map { _ in "" } + [
      time, Self.group(of: alert, correlation), String(alert.eventCount),
      alert.events.joined(separator: " "),
    ]
  }

  /// Columns that csv has after those of hits if there are correlations; empty for a hit.
  static let alertCSVColumns = ["alert_time", "group", "event_count", "events"]

  private func writeJSON(_ alert: CorrelationAlert, _ correlation: Correlation) {
    let line = AlertJSON.line(alert, of: correlation)
    StandardOutput.shared.write(line.bytes + [UInt8(ascii: "\n")])
  }
}
