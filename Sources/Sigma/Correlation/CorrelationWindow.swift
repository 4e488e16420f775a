/// What lies in the time span of one group of a correlation, oldest first.
///
///     00:00  00:01  00:02 ‖ 00:04  00:05      timespan: 5m, an alert was reported at 00:02
///     └────── window ──────────────────┘
///                           └── fresh ─┘      what no reported alert has named
struct CorrelationWindow {
  private let type: CorrelationType
  private let timespan: Int64
  private var entries: [WindowEntry] = []
  /// Entries before this one have left.
  private var head = 0
  private var metric: WindowMetric
  /// Measures the entries from `freshStart` on, once an alert was reported.
  private var fresh: WindowMetric?
  private var freshStart = 0
  /// When the last alert was reported.
  private var lastReport: Int64?
  /// Whether the condition has ceased to hold since then.
  private var hasCeased = false
  /// When the condition held the last time.
  private var lastAlert: Int64?
  /// Counts an event that several rules matched.
  private var lastSerial: UInt64?
  /// About how many bytes of memory it takes.
  private(set) var weight: Int

  /// An empty window's own weight, and that of a text.
  private static let ownWeight = 600
  private static let textWeight = 40

  init(for correlation: Correlation, group: [String]) {
    weight = group.reduce(Self.ownWeight) { $0 + Self.textWeight + $1.utf8.count }
    type = correlation.type
    timespan = correlation.timespan.milliseconds
    metric = WindowMetric(for: correlation)
  }

  var isEmpty: Bool { head == entries.count }

  /// When the newest entry happened.
  var lastTime: Int64? { entries.last?.time }

  /// Lets go of what happened before a time.
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

  /// Takes in an entry that is not older than any before it. Returns its weight.
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

  /// What the condition says now that all entries of an instant are in.
  enum Outcome {
    case nothing
    /// It holds, as an alert told a short time ago.
    case repeated
    /// It holds, and people should hear of it.
    case alert
  }

  /// After an alert the next one comes when the condition has ceased to hold in between and what
  /// happened since meets it without the events of that alert; or, while it goes on to hold, when
  /// no event of that alert is left in the time span.
  func outcome(at time: Int64, of correlation: Correlation) -> Outcome {
    guard metric.meets(correlation) else { return .nothing }
    guard let lastReport, time - lastReport <= timespan else { return .alert }
    return hasCeased && fresh?.meets(correlation) == true ? .alert : .repeated
  }

  /// Goes on after an instant.
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

  /// The events in the window, each once, oldest first.
  func events(limit: Int) -> (named: [String], count: Int) {
    events(from: head, limit: limit)
  }

  /// Those since the condition held the last time: what an alert tells the correlations that look
  /// at it, so that a long row of alerts does not repeat its events over and over.
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
