extension SessionReport {
  /// One line a verdict in force. The first six columns are those that other tools for Sigma verdicts read; what is known
  /// of the event follows, where events are given.
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
