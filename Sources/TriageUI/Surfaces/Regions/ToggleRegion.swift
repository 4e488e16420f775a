import RuleEditing
import TerminalScreen

extension Command {
  /// `a` on the regions page: allows or disallows regions. Each region is a separate decision,
  /// after its effect and diff were shown.
  static let toggleRegion = Command(
    "toggleRegion", keys: [.character("a")], hint: "allow/disallow",
    help:
      "Allows the region, or the marked ones; if all of them are allowed, allows them no longer.",
    on: RegionChoice.self, in: .regionPages, availability: canEdit
  ) { choice, state in
    let regions = choice.targets
    let open = regions.filter { choice.list.table[$0]?.standing.isAllowed != true }
    let edits =
      open.isEmpty ? regions.map(RuleEdit.disallowRegion) : open.map(RuleEdit.allowRegion)
    return state.preview(edits, rules: [choice.rule])
  }

  static let canEdit: @Sendable (RegionChoice, State) -> Availability = { choice, state in
    if case .unavailable(let reason) = canDecide(state) { return .unavailable(because: reason) }
    return choice.targets.isEmpty
      ? .unavailable(because: "there is no region here") : .available
  }
}
