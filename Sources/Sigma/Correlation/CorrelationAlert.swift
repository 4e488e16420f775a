/// A correlation's condition was met: in which group, when, by which events.
public struct CorrelationAlert: Sendable, Hashable {
  /// Index in `CorrelationSet.entries`.
  public let correlation: Int
  /// The values of the group, in the order of the correlation's `groupBy`.
  public let group: [String]
  /// Milliseconds since 1970: that of the event with which the condition was met.
  public let time: Int64
  /// The eventIDs in the time span, oldest first; the first `maximumEvents` of them.
  public let events: [String]
  /// How many there are.
  public let eventCount: Int

  /// So many events are named; nobody reads on, and an alert's line stays below 1 MB.
  public static let maximumEvents = 10_000
}
