import HitStore
import TerminalScreen

/// Draws rows of which one is under the cursor. All lists of the workbench are drawn here:
///
///       region      place        the rule       the head, if there is one
///     * ap-east-1   Hong Kong    suspected      the row under the cursor stands out over the whole width
///       us-east-1   N. Virginia  allowed
///
/// Rows are made when they are drawn: of a million, those on the screen.
struct ListView {
  let count: Int
  let cursor: ListCursor
  /// A row that no cursor goes to, drawn before the row with this index.
  var divider: (before: Int, line: Line)?
  /// What is searched for: it stands out where a row has it.
  var matcher: TextMatcher?
  /// What a click on a row means.
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
    // What stands out in the row keeps doing so.
    screen.restyle(line) { style in
      switch style.role {
      case .selection: break
      case .searchMatch: style = Style(.selection, bold: true, underlined: true)
      default: style = Style(.selection)
      }
    }
  }
}
