import Sigma

extension Explanation.DecidingPart {
  /// What the part does about an event: `filter_main_ci excludes it`. It has names from the rule:
  /// show it only as safe text.
  ///
  /// - Parameter rule: the rule that was explained.
  public func words(in rule: Rule) -> String {
    switch subject {
    case .search(let name):
      switch (isNegated, holds) {
      case (false, true): "\(name) holds"
      case (false, false): "\(name) does not hold"
      case (true, true): "\(name) excludes it"
      case (true, false): "\(name) does not exclude it"
      }
    case .filter(let index):
      "the Sigma filter “\(rule.filters.indices.contains(index) ? rule.filters[index].title : "")” "
        + (supportsMatch ? "lets it pass" : "silences it")
    }
  }
}
