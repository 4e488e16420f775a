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
        return state.preview(choice.targets.map(RuleEdit.disallowRegion), rule: choice.rule)
      }
      guard let region = state.targetRegions.first, let rule = state.targetRule else { return [] }
      return state.preview([.disallowRegion(region)], rule: rule)
    })
}

extension State {
  /// Whether the targets are hits of one rule in one region.
  var oneTargetRegion: Command.Availability {
    if targetFacts.hasAlert {
      return .unavailable(because: Command.alertsAreNoHits(self))
    }
    let regions = targetFacts.regions
    switch regions.count {
    case 0: return .unavailable(because: "the event has no awsRegion")
    case 1: break
    default:
      return .unavailable(
        because: "the marked hits are in \(regions.count) regions; mark those of one")
    }
    return targetRule == nil ? .unavailable(because: Command.severalRules) : .available
  }
}
