import HitStore
import Sigma

/// In the workbench an alert is a hit of its correlation: the indices of correlations follow those
/// of rules.
///
///     rules         0 refused   1 users
///     correlations              2 many_refused       hits of 0 are listed only below an alert
extension RuleSet {
  /// The first part of the identity of hits and alerts, by rule index.
  public var identities: [String] {
    rules.map(\.identity) + correlations.entries.map(\.correlation.identity)
  }

  /// The correlation of a rule index; `nil` for the index of a rule.
  public func correlation(ofRule rule: Int) -> Correlation? {
    let index = rule - rules.count
    return correlations.entries.indices.contains(index)
      ? correlations.entries[index].correlation : nil
  }

  /// An empty table for the hits and alerts of these rules.
  public func makeTable(columns: [String]) -> HitTable {
    let correlations = correlations.entries.map(\.correlation)
    return HitTable(
      columns: columns, ruleIdentities: identities,
      ruleTitles: rules.map(\.title) + correlations.map(\.title),
      ruleLevels: rules.map(\.level) + correlations.map(\.level),
      ruleTags: rules.map(\.tags) + correlations.map(\.tags),
      firstAlertRule: rules.count,
      unlistedRules: Set(rules.indices.filter { !self.correlations.reports(rule: $0) }))
  }

  /// The rules whose hits can be in an alert, through all correlations in between.
  package func rulesBelow(correlation rule: Int) -> Set<Int> {
    var found: Set<Int> = []
    var open = [rule - rules.count]
    while let index = open.popLast() {
      for target in correlations.entries[index].targets {
        switch target {
        case .rule(let rule): found.insert(rule)
        case .correlation(let inner): open.append(inner)
        }
      }
    }
    return found
  }
}
