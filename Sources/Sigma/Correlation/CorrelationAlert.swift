/// An alert: the group, the time and the events that met a correlation's condition.
public struct CorrelationAlert: Sendable, Hashable {
  /// Index in `CorrelationSet.entries`.
  public let correlation: Int
  /// The values of the group, in the order of the correlation's `groupBy`.
  public let group: [String]
  /// Milliseconds since 1970: the time of the event that met the condition.
  public let time: Int64
  /// The eventIDs in the time span, oldest first; the first `maximumEvents` of them.
  public let events: [String]
  /// The total number of events.
  public let eventCount: Int

  /// At most this many events are named, so that an alert's line stays below 1 MB.
  public static let maximumEvents = 10_000
}
