/// How many records a file or scan had. `total == event + notEvent + bad` always.
public struct RecordCounts: Sendable, Hashable {
  /// API activity events.
  public var event = 0
  /// Well-formed objects that are none: Insight and aggregated records, digests and the like.
  public var notEvent = 0
  /// Broken JSON, elements that are no objects, records over ``RecordReader/maximumRecordBytes``.
  /// A broken stretch counts as one, however many records lie in it.
  public var bad = 0

  public var total: Int { event + notEvent + bad }

  public init(event: Int = 0, notEvent: Int = 0, bad: Int = 0) {
    self.event = event
    self.notEvent = notEvent
    self.bad = bad
  }

  public static func += (left: inout RecordCounts, right: RecordCounts) {
    left.event += right.event
    left.notEvent += right.notEvent
    left.bad += right.bad
  }
}
