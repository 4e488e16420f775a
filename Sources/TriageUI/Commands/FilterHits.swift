import Basics
import HitStore
import Sessions
import TerminalScreen

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
      let shown = state.filters(with: input)
      if input.filters.isEmpty {
        return input.replaced == nil ? cancelled : cancelled + state.setFilters(shown)
      }
      let text = input.input.text.trimmed
      state.filterHistory = FilterHistory.lines([text] + state.filterHistory)
      return cancelled + [.files(.saveFilter(text))] + state.setFilters(shown)
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
    "olderFilter", keys: [.up], hint: "history",
    help: "The filter typed before this one, of those that have in them what was typed.",
    in: [.filter]
  ) { $0.stepFilterHistory(by: 1) }

  static let newerFilter = Command(
    "newerFilter", keys: [.down],
    help: "The filter typed after this one, of those that have in them what was typed.",
    in: [.filter]
  ) { $0.stepFilterHistory(by: -1) }
}

extension State {
  /// The filters that there are once the line is taken: more of them, or others in the place of one.
  fileprivate func filters(with input: FilterInput) -> [HitFilter] {
    var all = list.filters
    guard let replaced = input.replaced, all.indices.contains(replaced) else {
      return adding(input.filters)
    }
    let others = all[..<replaced] + all[(replaced + 1)...]
    all.replaceSubrange(replaced...replaced, with: input.filters.filter { !others.contains($0) })
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
    input.read(columns: table.columns, now: clock.now)
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
    work.removeValue(forKey: .count).map { [.list(.cancel(job: $0.job.id))] } ?? []
  }

  fileprivate mutating func stepFilterHistory(by step: Int) -> [Effect] {
    guard case .filter(var input) = dialog else { return [] }
    if input.historyPlace == 0 {
      input.typed = input.input.text
      let typed = input.typed.trimmed.lowercased()
      input.history = filterHistory.filter {
        $0.lowercased() != typed && (typed.isEmpty || $0.lowercased().has(text: typed))
      }
    }
    let place = max(0, min(input.historyPlace + step, input.history.count))
    guard place != input.historyPlace else {
      if step > 0 { notice = .refused(Self.endOfHistory(input)) }
      return []
    }
    input.historyPlace = place
    input.input = TextInput(place == 0 ? input.typed : input.history[place - 1])
    return filterChanged(input)
  }

  private static func endOfHistory(_ input: FilterInput) -> String {
    if !input.history.isEmpty { return "no older filter" + input.historyWords }
    return "no filter typed before" + input.historyWords
  }
}

extension FilterInput {
  /// ` with “ap-”`, where something was typed.
  fileprivate var historyWords: String {
    typed.trimmed.isEmpty ? "" : " with “\(typed.trimmed)”"
  }

  /// `history: 2 of 5 with “ap-”`; `nil` while the line is what was typed.
  var historyPosition: String? {
    historyPlace == 0 ? nil : "history: \(historyPlace) of \(history.count)\(historyWords)"
  }
}
