import Basics
import HitStore
import Sessions
import TerminalScreen

extension Command {
  /// `F`: a line of filters, with a count while typing.
  static let filterHits = Command(
    "filterHits", keys: [.character("F")], hint: "filter",
    help:
      "Shows only hits that match: region:ap-* -event:Describe* after:2026-11-01 verdict:none ip:198.51.100.0/24 \"free text\" /expression/.",
    in: .panes, availability: hasHits
  ) { state in
    var draft = FilterDraft()
    draft.completions = FilterCompletion.completions("", in: state)
    return state.ask(.filter(draft))
  }

  /// Whether there are hits to filter.
  static let hasHits: @Sendable (State) -> Availability = { state in
    state.list.candidateCount == 0 && state.list.filters.isEmpty
      ? .unavailable(because: "there are no hits") : isIdle(state)
  }

  static let submitFilter = Command(
    "submitFilter", keys: [.enter], hint: "show", help: "Shows the hits that match.",
    on: FilterPrompt.self, in: [.filter],
    availability: { prompt, _ in
      prompt.draft.problem.map { .unavailable(because: $0.message) } ?? .available
    },
    perform: { prompt, state in
      let draft = prompt.draft
      state.surfaces.pop()
      let cancelled = state.cancelCount()
      let shown = state.filters(with: draft)
      if draft.filters.isEmpty {
        return draft.replaced == nil ? cancelled : cancelled + state.setFilters(shown)
      }
      let text = prompt.input.text.trimmed
      state.settings.filterHistory = FilterHistory.lines([text] + state.settings.filterHistory)
      return cancelled + [.files(.saveFilter(text))] + state.setFilters(shown)
    })

  static let completeFilter = Command(
    "completeFilter", keys: [.tab], hint: "complete",
    help: "Completes the name of a field or a value; again, takes the next one.", in: [.filter]
  ) { state in
    guard var prompt = FilterPrompt(state.surfaces.top) else { return [] }
    if prompt.draft.taken == nil {
      prompt.draft.completions = FilterCompletion.completions(
        prompt.input.textBeforeCursor, in: state)
    }
    prompt.draft.complete(&prompt.input)
    return state.filterChanged(prompt.draft, prompt.input, keepsCompletions: true)
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
  /// The filters after Enter: added, or in place of the one being changed.
  fileprivate func filters(with draft: FilterDraft) -> [HitFilter] {
    var all = list.filters
    guard let replaced = draft.replaced, all.indices.contains(replaced) else {
      return adding(draft.filters)
    }
    let others = all[..<replaced] + all[(replaced + 1)...]
    all.replaceSubrange(replaced...replaced, with: draft.filters.filter { !others.contains($0) })
    return all
  }

  /// Edits a filter in a line. An empty line removes it.
  mutating func editFilter(at place: Int) -> [Effect] {
    if case .unavailable(let reason) = Command.isIdle(self) {
      notice = .refused("filters do not change now: \(reason)")
      return []
    }
    var draft = FilterDraft()
    draft.replaced = place
    let prompt = Prompt(.filter(draft), text: list.filters[place].text)
    surfaces.push(.dialog(.prompt(prompt)))
    return filterChanged(draft, prompt.input)
  }

  /// Handles a change of the line of filters: parses it and counts the hits.
  mutating func filterChanged(
    _ changed: FilterDraft, _ input: TextInput, keepsCompletions: Bool = false
  ) -> [Effect] {
    var draft = changed
    draft.read(input.text, columns: table.columns, now: settings.clock.now)
    if !keepsCompletions {
      draft.taken = nil
      // Listing a million values at each letter would be slow, so Tab does it.
      draft.completions =
        list.hitCount <= Self.rowsOnTheSpot
        ? FilterCompletion.completions(input.textBeforeCursor, in: self) : []
    }
    FilterPrompt(input: input, draft: draft).put(into: &surfaces.top)
    guard draft.problem == nil, !draft.filters.isEmpty else { return cancelCount() }
    let filters = filters(with: draft)
    let job = ListJob(
      id: 0, purpose: .count, table: table, verdicts: session.byRow, rows: [], filters: filters,
      searched: searchedFields, found: list.found)
    if job.readsEvents { return cancelCount() }
    return start(.count, list.candidates(of: table), filters)
  }

  mutating func cancelCount() -> [Effect] {
    list.work.removeValue(forKey: .count).map { [.list(.cancel(job: $0.job.id))] } ?? []
  }

  fileprivate mutating func stepFilterHistory(by step: Int) -> [Effect] {
    guard let prompt = FilterPrompt(surfaces.top) else { return [] }
    var draft = prompt.draft
    if draft.historyPlace == 0 {
      draft.typed = prompt.input.text
      let typed = draft.typed.trimmed.lowercased()
      draft.history = settings.filterHistory.filter {
        $0.lowercased() != typed && (typed.isEmpty || $0.lowercased().has(text: typed))
      }
    }
    let place = max(0, min(draft.historyPlace + step, draft.history.count))
    guard place != draft.historyPlace else {
      if step > 0 { notice = .refused(Self.endOfHistory(draft)) }
      return []
    }
    draft.historyPlace = place
    return filterChanged(
      draft, TextInput(place == 0 ? draft.typed : draft.history[place - 1]))
  }

  private static func endOfHistory(_ draft: FilterDraft) -> String {
    if !draft.history.isEmpty { return "no older filter" + draft.historyWords }
    return "no filter typed before" + draft.historyWords
  }
}
