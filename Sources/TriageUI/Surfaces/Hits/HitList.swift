import HitStore
import Triage

/// The displayed list of hits: rows, order, cursor and marks.
///
///     all results, or the silenced, or an alert's events ─▶ filters ─▶ order ─▶ shown
///
/// Rows are indices of the append-only `HitTable`, so they stay valid while hits arrive and leave
/// the list. A `ListJob` does work over every row. The steps here only cost as much as what
/// changes.
public struct HitList: Sendable {
  public var columns: Columns {
    didSet { followColumn(from: oldValue) }
  }
  var search = ListSearch()
  /// The results of filters on whole events.
  var found: [HitFilter: FoundRows] = [:]
  /// Work that is running on another thread.
  var work: [WorkSlot: ListWork] = [:]
  var lastJob = 0
  /// Whether the hits of one event are one row: that of the hit with the highest level.
  public internal(set) var isPerEvent = false
  /// The visible rows, in order.
  public internal(set) var shown: [HitTable.Row] = []
  /// The visible hits: those of `shown`, and the further hits of their events.
  var shownSet = RowSet()
  /// The visible hits by time, if `shown` has another order or not all of them.
  private(set) var byTime: [HitTable.Row]?
  /// The number of visible hits without a verdict.
  var openCount = 0
  /// The filters and the order of `shown`.
  public internal(set) var arrangement = Arrangement()
  /// The requested filters and order, while being applied.
  var wanted: Arrangement?
  /// Tests later rows.
  var program: FilterProgram?
  /// The number of rows offered to `shown`; later ones wait until their events were read.
  var offeredCount = 0

  /// Every result by time, silenced or not.
  private(set) var timeOrder: [HitTable.Row] = []
  /// The kind of list.
  public internal(set) var scope = Scope.results
  /// The list of all results, while another one is shown.
  var behind: Behind?

  /// Rows that the current rules no longer match.
  public private(set) var silenced = RowSet()
  /// The number of these that are results themselves.
  private(set) var silencedCount = 0
  public internal(set) var marks = RowSet()
  /// The number of marks on invisible rows.
  var hiddenMarkCount: Int { marks.count - marks.intersectionCount(shownSet) }
  /// The cursor in `shown`.
  public private(set) var position = ListCursor()
  /// The cursor's index in `shown`.
  public var cursor: Int { position.index }
  /// The index of the cursor's column among the visible ones.
  public internal(set) var column = 0
  /// The start of a range of marks.
  public internal(set) var rangeStart: HitTable.Row?
  /// Increases when the visible rows change.
  var version = 0
  /// Increases when silenced hits come back, or hits leave the list of silenced ones.
  private(set) var comebacks = 0

  /// Filters and order.
  public struct Arrangement: Sendable, Hashable {
    public var filters: [HitFilter] = []
    public var sort: HitSort?
  }

  /// The visible hits, by time or in the order of the list.
  var hits: [HitTable.Row] { byTime ?? shown }
  /// The number of visible hits.
  var hitCount: Int { shownSet.count }

  public enum Scope: Sendable {
    case results
    case silenced
    case alert(AlertEvents)
  }

  init(columns: Columns, isPerEvent: Bool) {
    self.columns = columns
    self.isPerEvent = isPerEvent
    column = columns.initialColumn
    byTime = isPerEvent ? [] : nil
  }

  /// Keeps the cursor on its field when columns come, go or move.
  private mutating func followColumn(from before: Columns) {
    let field = before.fields.indices.contains(column) ? before.fields[column] : nil
    column = field.flatMap(columns.fields.firstIndex) ?? columns.initialColumn
  }

  public var current: HitTable.Row? { shown.indices.contains(cursor) ? shown[cursor] : nil }

  /// The requested filters, even while they are being applied.
  public var filters: [HitFilter] { (wanted ?? arrangement).filters }
  public var sort: HitSort? { (wanted ?? arrangement).sort }

  /// The alert whose events are shown; `nil` for other lists.
  public var opened: AlertEvents? { if case .alert(let events) = scope { events } else { nil } }
  /// Whether the list has the silenced hits.
  public var showsSilenced: Bool { if case .silenced = scope { true } else { false } }
  /// Whether the list does not have all results.
  var isExcerpt: Bool { if case .results = scope { false } else { true } }

  /// The number of rows without filters.
  public var candidateCount: Int {
    switch scope {
    case .results: timeOrder.count - silencedCount
    case .silenced: silencedCount
    case .alert(let events): events.rows.count { !silenced.contains($0) }
    }
  }

  /// All results by time, whatever the list shows.
  var results: [HitTable.Row] {
    silencedCount == 0 ? timeOrder : timeOrder.filter { !silenced.contains($0) }
  }

  /// The rows before filtering, by time.
  func candidates(of table: HitTable) -> [HitTable.Row] {
    switch scope {
    case .results: results
    case .silenced: timeOrder.filter { silenced.contains($0) }
    case .alert(let events):
      events.rows.filter { !silenced.contains($0) }.sorted(by: table.isBefore)
    }
  }

  // MARK: - Rows that come and go

  /// Adds new rows of the table, keeping the order and the cursor's row.
  ///
  /// - Parameter readyCount: the number of rows to which filters and order can be applied.
  mutating func add(
    _ rows: Range<HitTable.Row>, of table: HitTable, _ verdicts: VerdictColumn, readyCount: Int
  ) {
    timeOrder.insertSorted(
      rows.filter(table.isListed).sorted(by: table.isBefore), by: table.isBefore)
    offer(upTo: readyCount, of: table, verdicts)
  }

