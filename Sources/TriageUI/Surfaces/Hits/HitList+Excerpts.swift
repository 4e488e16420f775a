import HitStore
import Triage

// Another list instead of all results: the events of an alert, the silenced hits. Esc goes back.

extension HitList {
  /// The saved list of all results.
  struct Behind: Sendable {
    let shown: [HitTable.Row]
    let shownSet: RowSet
    let arrangement: Arrangement
    let program: FilterProgram?
    let isPerEvent: Bool
    let offeredCount: Int
    let silenced: RowSet
    let row: HitTable.Row?
  }

  /// Shows the events of an alert instead of all results. Marks are removed, so that nothing acts
  /// on invisible hits.
  mutating func open(_ events: AlertEvents, of table: HitTable, _ verdicts: VerdictColumn) {
    enter(.alert(events), of: table, verdicts)
  }

  /// Shows the silenced hits instead of all results.
  mutating func openSilenced(of table: HitTable, _ verdicts: VerdictColumn) {
    enter(.silenced, of: table, verdicts)
  }

  private mutating func enter(
    _ scope: Scope, of table: HitTable, _ verdicts: VerdictColumn
  ) {
    if !isExcerpt {
      behind = Behind(
        shown: shown, shownSet: shownSet, arrangement: arrangement, program: program,
        isPerEvent: isPerEvent, offeredCount: offeredCount, silenced: silenced, row: current)
    }
    self.scope = scope
    (marks, rangeStart) = ([], nil)
    show(
      candidates(of: table), Arrangement(), nil, offered: table.count, of: table, verdicts)
    move(to: 0)
  }

  /// Shows all results again, with the cursor on the same hit, and updates them.
  ///
  /// - Parameter readyCount: the number of rows to which filters and order can be applied.
  mutating func close(
    of table: HitTable, _ verdicts: VerdictColumn, readyCount: Int
  ) {
    guard isExcerpt, let behind else { return }
    self.behind = nil
    scope = .results
    (marks, rangeStart) = ([], nil)
    var rows = behind.shown
    var set: RowSet? = behind.shownSet
    var program = behind.program
    let isJudged = behind.arrangement.filters.contains { $0.field == .verdict }
    if isJudged || isPerEvent != behind.isPerEvent {
      // Hits that were judged meanwhile may have entered or left the list.
      rows = program?.filter(candidates(of: table), table, verdicts) ?? candidates(of: table)
      rows = table.sorted(rows, by: behind.arrangement.sort) ?? rows
      set = nil
    }
    show(
      rows, behind.arrangement, program, offered: behind.offeredCount, set: set, of: table,
      verdicts)
    change(
      adding: behind.silenced.subtracting(silenced).filter { table.isListed($0) },
      removing: silenced, table, verdicts)
    offer(upTo: readyCount, of: table, verdicts)
    if let row = behind.row, !move(toRow: row, of: table) { keepCursor(on: row, table) }
  }
}
