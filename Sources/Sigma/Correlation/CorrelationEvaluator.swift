/// Evaluates correlations over detections in order of time.
///
///     var evaluator = CorrelationEvaluator(set)
///     for detection in detections { alerts += evaluator.add(detection) }
///     alerts += evaluator.finish()
///
/// Whenever something happens in a group of a correlation, its condition is evaluated for the time
/// span that ends there, including both ends. Events in the same millisecond happen at once. Other
/// correlations see every moment at which the condition holds as an alert. People see the first
/// one, and another one after the condition stopped holding and other events met it, or after it
/// has held for a whole time span (`CorrelationWindow.outcome`).
///
/// Memory has only the events in the time spans, up to a bound: `isCutShort`.
public struct CorrelationEvaluator: Sendable {
  private let set: CorrelationSet
  private var groups: [[[String]: CorrelationWindow]]
  /// The groups with events at `now`, by correlation.
  private var touched: [[[String]]]
  /// The correlations that use a rule or a correlation.
  private let listenersOfRule: [Int: [Listener]]
  private let listenersOfCorrelation: [Int: [Listener]]
  private var now = Int64.min
  private var serial: UInt64 = 0
  /// An upper bound of the weight of all windows, and their weight after the last sweep.
  private var weight = 0
  private var sweptWeight = 0
  private let maximumWeight: Int

  /// A time span had more events than the windows can hold, and the oldest were dropped: an alert
  /// over a whole time span may be missing, or lack events.
  public private(set) var isCutShort = false

  /// The bound of all windows in bytes of memory: room for about two million events.
  public static let defaultBound = 512 << 20

  private struct Listener {
    let correlation: Int
    let slot: Int
  }

  public init(_ set: CorrelationSet, bound: Int = defaultBound) {
    self.set = set
    maximumWeight = max(1, bound)
    groups = set.entries.map { _ in [:] }
    touched = set.entries.map { _ in [] }
    var ofRule: [Int: [Listener]] = [:]
    var ofCorrelation: [Int: [Listener]] = [:]
    for (index, entry) in set.entries.enumerated() {
      for (slot, source) in entry.sources.enumerated() {
        let listener = Listener(correlation: index, slot: slot)
        switch source.target {
        case .rule(let rule): ofRule[rule, default: []].append(listener)
        case .correlation(let inner): ofCorrelation[inner, default: []].append(listener)
        }
      }
    }
    listenersOfRule = ofRule
    listenersOfCorrelation = ofCorrelation
  }

  /// Adds a detection and returns the alerts of the moments before it. A detection older than its
  /// predecessor gets the predecessor's time.
  public mutating func add(_ detection: RuleDetection) -> [CorrelationAlert] {
    var alerts: [CorrelationAlert] = []
    if detection.time > now {
      alerts = settle()
      now = detection.time
    }
    serial += 1
    for rule in detection.rules {
      for listener in listenersOfRule[rule] ?? [] {
        hear(listener, .one(detection.event)) { detection.texts[$0] }
      }
    }
    return alerts
  }

  /// The alerts of the last moment.
  public mutating func finish() -> [CorrelationAlert] { settle() }

  /// Adds an entry to its group of a correlation.
  ///
  /// - Parameter text: the text at an index that the correlation's source names.
  private mutating func hear(
    _ listener: Listener, _ events: WindowEntry.Events, text: (Int) -> String?
  ) {
    let entry = set.entries[listener.correlation]
    let source = entry.sources[listener.slot]
    // An event without a value for the group belongs to no group.
    var key: [String] = []
    for field in source.groupBy {
      guard let field, let text = text(field) else { return }
      key.append(text)
    }
    let value = Self.value(entry.correlation.type, source.values, text)
    let item = WindowEntry(
      time: now, serial: serial, slot: listener.slot, events: events, value: value)
    if weight + item.weight > maximumWeight, !makeRoom(for: item.weight) { return }
    let index = listener.correlation
    if groups[index][key] == nil {
      let window = CorrelationWindow(for: entry.correlation, group: key)
      groups[index][key] = window
      weight += window.weight
    }
    if groups[index][key]?.lastTime != now { touched[index].append(key) }
    weight += groups[index][key]?.add(item, of: entry.correlation) ?? 0
    if weight > 2 * max(sweptWeight, Self.sweepStep) { sweep() }
  }

