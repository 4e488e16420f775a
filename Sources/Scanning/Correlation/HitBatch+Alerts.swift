import Basics
import HitStore
import Sigma

extension HitBatch {
  /// Alerts as hits of their correlations, for a `HitTable` of the same rules and columns.
  ///
  /// The columns have the time and the group's values; the summary follows:
  /// `Many refused calls · 7 events · userIdentity.arn=arn:…`.
  public init(alerts: [CorrelationAlert], rules: RuleSet, columns: [String]) {
    self.init(columnCount: columns.count)
    for alert in alerts { append(alert, rules, columns) }
  }

  private mutating func append(_ alert: CorrelationAlert, _ rules: RuleSet, _ columns: [String]) {
    let correlation = rules.correlations.entries[alert.correlation].correlation
    let time = Timestamp.exactText(milliseconds: alert.time)
    let group = zip(correlation.groupBy.map(\.text), alert.group).map { (field: $0, value: $1) }
    appendAlert(
      rule: rules.rules.count + alert.correlation, time: alert.time,
      id: "\(time)~\(Self.fingerprint(of: alert.group))",
      texts: columns.map { column in
        column == "eventTime" ? time : group.first { $0.field == column }?.value ?? ""
      },
      summary: ([correlation.title, alert.eventCount.counting("event")]
        + group.map { "\($0.field)=\($0.value)" }).joined(separator: " · "),
      json: AlertJSON.line(alert, of: correlation).bytes)
  }

  /// Sixteen digits that identify the group, the same in every scan.
  private static func fingerprint(of group: [String]) -> String {
    let joined = group.map { "\($0.utf8.count):\($0)" }.joined()
    return String(SHA256.hex(of: joined.utf8).prefix(16))
  }
}
