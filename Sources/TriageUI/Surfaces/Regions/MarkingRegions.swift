import TerminalScreen

extension Command {
  static let markRegion = Command(
    "markRegion", keys: [.character(" ")], hint: "mark",
    help: "Marks the region, or takes its mark off, and moves on.", on: RegionChoice.self,
    in: .regionPages,
    change: { choice, state in
      choice.list.toggleMark()
      if RegionsSurface(state.surfaces.top) != nil { choice.list.move(.lines(1), in: state) }
    })

  static let sortRegions = Command(
    "sortRegions", keys: [.character("s")], hint: "sort",
    help: "Sorts by hits, events, what the rule says, region, last seen: the next of these.",
    on: RegionsSurface.self, in: [.allowlist],
    change: { page, _ in
      page.sortByNext()
    })
}
