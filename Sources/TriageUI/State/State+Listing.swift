import Basics
import HitStore
import Places

// Filters, order, search and groups, which examine every hit. A few hits are handled at once; many
// on another thread, as an effect, while keys are still handled.

/// Work over the whole list that is running on another thread.
struct ListWork: Sendable {
  let job: ListJob
  /// Its purpose.
  let arrangement: HitList.Arrangement?
  /// The list's version at its start.
  let version: Int
  let comebacks: Int
  let sequence: Int
  /// For groups: the filters of the outer groups.
  var within: [HitFilter] = []
  /// Whether it only updates what is shown. It was not requested and can't be cancelled.
  var isRefresh = false
  /// Its progress from 0 to 1; `nil` if unknown.
  var fraction: Double?

  var canBeGivenUp: Bool { job.purpose != .read && !isRefresh }

  /// `filtering … 45 %`
  var words: String {
    let what =
      switch job.purpose {
      case .arrange: job.sort == nil ? "filtering" : "sorting"
      case .count: "counting"
      case .search: "searching"
      case .group: "grouping"
      case .read: "reading events"
      }
    guard let fraction else { return what + " …" }
    return "\(job.readsEvents ? "reading events" : what) … \(Int(fraction * 100)) %"
  }
}

extension State {
  /// Up to this many rows are handled at once, which takes a few milliseconds.
  static let rowsOnTheSpot = 20_000

  // MARK: - Filters and order

  /// Shows only hits that match one more filter.
  public mutating func addFilter(_ filter: HitFilter) -> [Effect] { addFilters([filter]) }

  public mutating func addFilters(_ filters: [HitFilter]) -> [Effect] {
    setFilters(adding(filters))
  }

  /// The list's filters with new ones added.
  func adding(_ filters: [HitFilter]) -> [HitFilter] {
    filters.reduce(into: list.filters) { all, filter in
      if !all.contains(filter) { all.append(filter) }
    }
  }

  /// Removes the last filter. `nil` without a filter.
  mutating func removeLastFilter() -> [Effect]? {
    list.filters.isEmpty ? nil : setFilters(Array(list.filters.dropLast()))
  }

  mutating func removeFilter(at place: Int) -> [Effect] {
    var filters = list.filters
    filters.remove(at: place)
    return setFilters(filters)
  }

  public mutating func setFilters(_ filters: [HitFilter]) -> [Effect] {
    surfaces.keepNarrowings(within: filters)
    return arrange(HitList.Arrangement(filters: filters, sort: list.sort))
  }

  public mutating func setSort(_ sort: HitSort?) -> [Effect] {
    arrange(HitList.Arrangement(filters: list.filters, sort: sort))
  }

  private mutating func arrange(_ arrangement: HitList.Arrangement) -> [Effect] {
    guard arrangement != list.wanted ?? list.arrangement else { return [] }
    list.wanted = arrangement
    return start(
      .arrange, list.candidates(of: table), arrangement.filters, arrangement.sort,
      for: arrangement)
  }

  /// Fields in which free text is searched: those of the columns.
  var searchedFields: [String] {
    table.columns + list.columns.fields.filter { !table.columns.contains($0) }
  }

  // MARK: - Jobs

  mutating func receive(_ message: Message.List) -> [Effect] {
    switch message {
    case .done(let result): return take(result) + showCurrentIfChanged()
    case .progress(let job, let fraction):
      if let slot = slot(ofJob: job) { list.work[slot]?.fraction = fraction }
    case .failed(let job, let reason): giveUp(job, because: reason)
    case .exported(let path, let count):
      notice = .done("\(count.counting("row")) written to \(path)")
    }
    return []
  }

  private func slot(ofJob id: Int) -> WorkSlot? {
    list.work.first { $0.value.job.id == id }?.key
  }

  /// The job of an effect; `nil` if it was cancelled meanwhile.
  public func job(_ id: Int) -> ListJob? { list.work.values.lazy.map(\.job).first { $0.id == id } }

