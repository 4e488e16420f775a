import Basics
import EventJSON
import HitStore
import Scanning
import TerminalScreen

/// All events of a principal, an address or a key around a hit, hits or not, in the order of time:
///
///       from hit    eventTime           eventName      eventSource
///     !   -00:12:31 2026-03-02 13:51:28 ListUsers      iam.amazonaws.com
///     ▸    00:00:00 2026-03-02 14:03:59 CreateUser     iam.amazonaws.com
///         +00:00:04 2026-03-02 14:04:03 AttachUserP…   iam.amazonaws.com
///
/// `▸` is the hit that one came from, `!` another hit. They come while the logs are read again.
struct ContextPage: InteractivePage {
  /// Answers to earlier searches are not for this one.
  let search: Int
  let query: SurroundingsQuery
  /// The hit that one came from: its id, and its event, for another subject of it.
  let hit: HitID
  let event: JSONOutline
  private(set) var table: HitTable
  private(set) var rows: [HitTable.Row] = []
  private(set) var cursor = 0
  private(set) var top = 0
  /// The first column shown behind the time.
  private(set) var column = 0
  private(set) var progress = ScanProgress()
  private(set) var report: SurroundingsSearch.Report?
  private var hasMoved = false
  private var foundHit = false
  /// An event that is looked at whole.
  var opened: EventPane?

  init(search: Int, _ query: SurroundingsQuery, hit: HitID, event: JSONOutline) {
    self.search = search
    self.query = query
    self.hit = hit
    self.event = event
    table = SurroundingsSearch.makeTable(query)
  }

  var context: Command.Context { opened == nil ? .around : .shownEvent }
  var isRunning: Bool { report == nil }
  var current: HitTable.Row? { rows.indices.contains(cursor) ? rows[cursor] : nil }

  // MARK: - What the search finds

  mutating func take(_ update: SurroundingsSearch.Update) {
    switch update {
    case .files(let files): table.files += files
    case .progress(let progress): self.progress = progress
    case .finished(let report): self.report = report
    case .events(let batch, let offset):
      let start = table.count
      table.append(batch, spoolOffset: offset)
      merge(table.rows.suffix(from: start).sorted(by: table.isBefore))
    }
  }

  /// Takes rows in; the cursor stays on its event, and until it was moved, on the hit.
  private mutating func merge(_ added: [HitTable.Row]) {
    let before = current
    if let last = rows.last, let first = added.first, table.isBefore(first, last) {
      rows = (rows + added).sorted(by: table.isBefore)
    } else {
      rows += added
    }
    let own = added.first { table.eventID($0) == hit.event }
    if own != nil { foundHit = true }
    guard let anchor = hasMoved ? before : (foundHit ? own ?? before : before) else { return }
    if let place = rows.firstIndex(of: anchor) { cursor = place }
  }

  // MARK: - Moving

  mutating func move(_ motion: State.Motion, in state: State) {
    if opened != nil {
      let text = Viewport.text(of: state.viewport.page)
      opened?.move(motion, width: text.columns, height: text.rows)
      return
    }
    if case .columns(let count) = motion {
      column = max(0, min(column + count, Self.fields.count - 1))
    } else if !rows.isEmpty {
      hasMoved = true
      cursor = motion.target(from: cursor, count: rows.count)
    }
  }

  mutating func keepUp(with state: State) -> [Effect] {
    let page = state.viewport.page
    let height = max(1, page.rows - 1)
    if cursor < top { top = cursor }
    if cursor >= top + height { top = cursor - height + 1 }
    top = max(0, min(top, rows.count - height))
    let text = Viewport.text(of: page)
    let head = opened.flatMap(\.detail).map { openedHead($0.row) } ?? []
    opened?.settle(head: head, showsSecrets: state.showsSecrets)
    opened?.keepVisible(width: text.columns, height: text.rows)
    return []
  }

  private func openedHead(_ row: HitTable.Row) -> [EventPane.HeadLine] {
    let isHit = table.eventID(row) == hit.event
    let words = isHit ? "this is the hit" : "\(distance(row)) from the hit"
    return [.init(line: Line("at   ", .muted).appending(SafeText(words), .accent))]
  }
}

// MARK: - Drawing

extension ContextPage {
  func title(_ state: State) -> SafeText {
    let value = SafeText(query.value, limit: 200).truncatedAtStart(
      to: max(12, state.size.columns / 2 - 12))
    var words = [value, SafeText(query.window.words), SafeText(rows.countedAs("event"))]
    if isRunning {
      words.append(SafeText("reading \(Int(progress.fraction * 100)) %"))
    }
    if state.session.header.logs.contains(where: { $0.path == "-" }) {
      words.append("without standard input")
    }
    if let report {
      if report.isCut {
        words.append("more are left out")
      } else if report.scan.wasStopped {
        words.append("stopped")
      }
      let unread = report.scan.damaged.count + report.scan.failedInputs.count
      if unread > 0 { words.append(SafeText("\(unread.counting("file")) not read whole")) }
    }
    let title = SafeText("all events of ") + words.joined(separator: " · ")
    let legend: SafeText = " · ▸ the hit, ! other hits"
    return title.width + legend.width + 1 < state.size.columns ? title + legend : title
  }

