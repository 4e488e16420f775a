import HitStore
import Triage

/// The list of hits as it stands on the screen: which rows, in which order, where the cursor is, what is marked.
///
///     all results, or the silenced, or an alert's events ─▶ filters ─▶ order ─▶ shown
///
/// Rows are places in the append-only `HitTable`, so they stay true while hits arrive and leave the list.
/// What has to look at every row is done by a `ListJob`; here are only steps that cost what changes.
public struct HitList: Sendable {
  public var columns: Columns
  var search = ListSearch()
  /// What was found by reading events, for filters on all of an event.
  var found: [HitFilter: FoundRows] = [:]
  /// What is being worked out elsewhere.
  var work: [WorkSlot: ListWork] = [:]
  var lastJob = 0
  /// The rows shown, in order.
  public internal(set) var shown: [HitTable.Row] = []
  /// The same as a set.
  var shownSet = RowSet()
  /// The same in the order of time, while `shown` stands in another one.
  private(set) var byTime: [HitTable.Row]?
  /// How many of them have no verdict.
  var openCount = 0
  /// Which filters and which order made `shown`.
  public internal(set) var arrangement = Arrangement()
  /// What was asked for and is being worked out.
  var wanted: Arrangement?
  /// Asks the same of rows that come later.
  var program: FilterProgram?
  /// Rows of the table that were offered to `shown`; those from here on wait until their events were read.
  var offeredCount = 0

  /// Every result in the order of time, silenced or not.
  private(set) var timeOrder: [HitTable.Row] = []
  /// Which of them the list is about.
  public internal(set) var scope = Scope.results
  /// The list of all results, while another one is shown.
  var behind: Behind?

  /// Rows that the rules as they are now no longer match.
  public private(set) var silenced = RowSet()
  /// How many of them are results of their own.
  private(set) var silencedCount = 0
  public internal(set) var marks = RowSet()
  /// How many of the marks are not shown.
  var hiddenMarkCount: Int { marks.count - marks.intersectionCount(shownSet) }
  /// Where the cursor is in `shown`.
  public private(set) var position = ListCursor()
  /// The cursor's place in `shown`.
  public var cursor: Int { position.index }
  /// The column under the cursor: its place among those shown.
  public internal(set) var column = 0
  /// Where a range of marks began.
  public internal(set) var rangeStart: HitTable.Row?
  /// Grows whenever other rows are shown.
  var version = 0
  /// Grows whenever silenced hits come back, or others than the silenced ones leave a list of these.
  private(set) var comebacks = 0

  /// Filters and order.
  public struct Arrangement: Sendable, Hashable {
    public var filters: [HitFilter] = []
    public var sort: HitSort?
  }

  public enum Scope: Sendable {
    case results
    case silenced
    case alert(AlertEvents)
  }

  init(columns: Columns) { self.columns = columns }

  public var current: HitTable.Row? { shown.indices.contains(cursor) ? shown[cursor] : nil }

  /// The filters as they shall be, even while they are being worked out.
  public var filters: [HitFilter] { (wanted ?? arrangement).filters }
  public var sort: HitSort? { (wanted ?? arrangement).sort }

  /// The alert whose events are shown; `nil` while the list is another one.
  public var opened: AlertEvents? { if case .alert(let events) = scope { events } else { nil } }
  /// Whether the silenced hits are shown, and not those that the rules match.
  public var showsSilenced: Bool { if case .silenced = scope { true } else { false } }
  /// Whether something else is shown than all results.
  var isExcerpt: Bool { if case .results = scope { false } else { true } }

  /// How many rows there would be without filters.
  public var candidateCount: Int {
    switch scope {
    case .results: timeOrder.count - silencedCount
    case .silenced: silencedCount
    case .alert(let events): events.rows.count { !silenced.contains($0) }
    }
  }

  /// The rows that filters choose from, in the order of time.
  func candidates(of table: HitTable) -> [HitTable.Row] {
    switch scope {
    case .results:
      silencedCount == 0 ? timeOrder : timeOrder.filter { !silenced.contains($0) }
    case .silenced: timeOrder.filter { silenced.contains($0) }
    case .alert(let events):
      events.rows.filter { !silenced.contains($0) }.sorted(by: table.isBefore)
    }
  }

  // MARK: - Rows that come and go

  /// Takes in new rows of the table, keeping the order and the cursor's row.
  ///
  /// - Parameter readyCount: rows of the table that filters and order can be told of.
  mutating func add(
    _ rows: Range<HitTable.Row>, of table: HitTable, _ verdicts: VerdictColumn, readyCount: Int
  ) {
    timeOrder.insertSorted(
      rows.filter(table.isListed).sorted(by: table.isBefore), by: table.isBefore)
    offer(upTo: readyCount, of: table, verdicts)
  }

  /// Takes rows into what is shown that had to wait for their events to be read.
  mutating func offer(upTo count: Int, of table: HitTable, _ verdicts: VerdictColumn) {
    guard count > offeredCount else { return }
    let rows = (offeredCount..<count).filter(table.isListed)
    offeredCount = count
    if case .results = scope {
      change(adding: rows.filter { !silenced.contains($0) }, removing: [], table, verdicts)
    }
  }

