import HitStore

// One row for each event, or one for each hit.
//
//     H  Logging stopped +2      three rules match the event; the row is that of the highest level
//
// Decisions on a row apply to its hits: those that pass the filters.

extension HitList {
  /// The row of a hit's event; the hit itself with one row for each hit. `nil` if it is not visible.
  func representative(of row: HitTable.Row, _ table: HitTable) -> HitTable.Row? {
    guard isPerEvent else { return shownSet.contains(row) ? row : nil }
    return table.representative(of: row, in: shownSet)
  }

  /// The hits of a row, the highest level first.
  func hits(ofRow row: HitTable.Row, _ table: HitTable) -> [HitTable.Row] {
    isPerEvent ? table.hits(ofEvent: row, in: shownSet) : [row]
  }

  /// The hits of several rows.
  func hits(ofRows rows: some Sequence<HitTable.Row>, _ table: HitTable) -> [HitTable.Row] {
    isPerEvent ? rows.flatMap { hits(ofRow: $0, table) } : Array(rows)
  }

  /// Whether any hit of a row has no verdict.
  func isOpen(_ row: HitTable.Row, _ table: HitTable, _ verdicts: VerdictColumn) -> Bool {
    if verdicts.isOpen(row) { return true }
    return isPerEvent && table.hasHit(ofEvent: row, in: shownSet) { verdicts.isOpen($0) }
  }

  /// Whether any hit of a row is among some rows.
  func isRow(_ row: HitTable.Row, in rows: RowSet, _ table: HitTable) -> Bool {
    if rows.contains(row) { return true }
    return isPerEvent && table.hasHit(ofEvent: row, in: shownSet) { rows.contains($0) }
  }

  /// Marks the hits of a row; if all are marked, takes their marks off.
  mutating func toggleMark(_ row: HitTable.Row, _ table: HitTable) {
    let hits = hits(ofRow: row, table)
    if hits.allSatisfy(marks.contains) {
      for hit in hits { marks.remove(hit) }
    } else {
      marks.formUnion(hits)
    }
  }

  /// Shows one row for each event or for each hit, with the cursor on the same one.
  mutating func setPerEvent(_ isPerEvent: Bool, of table: HitTable, _ verdicts: VerdictColumn) {
    guard isPerEvent != self.isPerEvent else { return }
    let all = hits
    self.isPerEvent = isPerEvent
    let sorted = table.sorted(all.sorted(by: table.isBefore), by: arrangement.sort) ?? all
    show(
      sorted, arrangement, program, offered: offeredCount, openCount: openCount, of: table,
      verdicts)
  }
}

/// What the hits of a row have in common.
enum RowVerdict: Sendable, Hashable {
  /// All hits have it; `nil` is no verdict yet.
  case all(Verdict?)
  /// They differ, or some have none.
  case mixed
}

extension State {
  func rowVerdict(of row: HitTable.Row) -> RowVerdict {
    let first = session.byRow[row]
    guard list.isPerEvent else { return .all(first) }
    let differs = table.hasHit(ofEvent: row, in: list.shownSet) { session.byRow[$0] != first }
    return differs ? .mixed : .all(first)
  }
}
