import SourceYAML

/// The rules of several files, each narrowed by the filters of all of the files.
///
///     let filtered = FilteredRules(files: [rules, filters])
///     filtered.rules[0][2]          // files[0].rules[2] with its `filters`
///
/// A `RuleFile` alone applies only its own filters. This type also applies those of other files.
public struct FilteredRules: Sendable {
  /// The rules of each file, in the order of `RuleFile.rules`.
  public let rules: [[Rule]]
  /// Warnings about filters whose rules do not exist.
  public let diagnostics: [Diagnostic]

  public init(files: [RuleFile]) {
    let index = Index(files.flatMap(\.filters))
    rules = files.map { file in file.rules.map(index.narrowed) }
    diagnostics = Self.warnings(files)
  }

  /// The rules of one file with its own filters.
  static func narrow(_ rules: [Rule], by filters: [RuleFilter]) -> [Rule] {
    if filters.isEmpty { return rules }
    let index = Index(filters)
    return rules.map(index.narrowed)
  }

  /// Filters by the rules they name, so that many rules and filters are not compared in pairs.
  private final class Index {
    private let filters: [RuleFilter]
    private var general: [Int] = []
    private var named: [String: [Int]] = [:]
    /// Rules with the same filters share one array.
    private var shared: [[Int]: [RuleFilter]] = [:]

    init(_ filters: [RuleFilter]) {
      self.filters = filters
      for (index, filter) in filters.enumerated() {
        switch filter.target {
        case .any: general.append(index)
        case .rules(let references):
          for key in Set(references.map { RuleFilter.key($0.text) }) {
            named[key, default: []].append(index)
          }
        }
      }
    }

    func narrowed(_ rule: Rule) -> Rule {
      var found = Set(general)
      for key in RuleFilter.keys(of: rule) { found.formUnion(named[key] ?? []) }
      let key = found.filter { filters[$0].covers(rule.logsource) }.sorted()
      let chosen = shared[key] ?? key.map { filters[$0] }
      shared[key] = chosen
      var rule = rule
      rule.filters = chosen
      return rule
    }
  }

  private static func warnings(_ files: [RuleFile]) -> [Diagnostic] {
    var known: [String: [Rule]] = [:]
    for rule in files.flatMap(\.rules) {
      for key in RuleFilter.keys(of: rule) { known[key, default: []].append(rule) }
    }
    var warnings: [Diagnostic] = []
    for filter in files.flatMap(\.filters) {
      guard case .rules(let references) = filter.target else { continue }
      for reference in references {
        let rules = known[RuleFilter.key(reference.text)] ?? []
        if rules.contains(where: { filter.covers($0.logsource) }) { continue }
        let isUnknown = rules.isEmpty
        warnings.append(
          Diagnostic(
            severity: .warning, category: .suspicious, file: filter.path,
            position: reference.node.start, length: reference.node.shownLength,
            message: isUnknown
              ? "no rule has the id or name '\(reference.text)'"
              : "the filter's log source does not cover that of the rule '\(rules[0].title)'",
            advice: isUnknown ? nil : "the filter has no effect on this rule"))
      }
    }
    return warnings
  }
}
