import TerminalScreen

extension Command {
  static let removeFilter = Command(
    "removeFilter", keys: [.backspace], help: "Takes the last filter off.", in: [.hits],
    availability: hasFilters
  ) { $0.removeLastFilter() ?? [] }

  static let clearFilters = Command(
    "clearFilters", keys: [.character("X")], hint: "no filter", help: "Takes all filters off.",
    in: [.hits],
    availability: hasFilters
  ) { $0.setFilters([]) }

  private static let hasFilters: @Sendable (State) -> Availability = { state in
    state.list.filters.isEmpty
      ? .unavailable(because: "there is no filter; \(state.key(.filterHits)) filters") : .available
  }
}
