import RuleEditing
import TerminalScreen

extension Command {
  /// `a` on a page of regions: allows what is not allowed; what is allowed is no longer. Each region is a decision of its
  /// own, with its effect and its diff shown before.
  static let toggleRegion = Command(
    "toggleRegion", keys: [.character("a")], hint: "allow/disallow",
    help:
      "Allows the region, or the marked ones; if all of them are allowed, allows them no longer.",
    in: .regionPages,
    availability: regionsCanBeEdited
  ) { state in
    guard let page = state.regionPage else { return [] }
    let regions = page.targetRegions
    let open = regions.filter { page.table[$0]?.standing.isAllowed != true }
    let edits =
      open.isEmpty ? regions.map(RuleEdit.disallowRegion) : open.map(RuleEdit.allowRegion)
    return state.preview(edits, rule: page.rule)
  }

  static let regionsCanBeEdited: @Sendable (State) -> Availability = { state in
    if case .unavailable(let reason) = canDecide(state) { return .unavailable(because: reason) }
    return state.regionPage?.targetRegions.isEmpty != false
      ? .unavailable(because: "there is no region here") : .available
  }
}

extension Set<Command.Context> {
  static var regionPages: Self { [.allowlist, .regionMap] }
}