  /// Runs a job at once, or returns an effect for it.
  mutating func start(
    _ purpose: ListJob.Purpose, _ rows: [HitTable.Row], _ filters: [HitFilter],
    _ sort: HitSort? = nil, fields: [String] = [], for arrangement: HitList.Arrangement? = nil,
    within: [HitFilter] = [], isRefresh: Bool = false
  ) -> [Effect] {
    list.lastJob += 1
    let job = ListJob(
      id: list.lastJob, purpose: purpose, table: table, verdicts: session.byRow, rows: rows,
      filters: filters, sort: sort, searched: searchedFields, found: list.found, fields: fields,
      isPerEvent: list.isPerEvent)
    let slot = WorkSlot(purpose)
    let cancelled = list.work[slot].map { [Effect.list(.cancel(job: $0.job.id))] } ?? []
    list.work[slot] = ListWork(
      job: job, arrangement: arrangement, version: list.version, comebacks: list.comebacks,
      sequence: session.lastSequence, within: within, isRefresh: isRefresh)
    if !job.readsEvents,
      max(rows.count, purpose == .search ? table.count : 0) <= Self.rowsOnTheSpot,
      let result = job.runOnTheSpot()
    {
      // The cursor may be on another hit now, without an answer that reports it.
      return cancelled + take(result) + showCurrentIfChanged()
    }
    return cancelled + [.list(.run(job: job.id))]
  }

  /// Applies the result of a job, unless another one was requested meanwhile.
  private mutating func take(_ result: ListResult) -> [Effect] {
    let slot = WorkSlot(result.purpose)
    guard let work = list.work[slot], work.job.id == result.id else { return [] }
    self.list.work[slot] = nil
    for column in result.columns { table.take(column, from: result.start) }
    if let signals = result.signals { table.take(signals) }
    list.found.merge(result.found) { $1 }
    var effects: [Effect] = []
    switch result.purpose {
    case .arrange:
      // Another list may have been opened meanwhile.
      guard let arrangement = work.arrangement, list.wanted == arrangement else { break }
      let isJudged = arrangement.filters.contains { $0.field == .verdict }
      if work.comebacks != list.comebacks || isJudged && work.sequence != session.lastSequence {
        // Hits came back, or their verdicts have changed since.
        return start(
          .arrange, list.candidates(of: table), arrangement.filters, arrangement.sort,
          for: arrangement)
      }
      // The job's result is valid if nothing was judged or silenced meanwhile.
      let isSame =
        work.sequence == session.lastSequence && list.silenced.isEmpty && !list.showsSilenced
        && work.job.isPerEvent == list.isPerEvent
      list.show(
        isSame ? result.rows : list.stillCandidates(result, table, arrangement.sort), arrangement,
        result.program, offered: result.tableCount, set: isSame ? result.matches : nil,
        openCount: isSame ? result.openCount : nil, of: table, session.byRow)
    case .count: take(count: result.count, of: work.job)
    case .search: effects += take(matches: result)
    case .group(_, let order): effects += take(result.groups, order, of: work)
    case .read: break
    }
    keepFoundUp()
    takeReadyRows()
    return effects + readNewRows()
  }

  /// A job failed: the list is unchanged.
  private mutating func giveUp(_ job: Int, because reason: String) {
    notice = .refused(reason)
    guard let slot = slot(ofJob: job) else { return }
    list.work[slot] = nil
    if slot == .arrange { list.wanted = nil }
  }

  /// Esc: cancels the running job. `nil` if no job is running.
  mutating func giveUpListWork() -> [Effect]? {
    let stoppable = WorkSlot.allCases.first { list.work[$0]?.canBeGivenUp == true }
    guard let slot = stoppable, let work = list.work.removeValue(forKey: slot) else { return nil }
    if slot == .arrange { list.wanted = nil }
    notice = .done("given up: \(work.words)")
    return [.list(.cancel(job: work.job.id))]
  }

  // MARK: - Hits that come later

  /// Rows to which filters and order can be applied: those whose events were read, if needed.
  func readyCount(_ arrangement: HitList.Arrangement) -> Int {
    var ready = table.count
    for filter in arrangement.filters {
      if let field = filter.neededField { ready = min(ready, table.rowCount(of: field)) }
      if filter.field == .wholeEvent {
        ready = min(ready, list.found[filter.unsigned]?.rowCount ?? 0)
      }
    }
    if let sort = arrangement.sort, sort.field != "eventTime" {
      ready = min(ready, table.rowCount(of: sort.field))
    }
    return ready
  }

