import Basics
import HitStore
import TerminalScreen

/// The table of hits.
///
///       eventTime            awsRegion    userIdentity.arn          sourceIPAddress
///     *F 2026-10-02 14:03:59 ap-east-1    …:assumed-role/deploy/ci   198.51.100.7
///        2026-10-02 14:05:10 me-south-1   …:user/kim                 203.0.113.9
///
/// The gutter says what a hit is without colour: `*` marked, `-` in a range that is open, `T` `F` `B` its verdict, `c`
/// commented.
enum HitsView {
  private static let gutterWidth = 4

  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let columns = ColumnFit(state: state, width: rect.columns - gutterWidth)
    drawHead(state, columns, rect, on: &screen)
    let rows = state.list.shown.dropFirst(state.list.top).prefix(rect.rows - 1)
    let range = openRange(state)
    for (offset, row) in rows.enumerated() {
      draw(
        row, of: state, columns, isInRange: range?.contains(state.list.top + offset) ?? false, rect,
        at: rect.row + 1 + offset, on: &screen)
      screen.addSpot(
        rect.line(1 + offset),
        .row(state.list.top + offset))
    }
    if rows.isEmpty { drawEmpty(state, rect, on: &screen) }
  }

  /// The places that a range of marks would take, were it ended here.
  private static func openRange(_ state: State) -> ClosedRange<Int>? {
    guard let start = state.list.rangeStart,
      let place = state.list.place(ofShown: start, state.table)
    else { return nil }
    return min(place, state.list.cursor)...max(place, state.list.cursor)
  }

  private static func drawHead(
    _ state: State, _ columns: ColumnFit, _ rect: Rect, on screen: inout Screen
  ) {
    let line = rect.line(0)
    let role: Role = state.pane == .hits ? .borderFocused : .border
    screen.fill(line, style: Style(role))
    let fields = state.columns.fields
    for placed in columns.placed {
      let isCurrent = placed.column == state.list.column
      let field = fields[placed.column]
      screen.addSpot(
        Rect(
          column: rect.column + gutterWidth + placed.start, row: rect.row, columns: placed.width,
          rows: 1), .column(placed.column))
      screen.put(
        SafeText(field) + arrow(field, state.list.sort),
        column: rect.column + gutterWidth + placed.start,
        row: rect.row, width: placed.width,
        style: Style(role, bold: isCurrent, underlined: isCurrent))
    }
  }

  /// Which way the list is sorted, at the column that it is sorted by.
  private static func arrow(_ field: String, _ sort: HitSort?) -> SafeText {
    guard let sort, sort.field == field else { return "" }
    return sort.isReversed ? "▼" : "▲"
  }

  private static func draw(
    _ row: HitTable.Row, of state: State, _ columns: ColumnFit, isInRange: Bool, _ rect: Rect,
    at y: Int, on screen: inout Screen
  ) {
    let isCursor = row == state.currentRow
    let isMarked = state.list.marks.contains(row)
    let verdict = state.verdict(of: row)
    let fields = state.columns.fields

    if isCursor {
      screen.fill(
        rect.line(y - rect.row), style: Style(.selection))
    }
    func style(_ role: Role) -> Style { Style(isCursor ? .selection : role) }
    if isMarked {
      screen.put("*", column: rect.column, row: y, style: style(.marked))
    } else if isInRange {
      screen.put("-", column: rect.column, row: y, style: style(.marked))
    }
    let (letter, role) = Self.letter(verdict)
    screen.put(letter, column: rect.column + 1, row: y, style: style(role))
    if state.session.comments[state.table.id(row)] != nil {
      screen.put("c", column: rect.column + 2, row: y, style: style(.accent))
    }
    if state.table.isAlert(row) {
      let start = columns.placed.first { fields[$0.column] == "eventTime" }
      drawAlert(row, of: state, behind: start, rect, at: y, style(.accent), on: &screen)
    }
    for placed in columns.placed {
      if state.table.isAlert(row), fields[placed.column] != "eventTime" { continue }
      let text = state.text(row, field: fields[placed.column])
      let cell = CellText(text, field: fields[placed.column], width: placed.width)
      let column = rect.column + gutterWidth + placed.start
      screen.put(
        cell.shown, column: column, row: y, width: placed.width,
        style: style(isMarked ? .marked : .plain))
      guard let matcher = state.searching?.matcher else { continue }
      for range in cell.columns(found: matcher) {
        screen.restyle(
          Rect(column: column + range.lowerBound, row: y, columns: range.count, rows: 1),
          isCursor ? Style(.selection, bold: true, underlined: true) : Style(.searchMatch))
      }
    }
  }

  /// An alert says its summary in the place of the columns behind the time.
  private static func drawAlert(
    _ row: HitTable.Row, of state: State, behind time: ColumnFit.Placed?, _ rect: Rect, at y: Int,
    _ style: Style, on screen: inout Screen
  ) {
    let start = gutterWidth + (time.map { $0.start == 0 ? $0.width + 1 : 0 } ?? 0)
    let width = max(0, rect.columns - start)
    let text = SafeText("▸ " + state.table.summary(row), limit: 1_000)
    let column = rect.column + start
    let parts = state.table.summary(row).pieces(atText: " · ")
    guard text.width > width, parts.count > 1, let group = parts.last else {
      screen.put(text, column: column, row: y, width: width, style: style)
      return
    }
    // Whose events they are says most, and of that the end.
    guard width >= columnsForTitle else {
      screen.put(
        "▸ " + SafeText(String(group), limit: 1_000).truncatedAtStart(to: width - 2),
        column: column, row: y, width: width, style: style)
      return
    }
    let head = SafeText("▸ " + parts.dropLast().joined(separator: " · ") + " · ", limit: 1_000)
    let used = screen.put(
      head, column: column, row: y, width: max(0, width - fewestGroupColumns), style: style)
    screen.put(
      SafeText(String(group), limit: 1_000).truncatedAtStart(to: width - used),
      column: column + used,
      row: y, width: width - used, style: style)
  }

  private static let columnsForTitle = 30
  private static let fewestGroupColumns = 12

  /// A verdict in one letter.
  static func letter(_ verdict: Verdict?) -> (SafeText, Role) {
    switch verdict {
    case .truePositive: ("T", .truePositive)
    case .falsePositive: ("F", .falsePositive)
    case .benignTruePositive: ("B", .benignTruePositive)
    case nil: (" ", .plain)
    }
  }

  private static func drawEmpty(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let text: String
    if !state.list.filters.isEmpty {
      text =
        state.work[.arrange] == nil
        ? "no hit passes the filters; \(state.key(.clearOrBack)) takes the last one off, \(state.key(.clearFilters)) all of them"
        : "looking for hits that pass …"
    } else if state.list.showsSilenced {
      text = "no hit is silenced any more; \(state.key(.showSilenced)) goes back"
    } else if state.list.opened != nil {
      text =
        "the rules no longer match the events of this alert; \(state.key(.clearOrBack)) goes back"
    } else if state.scan.isRunning {
      text = "scanning: no hit yet"
    } else if let reason = state.scan.report?.unkept {
      text = "hits are missing: \(reason)"
    } else if !state.list.silenced.isEmpty {
      text =
        "all \(state.list.silenced.count.counting("hit")) silenced; \(state.key(.showSilenced)) lists them"
    } else if let report = state.scan.report?.correlation, report.correlations > 0 {
      text = "no alert: the correlations saw \(report.detections.counting("event"))"
    } else {
      text =
        "the rule matches nothing in these logs; \(state.key(.showScan)) says what was read and left out, \(state.key(.showAllowlist)) which regions they hold"
    }
    let lines = Line.wrapped(text, width: max(1, rect.columns - gutterWidth), .muted)
    Line.draw(
      lines, top: 0, on: &screen,
      in: Rect(
        column: rect.column + gutterWidth, row: rect.row + 2,
        columns: max(0, rect.columns - gutterWidth), rows: max(0, rect.rows - 2)))
  }
}
