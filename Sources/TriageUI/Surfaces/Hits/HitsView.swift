import Basics
import HitStore
import Places
import TerminalScreen

/// The table of hits.
///
///        eventTime 2026 awsRegion   eventName     userIdentity.arn          sourceIPAddr… ›3
///     *F 10-02 14:03:59 ap-east-1   RunInstances  deploy/ci                 198.51.100.7
///        10-02 14:05:10 me-south-1  GetObject     kim                       203.0.113.9
///
/// The gutter shows marks and verdicts without colour: `*` marked, `-` in an open range, `T` `F`
/// `B` its verdict, `c` commented, `!` something stands out about its source, `~` not all hits of the
/// row. `›3` at the end of the head: three columns are hidden there. In the row under the cursor, the
/// cell of the cursor's column stands out.
enum HitsView {
  private static let gutterWidth = 4

  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let columns = ColumnFit(state: state, width: rect.columns - gutterWidth)
    drawHead(state, columns, rect, on: &screen)
    let range = openRange(state)
    let shown = state.list.shown
    ListView(
      count: shown.count, cursor: state.list.position, cell: cell(state, columns),
      meaning: { .row($0) }
    ).draw(on: &screen, in: rect.below(1)) { place in
      line(
        shown[place], of: state, columns, isInRange: range?.contains(place) ?? false,
        width: rect.columns)
    }
    if shown.isEmpty { drawEmpty(state, rect, on: &screen) }
  }

  /// The cell under the cursor. An alert has a summary instead of cells.
  private static func cell(_ state: State, _ columns: ColumnFit) -> Range<Int>? {
    guard !state.isOnAlert,
      let placed = columns.placed.first(where: { $0.column == state.list.column })
    else { return nil }
    let start = gutterWidth + placed.start
    return start..<start + placed.width
  }

  /// The range of marks if it ended here.
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
    let role: Role = state.hasKeysInEvent ? .border : .borderFocused
    screen.fill(line, style: Style(role))
    let fields = state.list.columns.fields
    for placed in columns.placed {
      let isCurrent = placed.column == state.list.column
      let field = fields[placed.column]
      screen.addSpot(
        Rect(
          column: rect.column + gutterWidth + placed.start, row: rect.row, columns: placed.width,
          rows: 1), .column(placed.column))
      screen.put(
        title(field, state, width: placed.width), column: rect.column + gutterWidth + placed.start,
        row: rect.row, width: placed.width,
        style: Style(role, bold: isCurrent, underlined: isCurrent))
    }
    if columns.hiddenLeft > 0 {
      screen.put(
        SafeText("‹\(columns.hiddenLeft)"), column: rect.column, row: rect.row, width: gutterWidth,
        style: Style(role, bold: true))
    }
    if columns.hiddenRight > 0 {
      let more = SafeText(" ›\(columns.hiddenRight)")
      screen.put(
        more, column: rect.endColumn - more.width, row: rect.row, style: Style(role, bold: true))
    }
  }

  /// A field as the head of its column, with the direction of the sort; if it does not fit, its
  /// short name in filters, or the end of its path. Times have what they leave out: `eventTime 2026`.
  private static func title(_ field: String, _ state: State, width: Int) -> SafeText {
    let arrow = arrow(field, state.list.sort)
    let room = max(1, width - arrow.width)
    let path = SafeText(field == "level" ? "lv" : field, limit: CellText.maximumWidth)
    let name =
      path.width <= room
      ? path
      : SafeText(HitField(column: field).name, limit: CellText.maximumWidth)
        .truncatedAtStart(to: room)
    guard field == "eventTime", let time = state.overview.times?.lowerBound,
      let shared = state.timeForm.shared(of: time)
    else { return name + arrow }
    let whole = name + arrow + SafeText(" " + shared)
    return whole.width <= width ? whole : name + arrow
  }

  /// The sort direction, at the sorted column.
  private static func arrow(_ field: String, _ sort: HitSort?) -> SafeText {
    guard let sort, sort.field == field else { return "" }
    return sort.isReversed ? "▼" : "▲"
  }

  private static func line(
    _ row: HitTable.Row, of state: State, _ columns: ColumnFit, isInRange: Bool, width: Int
  ) -> Line {
    let hits = state.list.hits(ofRow: row, state.table)
    let marked = hits.count(where: state.list.marks.contains)
    let isMarked = marked == hits.count
    var signs = TableLine(width: width)
    signs.sign(isMarked ? "*" : marked > 0 ? "~" : isInRange ? "-" : nil, .marked)
    let (letter, role) = Self.letter(state.rowVerdict(of: row))
    signs.sign(letter, role)
    let isCommented = hits.contains { state.session.comments[state.table.id($0)] != nil }
    signs.sign(isCommented ? "c" : nil, .accent)
    signs.sign(hasSignal(row, state) ? "!" : nil, .warning, bold: true)
    var line = signs.line
    let fields = state.list.columns.fields
    let time = state.timeForm
    let isAlert = state.table.isAlert(row)
    let isOfAlert: (ColumnFit.Placed) -> Bool = {
      ["eventTime", "level"].contains(fields[$0.column])
    }
    for placed in columns.placed where !isAlert || isOfAlert(placed) {
      let field = fields[placed.column]
      let text = state.text(row, field: field)
      line.fill(to: gutterWidth + placed.start)
      if field == "level" {
        line.append(RuleCells.level(text))
        continue
      }
      let suffix = RuleCells.suffix(field, hits, state.table)
      let cell = CellText(
        text, field: field, width: max(1, placed.width - suffix.width), time: time)
      line.append(cell.shown, isMarked ? .marked : .plain)
      line.append(suffix, .accent)
      guard let matcher = state.list.search.result?.matcher else { continue }
      let isCursor = row == state.currentRow
      let style = isCursor ? Style(.selection, bold: true, underlined: true) : Style(.searchMatch)
      for range in cell.columns(found: matcher) {
        let start = gutterWidth + placed.start
        line.restyle(start + range.lowerBound..<start + range.upperBound, style)
      }
    }
    guard isAlert else { return line }
    let leading = columns.placed.prefix(while: isOfAlert)
    let start = gutterWidth + (leading.last.map { $0.start + $0.width + 1 } ?? 0)
    return line.prefix(columns: start).filled(to: start)
      .appending(alert(row, of: state, width: max(0, width - start)), .accent)
  }

  private static func hasSignal(_ row: HitTable.Row, _ state: State) -> Bool {
    !state.text(row, field: PlaceField.signals.rawValue).isEmpty
  }

  /// An alert has its summary instead of the columns after the time.
  private static func alert(_ row: HitTable.Row, of state: State, width: Int) -> SafeText {
    let summary = PrincipalName.shortening(arnsIn: state.table.summary(row))
    let text = SafeText("▸ " + summary, limit: CellText.maximumWidth)
    let parts = summary.pieces(atText: " · ")
    guard text.width > width, parts.count > 1, let group = parts.last else { return text }
    // Whom an alert is about says more than its title, and the value more than its field.
    let value = SafeText(String(group.cut(at: "=")?.behind ?? group), limit: CellText.maximumWidth)
    let head = SafeText(
      "▸ " + parts.dropLast().joined(separator: " · "), limit: CellText.maximumWidth)
    let shown = value.truncatedAtStart(to: max(width / 2, width - head.width - 3))
    return head.truncated(to: max(1, width - shown.width - 3)) + " · " + shown
  }

  /// The verdict of a row's hits in one letter.
  static func letter(_ verdict: RowVerdict) -> (SafeText, Role) {
    switch verdict {
    case .all(let verdict): letter(verdict)
    case .mixed: ("~", .accent)
    }
  }

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
        state.list.work[.arrange] == nil
        ? "no hit passes the filters; \(state.key(.clearOrBack)) takes the last one off, \(state.key(.clearFilters)) all of them"
        : "looking for hits that pass …"
    } else if state.list.showsSilenced {
      text = "no hit is silenced any more; \(state.key(.showSilenced)) goes back"
    } else if state.list.opened != nil {
      text =
        "the rules no longer match the events of this alert; \(state.key(.clearOrBack)) goes back"
    } else if state.scan.isRunning {
      text = "scanning: no hit yet"
    } else if let reason = state.scan.report?.storageFailure {
      text = "hits are missing: \(reason)"
    } else if !state.list.silenced.isEmpty {
      text =
        "all \(state.silencedCount.counting("event")) silenced; \(state.key(.showSilenced)) lists them"
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
