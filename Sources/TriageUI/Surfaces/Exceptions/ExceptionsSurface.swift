import Basics
import RuleEditing
import TerminalScreen
import Triage

/// `E`: the exceptions of a rule, each with what it silences; below, the one under the cursor in
/// full.
///
///         alone   shared last        exception                   until
///            41        3 2026-02-28  filter_main_build           2026-06-30
///             0        0 stale      !filter_main_scanner         EXPIRED 2026-01-31
///     ─────────────────────────────────────────────
///     rules/region.yml:31
///       userIdentity.arn: arn:aws:iam::111122223333:role/build
///     # 2026-03-01 j.doe: migration of the build hosts
struct ExceptionsSurface: ListSurface {
  let rule: Int
  private(set) var statuses: [ExceptionStatus] = []
  var cursor = ListCursor()
  var finding = RowFinding()
  /// All exceptions of the rule; `statuses` are the visible ones.
  private var all: [ExceptionStatus] = []
  /// The key of the list, which is requested again when it changes.
  private var asked: Question?
  /// Whether the list has arrived.
  private(set) var isKnown = false

  private struct Question: Hashable {
    let texts: [String: String]
    let rows: Int
    /// Counts come with the end of a scan.
    let isReading: Bool
    let verdicts: Int
  }

  init(rule: Int) { self.rule = rule }

  var current: ExceptionStatus? {
    statuses.indices.contains(cursor.index) ? statuses[cursor.index] : nil
  }

  static let context = Command.Context.exceptions

  init?(_ surface: Surface) {
    guard case .exceptions(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .exceptions(self) }

  func title(_ state: State) -> SafeText {
    let title = state.rules.title(rule)
    return "exceptions of " + SafeText(title)
  }

  mutating func move(_ motion: Motion, in state: State) {
    cursor.move(motion, count: statuses.count)
  }

  mutating func settle(with state: State) -> [Effect] {
    cursor.settle(count: statuses.count, height: list(in: state.viewport.page).rows)
    // While hits arrive, the answer would already be outdated.
    let rows = state.scan.isRunning ? asked?.rows ?? state.table.count : state.table.count
    let question = Question(
      texts: state.session.ruleTexts, rows: rows,
      isReading: state.scan.isRunning || state.scan.again != nil,
      verdicts: state.session.verdicts.count)
    guard question != asked, state.waiting.pending != .decision else { return [] }
    asked = question
    return [.engine(.listExceptions(rule: rule))]
  }

  mutating func take(_ statuses: [ExceptionStatus]) {
    let name = current?.exception.name
    all = statuses
    self.statuses = statuses.filter { finding.passes(Self.text($0)) }
    isKnown = true
    cursor.follow(name, in: statuses.map(\.exception.name))
  }

  var rowCount: Int { statuses.count }

  func text(ofRow row: Int, in state: State) -> String { Self.text(statuses[row]) }

  private static func text(_ status: ExceptionStatus) -> String {
    let exception = status.exception
    return ([exception.name, exception.path] + exception.lines + exception.comments)
      .joined(separator: "\t")
  }

  func copy(ofRow row: Int, in state: State) -> CopiedText {
    let exception = statuses[row].exception
    return CopiedText(exception.lines.joined(separator: "\n"), what: exception.name)
  }

  mutating func arrange(_ state: State) { take(all) }

  // MARK: - Drawing

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    guard !statuses.isEmpty else {
      let text: SafeText =
        !isKnown
        ? "looking …" : all.isEmpty ? "The rule has no exceptions." : "No exception has this text."
      Line(text, .muted).draw(on: &screen, column: rect.column, row: rect.row, width: rect.columns)
      return
    }
    let widest = statuses.map { Self.name($0).width }.max() ?? 0
    let nameColumns = min(widest, max(Self.minimumNameColumns, rect.columns - Self.otherColumns))
    let hasDays = nameColumns + Self.otherColumns <= rect.columns
    let head = "    alone   shared last        " + SafeText("exception").padded(to: nameColumns)
    Line(head + (hasDays ? "  until" : ""), .muted).draw(
      on: &screen, column: rect.column, row: rect.row, width: rect.columns)
    let list = list(in: rect)
    ListView(count: statuses.count, cursor: cursor, matcher: finding.search?.matcher).draw(
      on: &screen, in: list
    ) {
      line(statuses[$0], nameColumns: nameColumns)
    }
    let rest = Rect(
      column: rect.column, row: list.endRow + 1, columns: rect.columns,
      rows: max(0, rect.endRow - list.endRow - 1))
    Line.draw(details(width: rect.columns, state), top: 0, on: &screen, in: rest)
  }

