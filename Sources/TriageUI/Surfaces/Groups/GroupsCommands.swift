import TerminalScreen

extension Command {
  /// `#`: groups the list by a common value; on a group, groups its hits.
  static let groupHits = Command(
    "groupHits", keys: [.character("#")], hint: "group",
    help:
      "Collapses the list by the column under the cursor or by another field: each group is judged as one. On a group: divides that one further; {closePage} steps back.",
    in: Set<Context>.panes.union([.groups]),
    availability: { state in
      if let page = GroupsSurface(state.surfaces.top), page.current == nil {
        return .unavailable(because: "there is no group here")
      }
      return hasHits(state)
    },
    perform: { state in
      let page = GroupsSurface(state.surfaces.top)
      state.surfaces.push(.dialog(.menu(Menu(GroupFieldsMenu(state, dividing: page)))))
      return []
    })

  static let chooseGroup = Command(
    "chooseGroup", keys: [.enter], hint: "group", help: "Groups by the line under the cursor.",
    in: [.chooseGroup]
  ) { $0.choose() }

  /// Enter on a group: shows only its hits, as a filter.
  static let openGroup = Command(
    "openGroup", keys: [.enter], hint: "its hits",
    help: "Shows the hits of the group; {clearOrBack} goes back to the groups.",
    on: GroupsSurface.self,
    in: [.groups]
  ) { page, state in
    guard let filters = page.currentFilters else { return [] }
    state.surfaces.top = .groups(page.left())
    return state.narrow(to: state.adding(filters))
  }

  static let markGroup = Command(
    "markGroup", keys: [.character(" ")], hint: "mark",
    help: "Marks the group, or takes its mark off, and moves on; verdicts apply to all marked.",
    on: GroupsSurface.self, in: [.groups],
    change: { page, _ in page.toggleMark() })

  static let sortGroups = Command(
    "sortGroups", keys: [.character("s")], hint: "sort",
    help: "Sorts the groups by how many hits they have, by name, by the last hit, by what is open.",
    on: GroupsSurface.self, in: [.groups]
  ) { page, state in
    state.groupHits(by: page.groups.field, order: page.nextOrder, within: page.within)
  }
}
