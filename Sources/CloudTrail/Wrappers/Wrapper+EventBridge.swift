extension Wrapper {
  /// What EventBridge passes on:
  /// `{"version":"0","detail-type":"AWS API Call via CloudTrail","detail":{"eventVersion":…}}`.
  ///
  /// Events of other sources have a `detail` too; theirs is no CloudTrail event and counts so.
  static let eventBridge = Wrapper(recordMember: "detail", companion: "detail-type")
}
