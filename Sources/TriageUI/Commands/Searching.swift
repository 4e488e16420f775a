import TerminalScreen
import Triage

extension Command {
  static let search = Command(
    "search", keys: [.character("/")], hint: "search",
    help: "Searches the columns for a text, upper and lower case alike; nothing typed searches on.",
    in: [.hits], availability: isIdle
  ) { state in
    state.dialog = .search(TextInput())
    return []
  }

  static let searchNext = Command(
    "searchNext", keys: [.character("n")], help: "Goes to the next hit that has the searched text.",
    in: [.hits], availability: hasSearch
  ) { state in
    state.findNext(from: state.list.cursor + 1, forward: true)
    return state.showCurrent()
  }

  static let searchPrevious = Command(
    "searchPrevious", keys: [.character("N")], help: "Goes to the previous one.",
    in: [.hits], availability: hasSearch
  ) { state in
    state.findNext(from: state.list.cursor - 1, forward: false)
    return state.showCurrent()
  }

  private static let hasSearch: @Sendable (State) -> Availability = { state in
    state.search.isEmpty
      ? .unavailable(because: "nothing was searched yet; / searches") : .available
  }
}

extension State {
  /// Moves to the first hit from a place on that has the searched text, around the end if need be.
  mutating func findNext(from start: Int, forward: Bool) {
    let count = list.shown.count
    guard count > 0 else {
      notice = .refused("there are no hits to search")
      return
    }
    let needle = search.lowercased()
    for step in 0..<count {
      let place = ((forward ? start + step : start - step) % count + count) % count
      guard matchesSearch(list.shown[place], needle) else { continue }
      list.move(to: place)
      let wrapped = forward ? place < min(start, count - 1) : place > max(start, 0)
      notice = wrapped ? .done("search went round the \(forward ? "end" : "start")") : nil
      return
    }
    notice = .refused("no hit has “\(search)”")
  }

  func matchesSearch(_ row: HitTable.Row, _ lowercasedNeedle: String) -> Bool {
    table.columns.indices.contains {
      table.text(row, column: $0).lowercased().contains(lowercasedNeedle)
    }
  }
}
