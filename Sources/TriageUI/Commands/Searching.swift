import TerminalScreen
import Triage

extension Command {
  static let search = Command(
    "search", keys: [.character("/")], hint: "search",
    help:
      "Searches for a text, or for a /regular expression/, in the columns or (Tab) in whole events; nothing typed searches on.",
    in: [.hits], availability: isIdleOnHits
  ) { state in
    state.dialog = .search(TextInput())
    return []
  }

  /// Tab in the line of a search.
  static let searchWholeEvents = Command(
    "searchWholeEvents", keys: [.tab], hint: "columns/events",
    help: "Searches whole events, or the columns again.", in: [.text],
    availability: { state in
      if case .search = state.dialog { return .available }
      return .unavailable(because: "this is no search")
    },
    perform: { state in
      state.searchesWholeEvents.toggle()
      return []
    })

  static let searchNext = Command(
    "searchNext", keys: [.character("n")],
    help: "Goes to the next hit where the search finds something.",
    in: [.hits], availability: hasSearch
  ) { state in
    for _ in 0..<max(1, state.count ?? 1) {
      state.findNext(from: state.list.cursor + 1, forward: true)
    }
    return state.showCurrent()
  }

  static let searchPrevious = Command(
    "searchPrevious", keys: [.character("N")], help: "Goes to the previous one.",
    in: [.hits], availability: hasSearch
  ) { state in
    for _ in 0..<max(1, state.count ?? 1) {
      state.findNext(from: state.list.cursor - 1, forward: false)
    }
    return state.showCurrent()
  }

  private static let hasSearch: @Sendable (State) -> Availability = { state in
    if state.searching != nil { return .available }
    return .unavailable(
      because: state.work[.search] == nil
        ? "nothing was searched yet; / searches" : "the hits are still being searched")
  }
}

extension State {
  /// Begins a search for what was typed. Nothing typed goes to the next match of the last one.
  mutating func beginSearch(_ text: String) -> [Effect] {
    dialog = nil
    guard !text.isEmpty else {
      guard searching != nil else { return [] }
      findNext(from: list.cursor + 1, forward: true)
      return showCurrent()
    }
    let field = searchesWholeEvents ? HitField.wholeEvent : .anyColumn
    var value = HitFilter.Value.containing(text)
    if text.count > 2, text.hasPrefix("/"), text.hasSuffix("/") {
      do {
        value = try FilterParser.parse(text)[0].values[0]
      } catch {
        notice = .refused("not searched: \(error.message)")
        return []
      }
    }
    search = text
    searching = nil
    let filter = HitFilter(field, [value])
    return [.look(.search(text))] + start(.search, [], [filter])
  }

  /// Moves to the first hit from a place on where the search found something, around the end if need be.
  mutating func findNext(from start: Int, forward: Bool) {
    guard let searching else { return }
    let count = list.shown.count
    guard count > 0 else {
      notice = .refused("there are no hits to search")
      return
    }
    let matches = searching.matches
    let start = ((start % count) + count) % count
    let found =
      forward
      ? list.shown[start...].firstIndex(where: matches.contains)
        ?? list.shown[..<start].firstIndex(where: matches.contains)
      : list.shown[...start].lastIndex(where: matches.contains)
        ?? list.shown[(start + 1)...].lastIndex(where: matches.contains)
    guard let place = found else {
      notice = .refused("no hit has “\(search)”")
      return
    }
    let before = list.cursor
    list.move(to: place)
    let wrapped = forward ? place < before : place > before
    let words = matches.intersectionCount(list.shownSet).counting("hit") + " with “\(search)”"
    notice = .done(
      wrapped ? "search went round the \(forward ? "end" : "start"): \(words)" : words)
  }

  /// Forgets the search. `false` if there is none.
  mutating func clearSearch() -> Bool {
    guard searching != nil || !search.isEmpty else { return false }
    searching = nil
    search = ""
    return true
  }
}