  /// What is wrong with what was found, if anything.
  func complaint(_ state: State) -> String? {
    guard let report else { return nil }
    if let failure = report.failure { return failure }
    if report.isCut {
      return
        "there are more than \(SurroundingsSearch.maximumEvents.grouped) events; \(state.key(.narrowContext)) narrows the time"
    }
    if !foundHit, !report.scan.wasStopped {
      return "the hit itself was not found again: its file has changed, or is gone"
    }
    if let first = report.scan.damaged.first { return "\(first.path): \(first.damage)" }
    if let first = report.scan.failedInputs.first { return "\(first.path): \(first.reason)" }
    return nil
  }

  private static let fields: [(name: String, width: Int)] = [
    ("eventName", 24), ("eventSource", 24), ("awsRegion", 14), ("sourceIPAddress", 16),
    ("errorCode", 20), ("readOnly", 8), ("userIdentity.arn", 30),
  ]
  private static let gutter = 2
  private static let distanceColumns = 11
  private static let timeColumns = 20

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    if let opened {
      EventView.draw(opened, noun: "event", isFocused: true, rect, on: &screen) {
        .line($0, isSign: $1)
      }
      return
    }
    drawHead(rect, on: &screen)
    for (offset, row) in rows.dropFirst(top).prefix(max(0, rect.rows - 1)).enumerated() {
      draw(row, state, rect, at: rect.row + 1 + offset, on: &screen)
      screen.addSpot(rect.line(1 + offset), .line(top + offset))
    }
    if rows.isEmpty, rect.rows > 2 {
      screen.put(
        isRunning ? "reading the logs again …" : "no event was found", column: rect.column + 2,
        row: rect.row + 2, width: rect.columns - 2, style: Style(.muted))
    }
  }

  private func drawHead(_ rect: Rect, on screen: inout Screen) {
    let style = Style(.muted)
    var column = rect.column + Self.gutter
    screen.put(
      SafeText("from hit").padded(to: Self.distanceColumns - 1, alignRight: true), column: column,
      row: rect.row, width: rect.endColumn - column, style: style)
    column += Self.distanceColumns
    if rect.columns >= 60 {
      screen.put(
        "eventTime", column: column, row: rect.row, width: rect.endColumn - column, style: style)
      column += Self.timeColumns
    }
    for field in Self.fields.dropFirst(self.column) where column < rect.endColumn {
      let width = min(field.width, rect.endColumn - column)
      screen.put(SafeText(field.name), column: column, row: rect.row, width: width, style: style)
      column += field.width + 1
    }
  }

  private func draw(
    _ row: HitTable.Row, _ state: State, _ rect: Rect, at y: Int, on screen: inout Screen
  ) {
    let id = table.eventID(row)
    let isHit = id == hit.event
    let isOther = !isHit && state.table.holdsEvent(id)
    var column = rect.column
    func put(_ text: SafeText, _ width: Int, _ role: Role) {
      screen.put(
        text, column: column, row: y, width: min(width, rect.endColumn - column),
        style: Style(role, bold: isHit))
    }
    put(isHit ? "▸" : isOther ? "!" : "", Self.gutter, isHit ? .accent : .warning)
    column += Self.gutter
    put(
      SafeText(distance(row)).padded(to: Self.distanceColumns - 1, alignRight: true),
      Self.distanceColumns, .muted)
    column += Self.distanceColumns
    if rect.columns >= 60 {
      put(CellText(table.text(row, column: 0), field: "eventTime", width: 19).shown, 19, .plain)
      column += Self.timeColumns
    }
    for (index, field) in Self.fields.enumerated().dropFirst(self.column)
    where column < rect.endColumn {
      let width = min(field.width, rect.endColumn - column)
      let text = table.text(row, column: index + 1)
      put(
        CellText(text, field: field.name, width: width).shown, width,
        field.name == "errorCode" ? .error : .plain)
      column += field.width + 1
    }
    if row == current {
      screen.restyle(
        rect.line(y - rect.row), Style(.selection))
    }
  }

  /// `-00:12:31`, `+1d 02:00:00`
  func distance(_ row: HitTable.Row) -> String {
    guard let time = table.time(row) else { return "?" }
    let seconds = Int((time - query.time) / 1_000)
    let magnitude = abs(seconds)
    let parts = [magnitude / 3_600, magnitude / 60 % 60, magnitude % 60].map { part in
      (part < 10 ? "0" : "") + String(part)
    }
    return (seconds < 0 ? "-" : seconds > 0 ? "+" : "") + parts.joined(separator: ":")
  }
}
