import EventJSON
import Foundation
import SourceYAML

@testable import Sigma

/// The rules and correlations of one text, run over events by time.
struct Correlating {
  let file: RuleFile
  let set: CorrelationSet
  /// Alerts as `rule|group|time|events`.
  private(set) var alerts: [String] = []
  /// Reported hits, as `rule/index of the event`.
  private(set) var detections: [String] = []
  private(set) var isCutShort = false

  /// Every error of the text, from the reader and the resolver.
  static func diagnostics(_ text: String) -> [Diagnostic] {
    let file = RuleFile(text: text, path: "t.yml")
    return file.diagnostics + CorrelationSet(files: [file], rules: file.rules).diagnostics
  }

  init(_ text: String, events: [String], bound: Int = CorrelationEvaluator.defaultBound) throws {
    file = RuleFile(text: text, path: "t.yml")
    set = CorrelationSet(files: [file], rules: file.rules)
    guard !file.hasErrors, set.diagnostics.allSatisfy({ $0.severity == .warning }) else {
      throw RuleCompilationError(diagnostics: file.diagnostics + set.diagnostics)
    }
    var evaluator = CorrelationEvaluator(set, bound: bound)
    for (index, event) in events.enumerated() {
      guard let detection = try detection(event, index) else { continue }
      for alert in evaluator.add(detection) { tell(alert) }
    }
    for alert in evaluator.finish() { tell(alert) }
    isCutShort = evaluator.isCutShort
  }

  private mutating func tell(_ alert: CorrelationAlert) {
    let time = Self.clock.string(from: Date(timeIntervalSince1970: Double(alert.time) / 1_000))
    let correlation = set.entries[alert.correlation].correlation
    alerts.append(
      [
        correlation.name ?? correlation.identity, alert.group.joined(separator: ","), time,
        alert.events.joined(separator: " "),
      ].joined(separator: "|"))
  }

  private mutating func detection(_ json: String, _ index: Int) throws -> RuleDetection? {
    let matcher = try RuleMatcher(rules: file.rules)
    let fields = matcher.fields + ["eventTime"] + set.fields
    // A duplicate field would lose one of its slots.
    var unique: [String] = []
    for field in fields where !unique.contains(field) { unique.append(field) }
    let event = PickedEvent(trie: FieldTrie(fields: unique))
    return try Array(json.utf8).withUnsafeBytes { bytes in
      _ = try event.read(bytes)
      func text(_ field: String) -> String? {
        let slot = unique.firstIndex(of: field) ?? 0
        return event.values(at: slot).first { $0.kind != .null && $0.kind != .array }
          .map(event.text(of:))
      }
      var rules: [Int] = []
      matcher.forEachMatch(event) { rules.append($0) }
      detections += rules.filter(set.reports).map { "\(file.rules[$0].name ?? "?")/\(index)" }
      guard !rules.isEmpty, let time = text("eventTime").flatMap(Self.milliseconds) else {
        return nil
      }
      return RuleDetection(
        time: time, event: "\(index)", rules: rules.filter(set.uses), texts: set.fields.map(text))
    }
  }

  private static func milliseconds(_ text: String) -> Int64? {
    clock.date(from: text).map { Int64($0.timeIntervalSince1970 * 1_000) }
  }

  private static var clock: ISO8601DateFormatter { ISO8601DateFormatter() }
}
