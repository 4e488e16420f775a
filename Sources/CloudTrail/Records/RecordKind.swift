/// What a record is. Only an `event` is matched by default; the others look like events and lack
/// most of their fields.
public enum RecordKind: UInt8, Sendable, Hashable, CaseIterable {
  /// API activity: categories Management, Data and NetworkActivity.
  case event
  /// Unusual activity found by CloudTrail Insights: no `userIdentity`, no `eventName` of its own.
  case insight
  /// Five-minute summaries of data events: no `eventTime`.
  case aggregated
  /// The content of a digest file.
  case digest
  /// An S3 event notification, which also comes in `{"Records":[…]}`.
  case s3Notification
  /// Any other JSON object.
  case other
}
