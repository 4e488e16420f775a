import TerminalScreen

extension Command {
  /// `M`: where the hits are.
  static let showRegionMap = Command(
    "showRegionMap", keys: [.character("M")],
    help: "Shows the regions on a map of the world, lit by their hits; there a allows one.",
    in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = isIdle(state) { return .unavailable(because: reason) }
      if state.page(RegionMapPage.self) != nil { return .unavailable(because: "this is the map") }
      return state.ruleForRegions == nil
        ? .unavailable(because: "there is no rule that could allow a region") : .available
    },
    perform: { state in
      guard let rule = state.regionPage?.rule ?? state.ruleForRegions else { return [] }
      let region = state.regionPage?.targetRegions.first ?? state.targetRegions.first
      let effects = state.open(RegionMapPage(rule: rule))
      state.change(RegionMapPage.self) { page, _ in
        if let region { page.list.move(to: region) }
      }
      return effects
    })

  static let nextRegion = Command(
    "nextRegion", keys: [.tab], hint: "next",
    help: "Goes to the region with the next fewer hits.", in: [.regionMap]
  ) { state in
    state.change(RegionMapPage.self) { page, _ in page.goToNext(1) }
    return []
  }

  static let previousRegion = Command(
    "previousRegion", keys: [.backtab], help: "Goes to the region with the next more hits.",
    in: [.regionMap]
  ) { state in
    state.change(RegionMapPage.self) { page, _ in page.goToNext(-1) }
    return []
  }
}