  /// New rows of the table are silenced events.
  mutating func noteSilenced(_ rows: Range<HitTable.Row>, of table: HitTable) {
    silenced.formUnion(rows)
    silencedCount += rows.count { table.isListed($0) }
  }

  /// Adds rows that had to wait until their events were read.
  mutating func offer(upTo count: Int, of table: HitTable, _ verdicts: VerdictColumn) {
    guard count > offeredCount else { return }
    let rows = (offeredCount..<count).filter(table.isListed)
    offeredCount = count
    switch scope {
    case .results:
      change(adding: rows.filter { !silenced.contains($0) }, removing: [], table, verdicts)
    case .silenced:
      change(
        adding: rows.filter { silenced.contains($0) && !shownSet.contains($0) }, removing: [],
        table, verdicts)
    case .alert: break
    }
  }

  /// Hides newly silenced rows and shows those that no longer are. Rows that leave lose their
  /// marks, so that nothing acts on them.
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

  /// After verdicts changed, updates counts and filters on verdicts.
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

  /// The hits that a job found, without those that were silenced meanwhile, in order.
  func stillCandidates(
    _ result: ListResult, _ table: HitTable, _ sort: HitSort?
  ) -> [HitTable.Row] {
    func isStill(_ row: HitTable.Row) -> Bool { silenced.contains(row) == showsSilenced }
    // A job with one row for each event has ordered only those.
    guard result.rows.count < result.matches.count else { return result.rows.filter(isStill) }
    let rows = candidates(of: table).filter { result.matches.contains($0) && isStill($0) }
    return table.sorted(rows, by: sort) ?? rows
  }

  private func isCandidate(_ row: HitTable.Row, _ table: HitTable) -> Bool {
    switch scope {
    case .results: table.isListed(row) && !silenced.contains(row)
    case .silenced: table.isListed(row) && silenced.contains(row)
    case .alert(let events): events.rows.contains(row) && !silenced.contains(row)
    }
  }

  /// Shows and hides rows, with the cursor on the same row, or at its place if it has gone.
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
    var changed = shownSet
    changed.subtract(removing)
    changed.formUnion(added)
    var (entering, leaving) = rowChanges(adding: added, removing: removing, to: changed, table)
    shownSet = changed
    if !removing.isEmpty {
      shown.removeAll { leaving.contains($0) }
      byTime?.removeAll { removing.contains($0) }
      byTime?.insertSorted(added.sorted(by: table.isBefore), by: table.isBefore)
      openCount = hits.count { verdicts.isOpen($0) }
    } else {
      if !leaving.isEmpty { shown.removeAll { leaving.contains($0) } }
      byTime?.insertSorted(added.sorted(by: table.isBefore), by: table.isBefore)
      openCount += added.count { verdicts.isOpen($0) }
    }
    entering.sort { order.isBefore($0, $1, table) }
    shown.insertSorted(entering) { order.isBefore($0, $1, table) }
    version += 1
    keepCursor(on: before, table)
  }

  /// The rows that enter and leave the list when hits do: per event, a hit may only take the place
  /// of another.
  private func rowChanges(
    adding: [HitTable.Row], removing: RowSet, to changed: RowSet, _ table: HitTable
  ) -> (entering: [HitTable.Row], leaving: RowSet) {
    guard isPerEvent else { return (adding, removing) }
    var entering = RowSet()
    var leaving = RowSet()
    for row in adding + removing.filter(shownSet.contains) {
      let before = table.representative(of: row, in: shownSet)
      let after = table.representative(of: row, in: changed)
      if before == after { continue }
      if let before { leaving.insert(before) }
      if let after { entering.insert(after) }
    }
    return (Array(entering), leaving)
  }

  /// Shows the result of a job.
  ///
  /// - Parameters:
  ///   - rows: the hits, or with `set` the rows of the hits that are in it, in order.
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
    shownSet = set ?? RowSet(rows)
    shown = set == nil && isPerEvent ? table.representatives(rows, in: shownSet) : rows
    byTime = arrangement.sort == nil && !isPerEvent ? nil : shownByTime(table)
    self.openCount = openCount ?? hits.count { verdicts.isOpen($0) }
    version += 1
    keepCursor(on: before, table)
  }

  private func shownByTime(_ table: HitTable) -> [HitTable.Row] {
    if case .alert = scope { return shownSet.sorted(by: table.isBefore) }
    return timeOrder.filter { shownSet.contains($0) }
  }

  mutating func keepCursor(on row: HitTable.Row?, _ table: HitTable) {
    position.follow(
      position.hasMoved ? row.map { place(of: representative(of: $0, table) ?? $0, table) } : nil,
      count: shown.count)
  }

  /// The index of a row, or where it would be.
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
    guard let place = place(ofShown: row, table) else { return false }
    move(to: place)
    return true
  }

  /// The index of the row of a visible hit.
  func place(ofShown row: HitTable.Row, _ table: HitTable) -> Int? {
    guard shownSet.contains(row), let row = representative(of: row, table) else { return nil }
    return place(of: row, table)
  }

  /// Keeps the cursor on the screen; in a replay by whole pages, so that it looks the same from any
  /// direction.
  mutating func settle(height: Int, byPages: Bool) {
    if byPages {
      position.turnPage(count: shown.count, height: height)
    } else {
      position.settle(count: shown.count, height: height)
    }
  }
}
