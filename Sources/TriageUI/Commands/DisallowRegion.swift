import RuleEditing
import TerminalScreen

extension Command {
  /// `-`: disallows a region, whoever allowed it.
  static let disallowRegion = Command(
    "disallowRegion", keys: [.character("-")],
    help:
      "Allows the region no longer: of a silenced hit ({showSilenced} lists them), or on a page of regions.",
    in: [.hits, .event, .allowlist, .regionMap],
    availability: { state in
      if let choice = RegionChoice(state.surfaces.top) { return canEdit(choice, state) }
      if case .unavailable(let reason) = canDecideOnHits(state) {
        return .unavailable(because: reason)
      }
      return state.oneTargetRegion
    },
    perform: { state in
      if let choice = RegionChoice(state.surfaces.top) {
        return state.preview(choice.targets.map(RuleEdit.disallowRegion), rules: [choice.rule])
      }
      guard let region = state.targetRegions.first else { return [] }
      return state.preview([.disallowRegion(region)], rules: state.targetRules)
    })
}

extension State {
  /// Whether the targets are hits in one region.
  var oneTargetRegion: Command.Availability {
    if targetFacts.hasAlert {
      return .unavailable(because: Command.alertsAreNoHits(self))
    }
    let regions = targetFacts.regions
    switch regions.count {
    case 0: return .unavailable(because: "the event has no awsRegion")
    case 1: return .available
    default:
      return .unavailable(
        because: "the marked hits are in \(regions.count) regions; mark those of one")
    }
  }
}
