extension Wrapper {
  /// What the CloudWatch console's Logs Insights page exports:
  /// `[{"@timestamp":"…","@message":"{\"eventVersion\":…}"}]`, or the message as an object.
  static let logsInsights = Wrapper(recordMember: "@message")

  /// What `aws logs get-query-results` prints: an object for each field,
  /// `{"results":[[{"field":"@message","value":"{\"eventVersion\":…}"},{"field":"@ptr","value":"…"}]]}`.
  ///
  /// Fields beside the message count as records of another kind.
  static let logsInsightsRows = Wrapper(
    listMember: "results", recordMember: "value", companion: "field")
}
