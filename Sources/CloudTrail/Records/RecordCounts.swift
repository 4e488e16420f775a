/// The records of a file or scan. `total == event + notEvent + bad` always holds.
public struct RecordCounts: Sendable, Hashable {
  /// CloudTrail's events, including Insights and aggregated events.
  public private(set) var event: Int
  /// Well-formed objects that are not events: digests, notifications and the like.
  public private(set) var notEvent: Int
  /// Broken JSON, elements that are not objects, records over ``RecordReader/maximumRecordBytes``.
  /// A broken range counts as one, however many records are in it.
  public var bad: Int
  /// The number of each kind, by its raw value; empty while all are ordinary events.
  private var ofKind: [Int] = []

  public var total: Int { event + notEvent + bad }

  /// The number of each kind that was found, except ordinary events.
  public var kinds: [RecordKind: Int] {
    var kinds: [RecordKind: Int] = [:]
    for (kind, count) in zip(RecordKind.allCases, ofKind) where count > 0 { kinds[kind] = count }
    return kinds
  }

  public init(event: Int = 0, notEvent: Int = 0, bad: Int = 0) {
    self.event = event
    self.notEvent = notEvent
    self.bad = bad
  }

  @inline(__always)
  mutating func add(_ kind: RecordKind) {
    if kind.isEvent { event += 1 } else { notEvent += 1 }
    if kind != .event { add(1, of: kind) }
  }

  private mutating func add(_ count: Int, of kind: RecordKind) {
    if ofKind.isEmpty { ofKind = Array(repeating: 0, count: RecordKind.allCases.count) }
    ofKind[Int(kind.rawValue)] += count
  }

  public static func += (left: inout RecordCounts, right: RecordCounts) {
    left.event += right.event
    left.notEvent += right.notEvent
    left.bad += right.bad
    for (kind, count) in zip(RecordKind.allCases, right.ofKind) where count > 0 {
      left.add(count, of: kind)
    }
  }

  /// Compares the sums only.
  public static func == (left: RecordCounts, right: RecordCounts) -> Bool {
    left.event == right.event && left.notEvent == right.notEvent && left.bad == right.bad
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine([event, notEvent, bad])
  }
}
