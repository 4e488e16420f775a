import Places
import TerminalScreen

extension Command {
  /// `M`: shows the hits on a map.
  static let showRegionMap = Command(
    "showRegionMap", keys: [.character("M")],
    help: "Shows the regions on a map of the world, lit by their hits; there a allows one.",
    in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = isIdle(state) { return .unavailable(because: reason) }
      if MapSurface(state.surfaces.top) != nil { return .unavailable(because: "this is the map") }
      return state.ruleForRegions == nil
        ? .unavailable(because: "there is no rule that could allow a region") : .available
    },
    perform: { state in
      let choice = RegionChoice(state.surfaces.top)
      guard let rule = choice?.rule ?? state.ruleForRegions else { return [] }
      return state.open(
        MapSurface(rule: rule, at: choice?.targets.first ?? state.targetRegions.first))
        + state.readCallers()
    })

  /// `o`: shows callers on the map, or hides them.
  static let toggleCallers = Command(
    "toggleCallers", keys: [.character("o")], hint: "callers",
    help: "Shows or hides the callers, and the line from the caller of the hit to its region.",
    on: MapSurface.self, in: [.regionMap],
    availability: { _, state in
      state.settings.places?.knowsPlaces == true
        ? .available : .unavailable(because: PlacesSummary.noDatabase)
    },
    change: { page, _ in
      page.toggleCallers()
    })

  static let nextRegion = Command(
    "nextRegion", keys: [.tab], hint: "next",
    help: "Goes to the region with the next fewer hits.", on: MapSurface.self, in: [.regionMap],
    change: { page, _ in
      page.goToNext(1)
    })

  static let previousRegion = Command(
    "previousRegion", keys: [.backtab], help: "Goes to the region with the next more hits.",
    on: MapSurface.self, in: [.regionMap],
    change: { page, _ in
      page.goToNext(-1)
    })
}
