import HitStore
import Sigma

/// Collects the detections of a scan, and finds the alerts of its correlations at the end.
///
/// Files come in any order, and a file may have records of any time, but a correlation needs them
/// by time. So alerts are found only at the end. A scan with `--follow` reaches its end repeatedly:
/// each time everything is evaluated again, and new alerts are reported.
struct Correlator {
  private let set: CorrelationSet
  private var log: DetectionLog
  private let windowBound: Int
  private var report = CorrelationReport()
  /// The reported alerts, if there may be more; nil without `--follow`.
  private var told: Set<Alert>?

  /// Identifies an alert, even if it has more events now.
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

  /// Adds the hits of one record.
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

  /// Evaluates the correlations, and returns new alerts by time.
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

/// Limits on the memory of correlations.
public struct CorrelationBounds: Sendable {
  /// Detections beyond this many bytes are sorted in a temporary file.
  public var detectionBytes = DetectionLog.defaultBound
  /// The maximum bytes of all time spans at one moment.
  public var windowBytes = CorrelationEvaluator.defaultBound

  public init() {}
}

/// The result of a scan's correlations.
public struct CorrelationReport: Sendable, Hashable {
  /// The number of correlations that report alerts.
  public var correlations = 0
  public var alerts = 0
  /// Events of the rules that they use.
  public var detections = 0
  /// Such events without a readable time, which correlations can't use.
  public var withoutTime = 0
  /// A time span had more events than memory allows.
  public var isCutShort = false
  /// Why the evaluation is incomplete: the temporary folder is full, missing or read-only.
  public var failure: String?

  /// Whether alerts may be missing.
  public var isIncomplete: Bool { incompleteness != nil }

  /// Why alerts may be missing, and what to do.
  public var incompleteness: String? {
    if let failure { return "the correlations were not evaluated completely: \(failure)" }
    guard isCutShort else { return nil }
    return
      "the time span of a correlation had more events than memory allows, and the oldest were "
      + "dropped: alerts may be missing; narrow its rules, or shorten its timespan"
  }

  public init() {}
}
