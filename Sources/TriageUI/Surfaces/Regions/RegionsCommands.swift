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
      if RegionsSurface(state.surfaces.top) != nil {
        return .unavailable(because: "this is the page of regions")
      }
      return state.ruleForRegions == nil
        ? .unavailable(because: "there is no rule that could allow a region") : .available
    },
    perform: { state in
      let choice = RegionChoice(state.surfaces.top)
      guard let rule = choice?.rule ?? state.ruleForRegions else { return [] }
      return state.open(
        RegionsSurface(rule: rule, at: choice?.targets.first ?? state.targetRegions.first))
    })
}
