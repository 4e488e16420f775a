import Basics
import EventJSON
import Scanning
import TerminalScreen

/// One event: why the rule matched it, its verdict and comments, then its JSON.
///
///     event GetObject (AccessDenied)  0f6e…  samples/logs/…/file.json.gz
///     why  selection: awsRegion = ap-east-1 (pattern ap-east-1)
///     {
///       "eventVersion": "1.09",
enum EventView {
  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    screen.addSpot(rect, .detail())
    let detail = state.event.detail
    draw(
      state.event, noun: detail.map { state.table.isAlert($0.row) } ?? false ? "alert" : "event",
      isFocused: state.hasKeysInEvent, rect, on: &screen
    ) { .detail(row: $0, isSign: $1) }
  }

  /// Draws an event. With the keys, it has a cursor, and its title shows the position.
  static func draw(
    _ pane: EventPane, noun: SafeText, isFocused: Bool, _ rect: Rect, on screen: inout Screen,
    clickedRow: (_ row: Int, _ isSign: Bool) -> Spot.Meaning
  ) {
    let style = Style(isFocused ? .borderFocused : .border)
    screen.fill(rect.line(0), style: style)
    let title = " " + noun + pane.action
    let found = foundWords(pane)
    let rest = rect.columns - title.width - found.width - 3
    screen.put(
      title + "  " + subtitle(pane, isFocused: isFocused, width: rest),
      column: rect.column, row: rect.row, width: rect.columns, style: style)
    screen.put(
      found, column: rect.endColumn - found.width, row: rect.row, width: rect.columns,
      style: Style(.searchMatch))
    let inside = Viewport.text(of: rect)
    let rows = pane.shownRows(width: inside.columns, height: inside.rows)
    for (offset, shown) in rows.enumerated() {
      let row = inside.row + offset
      shown.line.draw(on: &screen, column: inside.column, row: row, width: inside.columns)
      let line = rect.line(row - rect.row)
      screen.addSpot(line, clickedRow(offset, false))
      screen.addSpot(
        Rect(column: rect.column, row: row, columns: 1, rows: 1), clickedRow(offset, true))
      if pane.isFolded(at: shown.place) {
        screen.put("▸", column: rect.column, row: row, style: Style(.accent))
      }
      if isFocused, shown.place == pane.cursor {
        screen.restyle(line, Style(.selection))
      }
    }
  }

  /// The position of the cursor; without the keys, the event's id and file.
  private static func subtitle(_ pane: EventPane, isFocused: Bool, width: Int) -> SafeText {
    if isFocused, let node = pane.currentNode, let json = pane.json {
      let place = SafeText(json.outline.place(node), limit: 1_000)
      // The end of a place is the most informative part.
      if !place.isEmpty { return place.truncatedAtStart(to: max(8, width)) }
    }
    guard let detail = pane.detail else { return "" }
    return SafeText(detail.id.event, limit: 1_000) + "  " + SafeText(detail.file, limit: 1_000)
  }

  /// The number of matches in the event, in the title, since not all may be visible.
  private static func foundWords(_ pane: EventPane) -> SafeText {
    guard !pane.found.isEmpty else { return .empty }
    let hidden = pane.hiddenFoundCount
    return SafeText(
      " \(pane.found.count.grouped) found" + (hidden > 0 ? ", \(hidden.grouped) folded away " : " ")
    )
  }
}
