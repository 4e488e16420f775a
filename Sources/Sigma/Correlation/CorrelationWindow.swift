/// The entries in the time span of one group of a correlation, oldest first.
///
///     00:00  00:01  00:02 ‖ 00:04  00:05      timespan: 5m, an alert was reported at 00:02
///     └────── window ──────────────────┘
///                           └── fresh ─┘      not named by a reported alert
struct CorrelationWindow {
  private let type: CorrelationType
  private let timespan: Int64
  private var entries: [WindowEntry] = []
  /// Entries before this one have expired.
  private var head = 0
  private var metric: WindowMetric
  /// Measures the entries from `freshStart` on, after an alert was reported.
  private var fresh: WindowMetric?
  private var freshStart = 0
  /// The time of the last reported alert.
  private var lastReport: Int64?
  /// Whether the condition has stopped holding since then.
  private var hasCeased = false
  /// The last time at which the condition held.
  private var lastAlert: Int64?
  /// Counts events that several rules matched.
  private var lastSerial: UInt64?
  /// The approximate memory in bytes.
  private(set) var weight: Int

  /// The weight of an empty window, and of a text.
  private static let ownWeight = 600
  private static let textWeight = 40

  init(for correlation: Correlation, group: [String]) {
    weight = group.reduce(Self.ownWeight) { $0 + Self.textWeight + $1.utf8.count }
    type = correlation.type
    timespan = correlation.timespan.milliseconds
    metric = WindowMetric(for: correlation)
  }

  var isEmpty: Bool { head == entries.count }

  /// The time of the newest entry.
  var lastTime: Int64? { entries.last?.time }

  /// Drops entries before a time.
  mutating func expire(before time: Int64) {
    while head < entries.count, entries[head].time < time {
      let entry = entries[head]
      metric.remove(entry, type)
      if head >= freshStart { fresh?.remove(entry, type) }
      weight -= entry.weight
      head += 1
    }
    guard head > 32, head * 2 > entries.count else { return }
    entries.removeFirst(head)
    freshStart = max(0, freshStart - head)
    head = 0
  }

  /// Adds an entry that is not older than any before it. Returns its weight.
  mutating func add(_ entry: WindowEntry, of correlation: Correlation) -> Int {
    if lastTime != entry.time {
      expire(before: entry.time - timespan)
      if !metric.meets(correlation) { hasCeased = true }
    }
    // Events are counted, not matches.
    if type == .eventCount, lastSerial == entry.serial { return 0 }
    lastSerial = entry.serial
    entries.append(entry)
    metric.add(entry, type)
    fresh?.add(entry, type)
    weight += entry.weight
    return entry.weight
  }

  /// Evaluates the condition after all entries of an instant were added.
  enum Outcome {
    case nothing
    /// It holds, and a recent alert has reported it.
    case repeated
    /// It holds, and has to be reported.
    case alert
  }

  /// The next alert is due when the condition has stopped holding in between and later events meet
  /// it without the events of the last alert; or, while the condition keeps holding, when no event
  /// of the last alert is left in the time span.
  func outcome(at time: Int64, of correlation: Correlation) -> Outcome {
    guard metric.meets(correlation) else { return .nothing }
    guard let lastReport, time - lastReport <= timespan else { return .alert }
    return hasCeased && fresh?.meets(correlation) == true ? .alert : .repeated
  }

  /// Continues after an instant.
  mutating func settle(_ outcome: Outcome, at time: Int64, of correlation: Correlation) {
    switch outcome {
    case .nothing: hasCeased = true
    case .repeated: lastAlert = time
    case .alert:
      lastAlert = time
      lastReport = time
      hasCeased = false
      fresh = WindowMetric(for: correlation)
      freshStart = entries.count
    }
  }

  /// The events in the window, without duplicates, oldest first.
  func events(limit: Int) -> (named: [String], count: Int) {
    events(from: head, limit: limit)
  }

  /// The events since the condition last held. An alert passes only these to the correlations that
  /// use it, so that a long series of alerts does not repeat its events.
  func newEvents(limit: Int) -> [String] {
    guard let lastAlert else { return events(from: head, limit: limit).named }
    let start = entries.lastIndex { $0.time <= lastAlert }.map { $0 + 1 } ?? head
    return events(from: max(head, start), limit: limit).named
  }

  private func events(from start: Int, limit: Int) -> (named: [String], count: Int) {
    var seen: Set<String> = []
    var named: [String] = []
    func add(_ event: String) {
      guard seen.insert(event).inserted else { return }
      if named.count < limit { named.append(event) }
    }
    for entry in entries[start...] {
      switch entry.events {
      case .one(let event): add(event)
      case .several(let events): events.forEach(add)
      }
    }
    return (named, seen.count)
  }
}
