import TerminalScreen

extension Command {
  /// `a`: allows the hit's region in the rule. A dialog shows the effect and the diff first.
  static let allowRegion = Command(
    "allowRegion", keys: [.character("a")], hint: "allow region",
    help:
      "Allow the hit's region: shows what the rule would no longer report, then writes the rule.",
    in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = canDecideOnHits(state) {
        return .unavailable(because: reason)
      }
      if state.list.showsSilenced { return .unavailable(because: silencedAlready(state)) }
      return state.oneTargetRegion
    },
    perform: { state in
      guard let region = state.targetRegions.first else { return [] }
      return state.preview([.allowRegion(region)], rules: state.targetRules)
    })
}

extension State {
  /// The regions of the targets, without duplicates.
  var targetRegions: [String] { targetFacts.regions.sorted() }

  /// The rules of the targets.
  var targetRules: [Int] { targetFacts.rules.sorted() }

  /// The rule of all targets.
  var targetRule: Int? {
    targetFacts.rules.count == 1 ? targetFacts.rules.first : nil
  }
}
