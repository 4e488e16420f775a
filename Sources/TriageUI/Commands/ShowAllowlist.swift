import TerminalScreen

extension Command {
  /// `A`: the page of regions.
  static let showAllowlist = Command(
    "showAllowlist", keys: [.character("A")], hint: "regions",
    help:
      "Shows every region that was seen or that the rule names; there a allows one or no longer.",
    in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = isIdle(state) { return .unavailable(because: reason) }
      if state.page(AllowlistPage.self) != nil {
        return .unavailable(because: "this is the page of regions")
      }
      return state.ruleForRegions == nil
        ? .unavailable(because: "there is no rule that could allow a region") : .available
    },
    perform: { state in
      guard let rule = state.regionPage?.rule ?? state.ruleForRegions else { return [] }
      let region = state.regionPage?.targetRegions.first ?? state.targetRegions.first
      let effects = state.open(AllowlistPage(rule: rule))
      state.change(AllowlistPage.self) { page, _ in
        if let region { page.move(to: region) }
      }
      return effects
    })
}