  /// Requests the events of new rows, if columns or filters need them.
  mutating func readNewRows() -> [Effect] {
    guard list.work[.read] == nil, list.work[.arrange] == nil else { return [] }
    let wanted = list.columns.fields + table.readFields + placeFields
    let fields = wanted.filter {
      table.rowCount(of: $0) < table.count && !(scan.isRunning && $0 == PlaceField.signals.rawValue)
    }
    let filters = (list.arrangement.filters + [list.search.result?.filter].compactMap { $0 }).filter
    {
      $0.field == .wholeEvent
    }
    let isBehind = filters.contains { (list.found[$0.unsigned]?.rowCount ?? 0) < table.count }
    guard !fields.isEmpty || isBehind else { return [] }
    return start(.read, [], filters, fields: fields)
  }

  /// Fields of places that are looked up unasked: what stands out about sources, for the marks of
  /// the list.
  private var placeFields: [String] {
    guard let places = settings.places, places.knowsPlaces || places.knowsAWS else { return [] }
    return [PlaceField.signals.rawValue]
  }

  /// Adds rows whose events were read to the list and to the search results.
  mutating func takeReadyRows() {
    list.offer(upTo: readyCount(list.arrangement), of: table, session.byRow)
    if let filter = list.search.result?.filter {
      let ready = readyCount(.init(filters: [filter]))
      list.search.result?.keepUp(with: table, session.byRow, upTo: ready)
    }
  }

  private mutating func take(matches result: ListResult) -> [Effect] {
    guard let program = result.program, let filter = program.filters.first else { return [] }
    list.search.result = Searching(
      filter: filter, matches: result.matches, program: program, rowCount: result.tableCount,
      matcher: TextMatcher(filter))
    findNext(from: list.cursor, forward: true)
    return showCurrent()
  }

  private mutating func take(
    _ groups: HitGroups?, _ order: HitGroups.Order, of work: ListWork
  ) -> [Effect] {
    guard let groups else { return [] }
    let made = GroupsSurface(
      groups, within: work.within, order: order, version: work.version, of: self)
    guard let open = GroupsSurface(surfaces.shown) else { return self.open(made) }
    if open.groups.field == groups.field, open.within == work.within {
      surfaces.changePage(GroupsSurface.self) {
        $0.replace(with: groups, order: order, version: work.version)
      }
    } else if work.within == open.currentFilters {
      surfaces.changePage(GroupsSurface.self) { $0 = open.left() }
      surfaces.push(.groups(made.dividing(open)))
    }
    return []
  }

  /// Makes visible groups again when the list changes; while hits arrive, when it has grown
  /// noticeably.
  mutating func keepGroupsUp() -> [Effect] {
    guard let page = GroupsSurface(surfaces.shown) else {
      // They are no longer needed.
      guard let refresh = list.work[.group], refresh.isRefresh else { return [] }
      list.work[.group] = nil
      return [.list(.cancel(job: refresh.job.id))]
    }
    guard page.version != list.version, list.work[.group] == nil else { return [] }
    if page.within.isEmpty {
      let change = abs(list.hitCount - page.groups.rowCount)
      if scan.isRunning && change * 20 < list.hitCount { return [] }
    }
    return groupHits(
      by: page.groups.field, order: page.order, within: page.within, isRefresh: true)
  }

  /// Groups the list; with `within`, only hits that pass these filters too.
  public mutating func groupHits(
    by field: HitField, order: HitGroups.Order = .count, within: [HitFilter] = [],
    isRefresh: Bool = false
  ) -> [Effect] {
    start(
      .group(field, order), list.candidates(of: table), list.arrangement.filters + within,
      within: within, isRefresh: isRefresh)
  }

  private mutating func take(count: Int, of job: ListJob) {
    guard var prompt = FilterPrompt(surfaces.top) else { return }
    prompt.draft.count = count
    prompt.put(into: &surfaces.top)
  }

  /// A filter on whole events keeps the rows that match so far.
  private mutating func keepFoundUp() {
    guard !list.found.isEmpty else { return }
    let rows = list.found.mapValues(\.rows)
    list.program = list.program?.knowing(rows)
    if let program = list.search.result?.program {
      list.search.result?.program = program.knowing(rows)
    }
  }
}

/// A job replaces an earlier one of the same kind: only the last of two filters counts.
enum WorkSlot: Sendable, Hashable, CaseIterable {
  case arrange, count, search, group, read

  init(_ purpose: ListJob.Purpose) {
    self =
      switch purpose {
      case .arrange: .arrange
      case .count: .count
      case .search: .search
      case .group: .group
      case .read: .read
      }
  }
}
