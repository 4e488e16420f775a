import TerminalScreen
import Triage

extension Command {
  /// `F`: a line of filters, counted while it is typed.
  static let filterHits = Command(
    "filterHits", keys: [.character("F")], hint: "filter",
    help:
      "Shows only hits that match: region:ap-* -event:Describe* after:2026-11-01 verdict:none ip:198.51.100.0/24 \"free text\" /expression/.",
    in: .panes, availability: hasHits
  ) { state in
    var input = FilterInput()
    input.completions = FilterCompletion.completions("", in: state)
    state.dialog = .filter(input)
    return []
  }

  /// Whether there is anything to choose from.
  static let hasHits: @Sendable (State) -> Availability = { state in
    state.list.candidateCount == 0 && state.list.filters.isEmpty
      ? .unavailable(because: "there are no hits") : isIdle(state)
  }

  static let submitFilter = Command(
    "submitFilter", keys: [.enter], hint: "show", help: "Shows the hits that match.",
    in: [.filter],
    availability: { state in
      guard case .filter(let input) = state.dialog, let problem = input.problem else {
        return .available
      }
      return .unavailable(because: problem.message)
    },
    perform: { state in
      guard case .filter(let input) = state.dialog else { return [] }
      state.dialog = nil
      let cancelled = state.cancelCount()
      guard !input.filters.isEmpty else { return cancelled }
      state.remember(filter: input.input.text.trimmingBlanks)
      return cancelled + state.addFilters(input.filters)
    })

  static let completeFilter = Command(
    "completeFilter", keys: [.tab], hint: "complete",
    help: "Completes the name of a field or a value; again, takes the next one.", in: [.filter]
  ) { state in
    guard case .filter(var input) = state.dialog else { return [] }
    if input.taken == nil {
      input.completions = FilterCompletion.completions(input.input.textBeforeCursor, in: state)
    }
    input.complete()
    return state.filterChanged(input, keepsCompletions: true)
  }

  static let olderFilter = Command(
    "olderFilter", keys: [.up], help: "The filter typed before this one.", in: [.filter]
  ) { $0.stepFilterHistory(by: 1) }

  static let newerFilter = Command(
    "newerFilter", keys: [.down], help: "The filter typed after this one.", in: [.filter]
  ) { $0.stepFilterHistory(by: -1) }
}

extension State {
  /// The line of filters was changed: it is read, and what it leaves is counted.
  mutating func filterChanged(
    _ changed: FilterInput, keepsCompletions: Bool = false
  ) -> [Effect] {
    var input = changed
    input.read(columns: table.columns)
    if !keepsCompletions {
      input.taken = nil
      // Going through a million values at each letter would be felt; Tab asks for them.
      input.completions =
        list.shown.count <= Self.rowsOnTheSpot
        ? FilterCompletion.completions(input.input.textBeforeCursor, in: self) : []
    }
    dialog = .filter(input)
    guard input.problem == nil, !input.filters.isEmpty else { return cancelCount() }
    let filters = list.filters + input.filters
    let job = ListJob(
      id: 0, purpose: .count, table: table, verdicts: verdicts, rows: [], filters: filters,
      searched: searchedFields, found: found)
    if job.readsEvents { return cancelCount() }
    return start(.count, list.candidates(of: table), filters)
  }

  mutating func cancelCount() -> [Effect] {
    work.removeValue(forKey: .count).map { [.cancelList($0.job.id)] } ?? []
  }

  mutating func remember(filter: String) {
    filterHistory.removeAll { $0 == filter }
    filterHistory.append(filter)
  }

  fileprivate mutating func stepFilterHistory(by step: Int) -> [Effect] {
    guard case .filter(var input) = dialog else { return [] }
    let place = max(0, min(input.historyPlace + step, filterHistory.count))
    guard place != input.historyPlace else { return [] }
    if input.historyPlace == 0 { input.typed = input.input.text }
    input.historyPlace = place
    input.input = TextInput(
      place == 0 ? input.typed : filterHistory[filterHistory.count - place])
    return filterChanged(input)
  }
}