  /// Hides the rows that are silenced now, shows those that no longer are. Marks of rows that leave go with them:
  /// nothing acts on what is no hit any more.
  mutating func silence(
    _ evaluation: Evaluation, of table: HitTable, _ verdicts: VerdictColumn
  ) {
    var now = silenced
    for row in silenced where evaluation.rows.contains(row) { now.remove(row) }
    now.formUnion(evaluation.silenced)
    let back = silenced.subtracting(now)
    let gone = now.subtracting(silenced)
    guard !back.isEmpty || !gone.isEmpty else { return }
    if !(showsSilenced ? gone : back).isEmpty { comebacks += 1 }
    silenced = now
    silencedCount = now.count { table.isListed($0) }
    marks.subtract(showsSilenced ? back : gone)
    switch scope {
    case .results:
      change(adding: back.filter { table.isListed($0) }, removing: gone, table, verdicts)
    case .silenced:
      change(adding: gone.filter { table.isListed($0) }, removing: back, table, verdicts)
    case .alert(let events):
      let rows = RowSet(events.rows)
      change(adding: back.filter { rows.contains($0) }, removing: gone, table, verdicts)
    }
  }

  /// After verdicts changed: counts, and rows that a filter on verdicts now shows or hides.
  mutating func judged(
    _ rows: [HitTable.Row], before: [Verdict?], of table: HitTable, _ verdicts: VerdictColumn
  ) {
    for (row, before) in zip(rows, before) where shownSet.contains(row) {
      openCount += (verdicts.isOpen(row) ? 1 : 0) - (before == nil ? 1 : 0)
    }
    guard arrangement.filters.contains(where: { $0.field == .verdict }), var program else { return }
    var gone = RowSet()
    var come: [HitTable.Row] = []
    for row in rows {
      let holds = program.matches(row, table, verdicts) && isCandidate(row, table)
      if shownSet.contains(row) {
        if !holds { gone.insert(row) }
      } else if holds {
        come.append(row)
      }
    }
    self.program = program
    change(adding: come, removing: gone, table, verdicts)
  }

  /// Those rows of a job's that were not silenced meanwhile.
  func stillCandidates(_ rows: [HitTable.Row], _ table: HitTable) -> [HitTable.Row] {
    switch scope {
    case .results, .alert:
      silenced.isEmpty ? rows : rows.filter { !silenced.contains($0) }
    case .silenced: rows.filter { silenced.contains($0) }
    }
  }

  private func isCandidate(_ row: HitTable.Row, _ table: HitTable) -> Bool {
    switch scope {
    case .results: table.isListed(row) && !silenced.contains(row)
    case .silenced: table.isListed(row) && silenced.contains(row)
    case .alert(let events): events.rows.contains(row) && !silenced.contains(row)
    }
  }

  /// Shows rows and hides others, the cursor on the row it was on, or where that one was if it has gone.
  mutating func change(
    adding: [HitTable.Row], removing: RowSet, _ table: HitTable, _ verdicts: VerdictColumn
  ) {
    let order = RowOrder(arrangement.sort, table)
    var added = adding
    if var program, !arrangement.filters.isEmpty {
      added = added.filter { program.matches($0, table, verdicts) }
      self.program = program
    }
    guard !added.isEmpty || !removing.isEmpty else { return }
    let before = current
    if !removing.isEmpty {
      shown.removeAll { removing.contains($0) }
      byTime?.removeAll { removing.contains($0) }
      shownSet.subtract(removing)
      openCount = shown.count { verdicts.isOpen($0) }
    }
    byTime?.insertSorted(added.sorted(by: table.isBefore), by: table.isBefore)
    added.sort { order.isBefore($0, $1, table) }
    shown.insertSorted(added) { order.isBefore($0, $1, table) }
    for row in added where shownSet.insert(row) { openCount += verdicts.isOpen(row) ? 1 : 0 }
    version += 1
    keepCursor(on: before, table)
  }

  /// Shows what a job found.
  mutating func show(
    _ rows: [HitTable.Row], _ arrangement: Arrangement, _ program: FilterProgram?,
    offered: Int, set: RowSet? = nil, openCount: Int? = nil, of table: HitTable,
    _ verdicts: VerdictColumn
  ) {
    let before = current
    self.arrangement = arrangement
    self.program = program
    wanted = nil
    offeredCount = offered
    shown = rows
    shownSet = set ?? RowSet(rows)
    byTime = arrangement.sort == nil ? nil : shownByTime(table)
    self.openCount = openCount ?? rows.count { verdicts.isOpen($0) }
    version += 1
    keepCursor(on: before, table)
  }

  private func shownByTime(_ table: HitTable) -> [HitTable.Row] {
    if case .alert = scope { return shown.sorted(by: table.isBefore) }
    return timeOrder.filter { shownSet.contains($0) }
  }

  mutating func keepCursor(on row: HitTable.Row?, _ table: HitTable) {
    position.follow(
      position.hasMoved ? row.map { place(of: $0, table) } : nil, count: shown.count)
  }

  /// Where a row stands, or would stand.
  private func place(of row: HitTable.Row, _ table: HitTable) -> Int {
    let order = RowOrder(arrangement.sort, table)
    return shown.place { order.isBefore($0, row, table) }
  }

  // MARK: - The cursor

  mutating func move(to place: Int) {
    position.move(to: place, count: shown.count)
  }

  /// Puts the cursor on a row. `false` if it is not in the list.
  @discardableResult
  mutating func move(toRow row: HitTable.Row, of table: HitTable) -> Bool {
    guard shownSet.contains(row) else { return false }
    move(to: place(of: row, table))
    return true
  }

  /// The place of a row that is shown.
  func place(ofShown row: HitTable.Row, _ table: HitTable) -> Int? {
    shownSet.contains(row) ? place(of: row, table) : nil
  }

  /// Keeps the cursor among the rows on the screen; in a replay, which shows the same wherever one came from, by whole pages.
  mutating func settle(height: Int, byPages: Bool) {
    if byPages {
      position.turnPage(count: shown.count, height: height)
    } else {
      position.settle(count: shown.count, height: height)
    }
  }
}
