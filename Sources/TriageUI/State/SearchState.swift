import HitStore

/// The search in the list.
struct ListSearch: Sendable {
  /// The typed text; empty without a search.
  var text = ""
  /// The matches; `nil` while searching.
  var result: Searching?
  /// Whether a search covers whole events, not only the columns.
  var isInWholeEvents = false
}

/// A search: its text, and every matching hit.
///
///     /kim ─▶ 41 hits   n ─▶ the next of them in the list's order
struct Searching: Sendable {
  let filter: HitFilter
  /// Rows of the table that match, shown or not.
  var matches: RowSet
  /// Tests later rows.
  var program: FilterProgram
  /// The number of tested rows of the table.
  var rowCount: Int
  /// Matches a cell's text.
  let matcher: TextMatcher

  /// Tests new rows.
  mutating func keepUp(with table: HitTable, _ verdicts: VerdictColumn, upTo count: Int) {
    guard rowCount < count else { return }
    for row in rowCount..<count where program.matches(row, table, verdicts) { matches.insert(row) }
    rowCount = count
  }
}
