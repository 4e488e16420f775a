import HitStore
import TerminalScreen

/// Draws rows with a cursor. All lists of the workbench are drawn here:
///
///       region      place        the rule       the head, if there is one
///     * ap-east-1   Hong Kong    suspected      the row under the cursor is highlighted over the whole width
///       us-east-1   N. Virginia  allowed
///
/// Only visible rows are made, even of a million.
struct ListView {
  let count: Int
  let cursor: ListCursor
  /// A row that the cursor skips, drawn before the row with this index.
  var divider: (before: Int, line: Line)?
  /// The columns of the cell under the cursor, if commands act on one: it is
  /// underlined in its row.
  var cell: Range<Int>?
  /// The searched text, which is highlighted in rows.
  var matcher: TextMatcher?
  /// The target of a click on a row.
  var meaning: (Int) -> Spot.Meaning = { .line($0) }

  func draw(on screen: inout Screen, in rect: Rect, row: (Int) -> Line) {
    let top = cursor.top(count: count, height: rect.rows, divider: divider?.before)
    let end = min(count + (divider == nil ? 0 : 1), top + rect.rows)
    for place in top..<max(top, end) {
      let line = rect.line(place - top)
      if let divider, place == divider.before {
        divider.line.draw(on: &screen, column: line.column, row: line.row, width: line.columns)
        continue
      }
      let index = divider.map { place > $0.before } ?? false ? place - 1 : place
      self.row(index, row(index), on: &screen, in: line)
    }
  }

  private func row(_ index: Int, _ text: Line, on screen: inout Screen, in line: Rect) {
    text.highlighted(by: matcher).draw(
      on: &screen, column: line.column, row: line.row, width: line.columns)
    screen.addSpot(line, meaning(index))
    guard index == cursor.index else { return }
    // Highlighted parts of the row stay highlighted.
    screen.restyle(line) { style in
      switch style.role {
      case .selection: break
      case .searchMatch: style = Style(.selection, bold: true, underlined: true)
      default: style = Style(.selection)
      }
    }
    guard let cell else { return }
    let shown = Rect(
      column: line.column + cell.lowerBound, row: line.row, columns: cell.count, rows: 1)
    screen.restyle(shown.intersection(line)) { $0.isUnderlined = true }
  }
}
