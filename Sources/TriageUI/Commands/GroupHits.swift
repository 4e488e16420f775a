import TerminalScreen
import Triage

extension Command {
  /// `#`: the list is collapsed into groups of hits that have something in common.
  static let groupHits = Command(
    "groupHits", keys: [.character("#")], hint: "group",
    help:
      "Collapses the list by the column under the cursor or by another field: each group is judged as one.",
    in: Set<Context>.panes.union([.groups]), availability: hasHits
  ) { state in
    state.dialog = .chooseGroup(GroupChoice(state))
    return []
  }

  static let chooseGroup = Command(
    "chooseGroup", keys: [.enter], hint: "group", help: "Groups by the line under the cursor.",
    in: [.chooseGroup]
  ) { state in
    guard case .chooseGroup(let choice) = state.dialog else { return [] }
    state.dialog = nil
    return state.groupHits(by: choice.fields[choice.cursor])
  }

  /// Enter on a group: its hits alone, as a filter.
  static let openGroup = Command(
    "openGroup", keys: [.enter], hint: "its hits",
    help: "Shows the hits of the group; Esc goes back to the groups.", in: [.groups]
  ) { state in
    guard let page = state.page(GroupsPage.self), let group = page.current else { return [] }
    state.openedGroup = (group.filter, page.groups.field)
    state.page = nil
    state.pane = .hits
    return state.addFilter(group.filter)
  }

  static let sortGroups = Command(
    "sortGroups", keys: [.character("s")], hint: "sort",
    help: "Sorts the groups by how many hits they have, by name, by the last hit, by what is open.",
    in: [.groups]
  ) { state in
    state.change(GroupsPage.self) { page, _ in page.reorder() }
    return []
  }
}

extension State {
  /// From the hits of a group back to the groups; `nil` if the list shows something else.
  mutating func backToGroups() -> [Effect]? {
    guard let opened = openedGroup, list.filters.last == opened.filter else { return nil }
    openedGroup = nil
    return setFilters(Array(list.filters.dropLast())) + groupHits(by: opened.field)
  }
}
