import HitStore
import TerminalScreen

// Enter on a chart: shows the counted hits.

extension Command {
  /// The hits of the region, or of the marked ones, as a filter of the list.
  static let filterByRegion = Command(
    "filterByRegion", keys: [.enter], hint: "its hits",
    help:
      "Shows the hits of the region, or of the marked ones: a filter of the list; {clearOrBack} there comes back.",
    on: RegionChoice.self, in: .regionPages,
    availability: { choice, _ in
      choice.targets.isEmpty ? .unavailable(because: "there is no region here") : .available
    },
    perform: { choice, state in
      let filter = HitFilter(.path("awsRegion"), choice.targets.map(HitFilter.Value.exactly))
      return state.narrow(to: state.adding([filter]))
    })

  /// The hits of the time under the cursor, as a filter of the list.
  static let filterByTime = Command(
    "filterByTime", keys: [.enter], hint: "its hits",
    help:
      "Shows the hits of the time under the cursor, or of the range: a filter of the list; {clearOrBack} there comes back.",
    on: TimelineSurface.self, in: [.timeline], availability: { hasTargets($1) }
  ) { page, state in
    state.narrow(to: state.adding([HitFilter(times: page.selectedTime)]))
  }

  /// There is no filter for hours, so the hits are marked.
  static let markHour = Command(
    "markHour", keys: [.enter], hint: "mark its hits",
    help: "Marks the hits of this hour of the week, and goes back to the list.",
    in: [.heatMap], availability: hasTargets
  ) { state in
    let rows = state.targets
    state.surfaces.backToHits()
    state.list.marks = RowSet(rows)
    if let first = rows.first { state.list.move(toRow: first, of: state.table) }
    state.notice = state.targetWords.map(Notice.done)
    return state.showCurrent()
  }

  private static let hasTargets: @Sendable (State) -> Availability = { state in
    state.targetFacts.count == 0 ? .unavailable(because: "there is no hit here") : .available
  }
}
