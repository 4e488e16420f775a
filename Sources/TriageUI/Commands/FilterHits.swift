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
      guard !input.filters.isEmpty || input.replaced != nil else { return cancelled }
      if !input.filters.isEmpty { state.remember(filter: input.input.text.trimmingBlanks) }
      return cancelled + state.setFilters(state.filters(with: input))
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
  /// The filters that there are once the line is taken: more of them, or others in the place of one.
  fileprivate func filters(with input: FilterInput) -> [HitFilter] {
    var all = list.filters
    if let replaced = input.replaced, all.indices.contains(replaced) {
      let others = all[..<replaced] + all[(replaced + 1)...]
      all.replaceSubrange(
        replaced...replaced, with: input.filters.filter { !others.contains($0) })
      return all
    }
    for filter in input.filters where !all.contains(filter) { all.append(filter) }
    return all
  }

  /// The filter's text in a line, to be changed; an empty one takes it off.
  mutating func editFilter(at place: Int) -> [Effect] {
    if case .unavailable(let reason) = Command.isIdle(self) {
      notice = .refused("filters do not change now: \(reason)")
      return []
    }
    var input = FilterInput()
    input.replaced = place
    input.input = TextInput(list.filters[place].text)
    return filterChanged(input)
  }

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
    let filters = filters(with: input)
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
