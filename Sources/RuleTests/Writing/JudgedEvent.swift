import Basics

/// An event with a verdict, from which a test is made.
///
///     true positive: stolen key     8c1f…   {"eventVersion":"1.11",…}
public struct JudgedEvent: Sendable, Hashable {
  /// The identity of its hit: the eventID, or `sha256:…`.
  public let eventID: String
  /// The event's JSON as delivered.
  public let record: [UInt8]
  /// Whether the rule must match it: a true or benign positive.
  public let mustMatch: Bool
  /// The verdict with its underscores: `true_positive`.
  public let verdict: String
  /// The analyst's reason; may be empty.
  public let reason: String

  public init(
    eventID: String, record: [UInt8], mustMatch: Bool, verdict: String, reason: String
  ) {
    (self.eventID, self.record, self.mustMatch) = (eventID, record, mustMatch)
    (self.verdict, self.reason) = (verdict, reason)
  }

  /// The name of its test: `true positive: stolen key`.
  public var testName: String {
    let words = String(verdict.map { $0 == "_" ? " " : $0 })
    let line = reason.words.joined(separator: " ")
    return line.isEmpty ? words : words + ": " + line
  }
}
