extension SessionReport {
  /// One line for each verdict in force. Other tools for Sigma verdicts read the first six columns.
  /// If events are given, their values follow.
  public var csv: String {
    let names = ["rule_id", "event_id", "verdict", "timestamp", "analyst", "note"]
    let facts = ["event_time", "aws_region", "principal", "event_name", "source_ip"]
    var lines = [names + (events == nil ? [] : facts)]
    for one in verdicts {
      let fields = [
        one.hit.rule, one.hit.event, one.verdict.rawValue, one.timestamp, one.analyst, one.note,
      ]
      let known = one.facts
      let more = [
        known?.time, known?.region, known?.principal, known?.name, known?.sourceAddress,
      ].map { $0 ?? "" }
      lines.append(fields + (events == nil ? [] : more))
    }
    return lines.map { $0.map(ReportText.csv).joined(separator: ",") + "\r\n" }.joined()
  }
}