  /// The list's part of the page: half of it at most.
  private func list(in rect: Rect) -> Rect {
    Rect(
      column: rect.column, row: rect.row + 1, columns: rect.columns,
      rows: max(1, min(statuses.count, (rect.rows - 2) / 2)))
  }

  /// Columns of the counts and days, with gaps.
  private static let otherColumns = 9 + 9 + 12 + 1 + 2 + 18
  /// On a small terminal there is only room for names.
  private static let minimumNameColumns = 26

  private static func name(_ status: ExceptionStatus) -> SafeText {
    let exception = status.exception
    let place = exception.site == .filters ? " in " + exception.path : ""
    return SafeText(exception.name + place, limit: 200)
  }

  private func line(_ status: ExceptionStatus, nameColumns: Int) -> Line {
    let until = status.exception.expires ?? ""
    let more = status.isAtLeast ? "+" : ""
    let last =
      status.last.map { Timestamp.dateText(milliseconds: $0) } ?? (status.isStale ? "stale" : "")
    let hasWarning = status.isExpired || status.truePositiveCount > 0
    return Line(SafeText(status.aloneCount.grouped + more).padded(to: 9, alignRight: true), .accent)
      .appending(
        SafeText(status.sharedCount.grouped + more).padded(to: 9, alignRight: true), .accent
      )
      .appending(" " + SafeText(last).padded(to: 11), status.isStale ? .warning : .muted)
      .appending(hasWarning ? "!" : " ", .warning)
      .appending(Self.name(status).padded(to: nameColumns) + "  ", .plain, bold: true)
      .appending(
        SafeText(status.isExpired ? "EXPIRED \(until)" : until),
        status.isExpired ? .warning : .muted)
  }

  /// `written 2026-03-01, 274 days ago`, as its comment says.
  private static func age(of exception: WrittenException, on today: String) -> String? {
    guard let now = Timestamp.milliseconds(today + "T00:00:00Z"),
      let date = exception.comments.lazy.map({ String($0.prefix(10)) })
        .first(where: { Timestamp.milliseconds($0 + "T00:00:00Z") != nil && $0.utf8.count == 10 }),
      let then = Timestamp.milliseconds(date + "T00:00:00Z"), then <= now
    else { return nil }
    let days = Int((now - then) / 86_400_000)
    return "written \(date), " + (days == 0 ? "today" : "\(days.counting("day")) ago")
  }

  private func details(width: Int, _ state: State) -> [Line] {
    guard let status = current else { return [] }
    let exception = status.exception
    var lines = [Line(SafeText("\(exception.path):\(exception.position.line)"), .muted)]
    lines += exception.lines.map { Line("  " + SafeText($0, limit: 500), .plain, bold: true) }
    lines += exception.comments.map { Line(SafeText("# " + $0), .muted) }
    if status.isExpired {
      lines.append(Line("! Its day has passed: remove it, or give it another one.", .warning))
    }
    if status.truePositiveCount > 0 {
      lines.append(
        Line(
          SafeText(
            "! It hides \(status.truePositiveCount.counting("true positive")): \(state.key(.showSilenced)) in the list shows what is silenced."
          ), .warning))
    }
    if status.isStale {
      lines.append(Line("! Stale: it silences nothing in these logs.", .warning))
    }
    if let age = Self.age(of: exception, on: state.settings.clock.date) {
      lines.append(Line(SafeText(age), .muted))
    }
    return lines.flatMap { $0.folded(width: width) }
  }
}
