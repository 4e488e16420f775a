import Basics
import SourceYAML

/// Finds what the author of a rule probably did not mean: fields, values and conditions with which
/// it can never match.
///
///     rules/users.yml:8:5: warning: no CloudTrail event has the field 'EventName'
///         EventName: CreateUser
///         ^~~~~~~~~
///       help: did you mean 'eventName'?
///
/// Only for rules and filters for CloudTrail: the fields of other logs are unknown. Only `check`
/// and the rules page use it.
public struct RuleChecks: Sendable {
  let regions: RegionNames
  private let knownFields: Set<String>

  /// - Parameter knownFields: further fields of the events, with all below them.
  public init(regions: RegionNames, knownFields: [String] = []) {
    self.regions = regions
    self.knownFields = Set(knownFields)
  }

  /// The warnings about a file, ordered by place.
  public func warnings(about file: RuleFile) -> [Diagnostic] {
    var log = DiagnosticLog(file: file.path)
    let source = SourceText(file.text)
    for rule in file.rules where rule.logsource.isCloudTrail {
      check(rule.detection, source, &log)
    }
    for filter in file.filters where filter.logsource.isCloudTrail {
      check(filter.detection, source, &log)
    }
    if file.rules.allSatisfy(\.logsource.isCloudTrail) {
      for correlation in file.correlations { check(correlation, &log) }
    }
    log.finish()
    // Parts of a collection are read once per rule.
    var seen: Set<Diagnostic> = []
    return log.diagnostics.filter { seen.insert($0).inserted }
  }

  private func check(_ detection: Detection, _ source: SourceText, _ log: inout DiagnosticLog) {
    var doubted: Set<String> = []
    for search in detection.searchIdentifiers.values {
      for item in search.alternatives.joined() {
        let items = ItemChecks(item: item, regions: regions, source: source)
        if let field = item.field, !isKnown(field), let key = item.key,
          let doubt = CloudTrailFields.doubt(about: field)
        {
          // Reported once, at its first place.
          if doubted.insert(field).inserted {
            log.add(Self.warning(field, doubt, log.file, items.place(of: key, length: field)))
          }
        } else {
          items.check(&log)
        }
        for (field, node) in items.referredFields where !isKnown(field) {
          guard let doubt = CloudTrailFields.doubt(about: field) else { continue }
          log.add(Self.warning(field, doubt, log.file, items.place(of: node, length: field)))
        }
      }
    }
    for condition in detection.conditions {
      var check = ContradictionCheck(detection)
      if let reason = check.contradiction(in: condition.expression) {
        log.warning("the condition can never hold: \(reason)", at: condition.node)
      }
    }
  }

  /// Grouping by a field that no event has gives no alerts.
  private func check(_ correlation: Correlation, _ log: inout DiagnosticLog) {
    let aliases = Set(correlation.aliases.map(\.name))
    for field in correlation.groupBy + correlation.valueFields
    where !aliases.contains(field.text) && !isKnown(field.text) {
      guard let doubt = CloudTrailFields.doubt(about: field.text) else { continue }
      log.add(
        Self.warning(field.text, doubt, log.file, (field.node.start, field.node.shownLength)))
    }
  }

  private func isKnown(_ field: String) -> Bool {
    if knownFields.isEmpty { return false }
    var head = Substring(field)
    while true {
      if knownFields.contains(String(head)) { return true }
      guard let parts = head.cut(atLast: ".") else { return false }
      head = parts.before
    }
  }

  private static func warning(
    _ field: String, _ doubt: CloudTrailFields.Doubt, _ file: String,
    _ place: (position: SourcePosition, length: Int)
  ) -> Diagnostic {
    let message: String
    let advice: String
    switch doubt {
    case .notation(let meant):
      message = "no field is called '\(field)': a path goes through every element of a list"
      advice = "write '\(meant)'"
    case .spelling(let meant):
      message = "no CloudTrail event has the field '\(field)': upper and lower case count"
      advice = "did you mean '\(meant)'?"
    case .unknown(let meant):
      message = "no CloudTrail event has the field '\(field)'"
      advice =
        (meant.map { "did you mean '\($0)'? " } ?? "")
        + "if your logs have it: --known-field \(field), or known_fields in config.yml"
    }
    return Diagnostic(
      severity: .warning, category: .suspicious, file: file, position: place.position,
      length: place.length, message: message, advice: advice)
  }
}
