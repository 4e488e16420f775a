import HitStore
import TerminalScreen

// Enter on a page of charts: from what it counts to the hits themselves.

extension Command {
  /// The hits of the region, or of the marked ones, as a filter of the list.
  static let filterByRegion = Command(
    "filterByRegion", keys: [.enter], hint: "its hits",
    help:
      "Shows the hits of the region, or of the marked ones: a filter of the list; Esc there comes back.",
    in: .regionPages,
    availability: { state in
      state.regionPage?.targetRegions.isEmpty != false
        ? .unavailable(because: "there is no region here") : .available
    },
    perform: { state in
      guard let regions = state.regionPage?.targetRegions else { return [] }
      let filter = HitFilter(.path("awsRegion"), regions.map(HitFilter.Value.exactly))
      return state.leavePage(showing: state.adding([filter]))
    })

  /// The hits of the time under the cursor, as a filter of the list.
  static let filterByTime = Command(
    "filterByTime", keys: [.enter], hint: "its hits",
    help:
      "Shows the hits of the time under the cursor, or of the range: a filter of the list; Esc there comes back.",
    in: [.timeline], availability: hasTargets
  ) { state in
    guard let page = state.page(TimelinePage.self) else { return [] }
    return state.leavePage(showing: state.adding([HitFilter(times: page.selectedTime)]))
  }

  /// No filter speaks of hours: the hits are marked.
  static let markHour = Command(
    "markHour", keys: [.enter], hint: "mark its hits",
    help: "Marks the hits of this hour of the week, and goes back to the list.",
    in: [.heatMap], availability: hasTargets
  ) { state in
    let rows = state.targets
    state.page = nil
    state.pane = .hits
    state.list.marks = RowSet(rows)
    if let first = rows.first { state.list.move(toRow: first, of: state.table) }
    state.notice = state.targetWords.map(State.Notice.done)
    return state.showCurrent()
  }

  private static let hasTargets: @Sendable (State) -> Availability = { state in
    state.targetFacts.count == 0 ? .unavailable(because: "there is no hit here") : .available
  }
}
