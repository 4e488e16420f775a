extension Wrapper {
  /// What a CloudWatch Logs subscription delivers:
  /// `{"messageType":"DATA_MESSAGE","logEvents":[{"id":"…","message":"{\"eventVersion\":…}"}]}`.
  ///
  /// The message of a `CONTROL_MESSAGE` is plain text, and no event.
  static let cloudWatchLogs = Wrapper(listMember: "logEvents", recordMember: "message")

  /// What `aws logs filter-log-events` prints: the same elements under `events`.
  static let filteredLogEvents = Wrapper(listMember: "events", recordMember: "message")
}
