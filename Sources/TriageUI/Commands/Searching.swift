import Basics
import HitStore
import TerminalScreen

extension Command {
  static let search = Command(
    "search", keys: [.character("/")], hint: "search",
    help:
      "Searches for a text, or for a /regular expression/, in the columns or ({searchWholeEvents}) in whole events; nothing typed searches on.",
    in: [.hits], availability: isIdleOnHits
  ) { state in
    state.ask(.search)
  }

  /// Tab in the line of a search.
  static let searchWholeEvents = Command(
    "searchWholeEvents", keys: [.tab], hint: "columns/events",
    help: "Searches whole events, or the columns again.", in: [.text],
    availability: { state in
      if let prompt = Prompt(state.surfaces.top), case .search = prompt.purpose {
        return .available
      }
      return .unavailable(because: "this is not a search")
    },
    perform: { state in
      state.list.search.isInWholeEvents.toggle()
      return []
    })

  static let searchNext = Command(
    "searchNext", keys: [.character("n")],
    help: "Goes to the next hit where the search finds something.",
    in: [.hits], availability: hasSearch
  ) { state in
    state.findNext(from: state.list.cursor + 1, forward: true, times: state.waiting.count ?? 1)
    return state.showCurrent()
  }

  static let searchPrevious = Command(
    "searchPrevious", keys: [.character("N")], help: "Goes to the previous one.",
    in: [.hits], availability: hasSearch
  ) { state in
    state.findNext(from: state.list.cursor - 1, forward: false, times: state.waiting.count ?? 1)
    return state.showCurrent()
  }

  private static let hasSearch: @Sendable (State) -> Availability = { state in
    if state.list.search.result != nil { return .available }
    return .unavailable(
      because: state.list.work[.search] == nil
        ? "nothing was searched yet; \(state.key(.search)) searches"
        : "the hits are still being searched")
  }
}

extension State {
  /// Searches for the typed text. An empty text goes to the next match of the last search.
  mutating func beginSearch(_ text: String) -> [Effect] {
    guard !text.isEmpty else {
      guard list.search.result != nil else { return [] }
      findNext(from: list.cursor + 1, forward: true)
      return showCurrent()
    }
    let field = list.search.isInWholeEvents ? HitField.wholeEvent : .anyColumn
    var value = HitFilter.Value.containing(text)
    if text.count > 2, text.begins(with: "/"), text.ends(with: "/") {
      do {
        value = try FilterParser.parse(text)[0].values[0]
      } catch {
        notice = .refused("not searched: \(error.message)")
        return []
      }
    }
    list.search.text = text
    list.search.result = nil
    let filter = HitFilter(field, [value])
    return [.engine(.look(.search(text)))] + start(.search, [], [filter])
  }

  /// Moves to a match: the first one from a place on, wrapping around, or a later one by the count.
  mutating func findNext(from start: Int, forward: Bool, times: Int = 1) {
    guard let searching = list.search.result else { return }
    let count = list.shown.count
    guard count > 0 else {
      notice = .refused("there are no hits to search")
      return
    }
    let found = searching.matches
    let table = table
    let list = list
    func matches(_ row: HitTable.Row) -> Bool { list.isRow(row, in: found, table) }
    let total =
      list.isPerEvent
      ? list.shown.count(where: matches) : found.intersectionCount(list.shownSet)
    let hidden = found.subtracting(list.shownSet).subtracting(list.silenced).count
    let hiddenWords =
      list.filters.isEmpty || hidden == 0 ? "" : "\(hidden.grouped) hidden by the filter"
    guard total > 0 else {
      notice = .refused(
        "no hit has “\(list.search.text)”" + (hiddenWords.isEmpty ? "" : " here, " + hiddenWords))
      return
    }
    // Its position among the matches; those before `start` are counted.
    let first = ((start % count) + count) % count
    let behind = list.shown[..<(forward ? first : first + 1)].count(where: matches)
    let steps = (times - 1) % total
    let ordinal = ((forward ? behind + steps : behind - 1 - steps) + 2 * total) % total
    var left = ordinal
    guard
      let place = list.shown.firstIndex(where: { row in
        guard matches(row) else { return false }
        left -= 1
        return left < 0
      })
    else { return }
    let before = list.cursor
    self.list.move(to: place)
    let wrapped = forward ? place < before : place > before
    var words =
      "\((ordinal + 1).grouped) of \(total.counting(list.isPerEvent ? "event" : "hit")) with “\(list.search.text)”"
    if !hiddenWords.isEmpty { words += ", " + hiddenWords }
    notice = .done(
      wrapped ? "search went round the \(forward ? "end" : "start"): \(words)" : words)
  }

  /// Clears the search. `false` without a search.
  mutating func clearSearch() -> Bool {
    guard list.search.result != nil || !list.search.text.isEmpty else { return false }
    list.search.result = nil
    list.search.text = ""
    return true
  }
}
