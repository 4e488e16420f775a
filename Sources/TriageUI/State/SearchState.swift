import HitStore

/// The search in the list.
struct ListSearch: Sendable {
  /// What was typed; empty when nothing is searched for.
  var text = ""
  /// Where it was found; `nil` while the hits are being searched.
  var result: Searching?
  /// Whether a search goes through whole events, and not through the columns alone.
  var isInWholeEvents = false
}

/// A search: what is looked for, and every hit where it was found.
///
///     /kim ─▶ 41 hits   n ─▶ the next of them in the list's order
struct Searching: Sendable {
  let filter: HitFilter
  /// Rows of the table that match, shown or not.
  var matches: RowSet
  /// Asks the same of rows that come later.
  var program: FilterProgram
  /// Rows of the table that were asked.
  var rowCount: Int
  /// Holds a cell's text against what is looked for.
  let matcher: TextMatcher

  /// Asks rows that came since.
  mutating func keepUp(with table: HitTable, _ verdicts: VerdictColumn, upTo count: Int) {
    guard rowCount < count else { return }
    for row in rowCount..<count where program.matches(row, table, verdicts) { matches.insert(row) }
    rowCount = count
  }
}
