import Basics
import EventJSON
import HitStore
import Scanning
import TerminalScreen

/// All events of a principal, an address or a key around a hit, hits or not, by time:
///
///       from hit    eventTime           eventName      eventSource
///     !   -00:12:31 2026-03-02 13:51:28 ListUsers      iam.amazonaws.com
///     ▸    00:00:00 2026-03-02 14:03:59 CreateUser     iam.amazonaws.com
///         +00:00:04 2026-03-02 14:04:03 AttachUserP…   iam.amazonaws.com
///
/// `▸` is the hit that this page was opened from, `!` another hit. Events arrive while the logs are
/// read again.
struct SurroundingsSurface: ListSurface {
  /// The number of the search, to ignore answers to earlier ones.
  let search: Int
  let query: SurroundingsQuery
  /// The hit that this page was opened from: its id and event, for another subject.
  let hit: HitID
  let event: JSONOutline
  private(set) var table: HitTable
  /// All events found, and the visible ones, by time.
  private var all: [HitTable.Row] = []
  private(set) var rows: [HitTable.Row] = []
  var cursor = ListCursor()
  var finding = RowFinding()
  /// The first visible column after the time.
  private(set) var column = 0
  private(set) var progress = ScanProgress()
  private(set) var report: SurroundingsSearch.Report?
  private var foundHit = false

  init(search: Int, _ query: SurroundingsQuery, hit: HitID, event: JSONOutline) {
    self.search = search
    self.query = query
    self.hit = hit
    self.event = event
    table = SurroundingsSearch.makeTable(query)
  }

  static let context = Command.Context.around

  init?(_ surface: Surface) {
    guard case .surroundings(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .surroundings(self) }

  var isRunning: Bool { report == nil }
  var current: HitTable.Row? { rows.indices.contains(cursor.index) ? rows[cursor.index] : nil }

  // MARK: - Results of the search

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

  /// Adds rows. The cursor stays on its event or, until it was moved, on the hit.
  private mutating func merge(_ added: [HitTable.Row]) {
    let before = current
    all.insertSorted(added, by: table.isBefore)
    rows.insertSorted(added.filter { finding.passes(text(of: $0)) }, by: table.isBefore)
    let own = added.first { table.eventID($0) == hit.event }
    if own != nil { foundHit = true }
    let anchor = cursor.hasMoved ? before : (foundHit ? own ?? before : before)
    cursor.follow(anchor, in: rows)
  }

  // MARK: - Rows

  var rowCount: Int { rows.count }

  func text(ofRow row: Int, in state: State) -> String { text(of: rows[row]) }

  private func text(of row: HitTable.Row) -> String {
    table.columns.indices.map { table.text(row, column: $0) }.joined(separator: "\t")
  }

  func copy(ofRow row: Int, in state: State) -> CopiedText {
    CopiedText(text(of: rows[row]), what: "the row")
  }

  mutating func arrange(_ state: State) {
    let before = current
    rows = all.filter { finding.passes(text(of: $0)) }
    cursor.follow(before, in: rows)
  }

  // MARK: - Moving

  mutating func move(_ motion: Motion, in state: State) {
    if case .columns(let count) = motion {
      column = max(0, min(column + count, Self.fields.count - 1))
    } else if !rows.isEmpty {
      cursor.move(motion, count: rows.count)
    }
  }

  mutating func settle(with state: State) -> [Effect] {
    cursor.settle(count: rows.count, height: state.viewport.page.rows - 1)
    return []
  }

  /// The time of an event: `this is the hit`, `-00:12:31 from the hit`.
  func placeWords(_ row: HitTable.Row) -> String {
    table.eventID(row) == hit.event ? "this is the hit" : "\(distance(row)) from the hit"
  }
}

// MARK: - Drawing

extension SurroundingsSurface {
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

  /// Problems of the search, if any.
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
  private static let distanceColumns = 10
  private static let timeColumns = 19
  private static let columnsForTime = 60

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    head(width: rect.columns).draw(
      on: &screen, column: rect.column, row: rect.row, width: rect.columns)
    ListView(count: rows.count, cursor: cursor, matcher: finding.search?.matcher).draw(
      on: &screen, in: rect.below(1)
    ) {
      line(rows[$0], state, width: rect.columns)
    }
    if rows.isEmpty, rect.rows > 2 {
      screen.put(
        isRunning ? "reading the logs again …" : "no event was found", column: rect.column + 2,
        row: rect.row + 2, width: rect.columns - 2, style: Style(.muted))
    }
  }

  private func head(width: Int) -> Line {
    var line = TableLine(width: width)
    line.sign(nil)
    line.sign(nil)
    line.cell("from hit", columns: Self.distanceColumns, .muted, alignRight: true)
    if width >= Self.columnsForTime { line.cell("eventTime", columns: Self.timeColumns, .muted) }
    for field in Self.fields.dropFirst(column) {
      line.cell(SafeText(field.name), columns: field.width, .muted)
    }
    return line.line
  }

  private func line(_ row: HitTable.Row, _ state: State, width: Int) -> Line {
    let id = table.eventID(row)
    let isHit = id == hit.event
    var line = TableLine(width: width)
    if isHit {
      line.sign("▸", .accent, bold: true)
    } else {
      line.sign(state.table.holdsEvent(id) ? "!" : nil, .warning)
    }
    line.sign(nil)
    func add(_ field: String, _ text: String, _ columns: Int, _ role: Role = .plain) {
      let cell = CellText(text, field: field, width: line.room(for: columns))
      line.cell(cell.shown, columns: columns, role, bold: isHit)
    }
    line.cell(
      SafeText(distance(row)), columns: Self.distanceColumns, .muted, alignRight: true, bold: isHit)
    if width >= Self.columnsForTime {
      add("eventTime", table.text(row, column: 0), Self.timeColumns)
    }
    for (index, field) in Self.fields.enumerated().dropFirst(column) {
      guard line.room(for: 1) > 0 else { break }
      add(
        field.name, table.text(row, column: index + 1), field.width,
        field.name == "errorCode" ? .error : .plain)
    }
    return line.line
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