  private static func value(
    _ type: CorrelationType, _ fields: [Int?], _ text: (Int) -> String?
  ) -> WindowEntry.Value {
    guard type.measuresField else { return .none }
    var texts: [String] = []
    for field in fields {
      guard let field, let text = text(field) else { return .none }
      texts.append(text)
    }
    if type.measuresNumbers { return number(texts[0]).map { .number($0) } ?? .none }
    // Texts of several fields count together; their lengths separate them.
    return .text(
      texts.count == 1 ? texts[0] : texts.map { "\($0.utf8.count):\($0)" }.joined(separator: ","))
  }

  /// A number, or a text that is one. Nil for numbers so large that their sum could overflow.
  private static func number(_ text: String) -> Double? {
    var text = text
    let number = text.withUTF8 { SigmaNumber(jsonText: UnsafeRawBufferPointer($0)) }
    switch number {
    case .int(let int): return Double(int)
    case .double(let double): return abs(double) < 1e290 ? double : nil
    case nil: return nil
    }
  }

  /// Evaluates every group with events at `now`. Correlations that others use come first, so that
  /// these see their alerts of the same instant.
  private mutating func settle() -> [CorrelationAlert] {
    var alerts: [CorrelationAlert] = []
    for index in set.entries.indices {
      let keys = touched[index]
      if keys.isEmpty { continue }
      touched[index] = []
      for key in keys { settle(key, of: index, &alerts) }
    }
    return alerts
  }

  private mutating func settle(
    _ key: [String], of index: Int, _ alerts: inout [CorrelationAlert]
  ) {
    let entry = set.entries[index]
    guard let window = groups[index][key] else { return }
    let outcome = window.outcome(at: now, of: entry.correlation)
    if outcome != .nothing, let listeners = listenersOfCorrelation[index] {
      let events = window.newEvents(limit: CorrelationAlert.maximumEvents)
      serial += 1
      for listener in listeners { hear(listener, .several(events)) { key[$0] } }
    }
    if outcome == .alert, entry.isReported {
      let (events, count) = window.events(limit: CorrelationAlert.maximumEvents)
      alerts.append(
        CorrelationAlert(
          correlation: index, group: key, time: now, events: events, eventCount: count))
    }
    groups[index][key]?.settle(outcome, at: now, of: entry.correlation)
  }

  // MARK: Memory

  /// Sweeping visits every group, so it is postponed until enough was added.
  private static let sweepStep = 1 << 20

  /// Drops entries that have left the time spans, and empty groups.
  ///
  /// - Parameter shortening: how many times to halve the time spans.
  private mutating func sweep(shortening: Int64 = 0) {
    weight = 0
    for index in groups.indices {
      let timespan = set.entries[index].correlation.timespan.milliseconds >> shortening
      for key in Array(groups[index].keys) {
        groups[index][key]?.expire(before: now - timespan)
        guard let window = groups[index][key] else { continue }
        if window.isEmpty { groups[index][key] = nil } else { weight += window.weight }
      }
    }
    sweptWeight = weight
  }

  /// Makes room when the bound is reached: drops expired entries first, then the oldest.
  ///
  /// - Returns: whether there is room: not if everything happens at once.
  private mutating func makeRoom(for wanted: Int) -> Bool {
    sweep()
    if weight + wanted <= maximumWeight / 4 * 3 { return true }
    isCutShort = true
    for shortening in 1..<Int64(48) where weight > maximumWeight / 2 {
      sweep(shortening: shortening)
    }
    return weight + wanted <= maximumWeight
  }
}
