import TerminalScreen

extension Command {
  static let markRegion = Command(
    "markRegion", keys: [.character(" ")], hint: "mark",
    help: "Marks the region, or takes its mark off, and moves on.", in: .regionPages
  ) { state in
    state.change(AllowlistPage.self) { page, state in
      page.toggleMark()
      page.move(.lines(1), in: state)
    }
    state.change(RegionMapPage.self) { page, _ in page.list.toggleMark() }
    return []
  }

  static let sortRegions = Command(
    "sortRegions", keys: [.character("s")], hint: "sort",
    help: "Sorts by hits, events, what the rule says, region, last seen: the next of these.",
    in: [.allowlist]
  ) { state in
    state.change(AllowlistPage.self) { page, _ in page.sortByNext() }
    return []
  }
}
