import TerminalScreen

extension Command {
  /// `#`: the list is collapsed into groups of hits that have something in common; on a group, that one's hits are.
  static let groupHits = Command(
    "groupHits", keys: [.character("#")], hint: "group",
    help:
      "Collapses the list by the column under the cursor or by another field: each group is judged as one. On a group: divides that one further; Esc steps back.",
    in: Set<Context>.panes.union([.groups]),
    availability: { state in
      if let page = state.page(GroupsPage.self), page.current == nil {
        return .unavailable(because: "there is no group here")
      }
      return hasHits(state)
    },
    perform: { state in
      state.dialog = .chooseGroup(GroupChoice(state))
      return []
    })

  static let chooseGroup = Command(
    "chooseGroup", keys: [.enter], hint: "group", help: "Groups by the line under the cursor.",
    in: [.chooseGroup]
  ) { state in
    guard case .chooseGroup(let choice) = state.dialog else { return [] }
    state.dialog = nil
    return state.groupHits(by: choice.fields[choice.cursor], within: choice.within)
  }

  /// Enter on a group: its hits alone, as a filter.
  static let openGroup = Command(
    "openGroup", keys: [.enter], hint: "its hits",
    help: "Shows the hits of the group; Esc goes back to the groups.", in: [.groups]
  ) { state in
    guard let page = state.page(GroupsPage.self), let filters = page.currentFilters else {
      return []
    }
    return state.leavePage(page.left(), showing: state.adding(filters))
  }

  static let sortGroups = Command(
    "sortGroups", keys: [.character("s")], hint: "sort",
    help: "Sorts the groups by how many hits they have, by name, by the last hit, by what is open.",
    in: [.groups]
  ) { state in
    guard let page = state.page(GroupsPage.self) else { return [] }
    return state.groupHits(by: page.groups.field, order: page.nextOrder, within: page.within)
  }
}
