import HitStore
import Sigma

/// Collects the detections of a scan, and finds the alerts of its correlations when all are there.
///
/// Files come in any order, and a file may hold records of any time; a correlation looks at them in
/// the order of time. So nothing can be said before the end. A scan that follows comes to its end
/// again and again: then all is evaluated again, and the alerts that were not told before are told.
struct Correlator {
  private let set: CorrelationSet
  private var log: DetectionLog
  private let windowBound: Int
  private var report = CorrelationReport()
  /// What was told, when there may be more; nil when the end comes once.
  private var told: Set<Alert>?

  /// What makes an alert the same one, whatever came to its events since.
  private struct Alert: Hashable {
    let correlation: Int
    let group: [String]
    let time: Int64
  }

  init(_ set: CorrelationSet, bounds: CorrelationBounds, follows: Bool) {
    told = follows ? [] : nil
    self.set = set
    log = DetectionLog(bound: bounds.detectionBytes)
    windowBound = bounds.windowBytes
    report.correlations = set.entries.count { $0.isReported }
  }

  /// Takes in the hits of one record.
  mutating func add(_ hits: ArraySlice<HitBatch.Hit>, of batch: HitBatch) {
    guard report.failure == nil, let first = hits.first else { return }
    let rules = hits.map(\.rule).filter(set.uses)
    if rules.isEmpty { return }
    guard let time = first.time else {
      report.withoutTime += 1
      return
    }
    do throws(Spool.Failure) {
      try log.append(
        RuleDetection(
          time: time, event: batch.eventID(of: first), rules: rules,
          texts: set.fields.indices.map { batch.correlated(first, field: $0) }))
      report.detections += 1
    } catch {
      report.failure = error.description
    }
  }

  /// Evaluates the correlations, and gives the alerts that are new in the order of time.
  mutating func finish(_ body: ([CorrelationAlert]) -> Void) -> CorrelationReport {
    guard report.failure == nil else { return report }
    var evaluator = CorrelationEvaluator(set, bound: windowBound)
    do throws(Spool.Failure) {
      var detections = try log.sorted()
      while let detection = try detections.next() {
        tell(evaluator.add(detection), body)
      }
    } catch {
      report.failure = error.description
    }
    tell(evaluator.finish(), body)
    report.isCutShort = evaluator.isCutShort
    return report
  }

  private mutating func tell(_ alerts: [CorrelationAlert], _ body: ([CorrelationAlert]) -> Void) {
    let new = alerts.filter {
      let alert = Alert(correlation: $0.correlation, group: $0.group, time: $0.time)
      return told?.insert(alert).inserted ?? true
    }
    if new.isEmpty { return }
    report.alerts += new.count
    body(new)
  }
}

/// What correlating may take of memory.
public struct CorrelationBounds: Sendable {
  /// Detections beyond these bytes are sorted in a temporary file.
  public var detectionBytes = DetectionLog.defaultBound
  /// What lies in the time spans at one moment may take so many.
  public var windowBytes = CorrelationEvaluator.defaultBound

  public init() {}
}

/// What the correlations of a scan found.
public struct CorrelationReport: Sendable, Hashable {
  /// How many of them tell alerts.
  public var correlations = 0
  public var alerts = 0
  /// Events of the rules that they look at.
  public var detections = 0
  /// Such events without a time that can be read: no correlation sees them.
  public var withoutTime = 0
  /// More lay in a time span than memory may hold.
  public var isCutShort = false
  /// Why not everything was looked at: the temporary folder is full, missing or read-only.
  public var failure: String?

  /// Whether alerts may be missing.
  public var isIncomplete: Bool { incompleteness != nil }

  /// Why alerts may be missing, and what to do.
  public var incompleteness: String? {
    if let failure { return "the correlations were not evaluated to the end: \(failure)" }
    guard isCutShort else { return nil }
    return
      "more lay within the time span of a correlation than memory may hold, and the oldest was "
      + "let go: alerts may be missing; narrow its rules, or shorten its timespan"
  }

  public init() {}
}
