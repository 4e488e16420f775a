import Basics
import HitStore
import Sessions
import TerminalScreen

/// The rules of the session, each with its hits and state; before them, what is wrong with rules:
///
///     ! rules/broken.yml:7:3: the condition names no selection “filter”
///       hits   open silenced  a day right exc lv rule
///        153    138       40    5.1  67 %   2 ▄M Calls from unusual regions   edited
///         12      0        0    0.4 100 %     ▆H A key for the root user      judged
///
/// Enter shows only the hits of one rule.
struct RulesSurface: ListSurface {
  enum Order: Sendable, Hashable, CaseIterable {
    case hits, level, open, precision, title

    var words: String {
      switch self {
      case .hits: "most hits first"
      case .level: "highest level first"
      case .open: "most open hits first"
      case .precision: "least often right first"
      case .title: "by title"
      }
    }
  }

  /// The counts of a rule.
  struct Counts: Sendable, Hashable {
    var hits = 0
    var open = 0
    var silenced = 0
    /// Hits with a verdict, and those of them that are true positives, benign or not.
    var judged = 0
    var right = 0

    /// The share of judged hits on which the rule was right, in percent; `nil` if none is judged.
    var precision: Int? { judged == 0 ? nil : (right * 100 + judged / 2) / judged }
  }

  private(set) var order = Order.hits
  var counts: [Counts] { counted.byRule }
  /// The rules, in order.
  private(set) var shown: [Int] = []
  /// Rules without hits are left out.
  private(set) var hidesIdle = false
  /// What is wrong with rules, in lines as wide as the page.
  private(set) var problemLines: [String] = []
  var cursor = ListCursor()
  var finding = RowFinding()
  private var counted = Derived<Source, Counted>(Counted())
  /// The width of the problems' lines.
  private var columns = 0

  init() {}

  private struct Counted: Sendable {
    var rows = 0
    var byRule: [Counts] = []
    /// The times of the first and the last hit, in milliseconds since 1970.
    var times: ClosedRange<Int64>?
  }

  /// The key of the counts, besides new rows.
  private struct Source: Sendable, Hashable {
    let rules: Int
    let session: Int
    let silenced: RowSet
    let unkept: [Int: Int]
  }

  /// The rule under the cursor; `nil` on a problem.
  var current: Int? { rule(ofRow: cursor.index) }

  private func rule(ofRow row: Int) -> Int? {
    let place = row - problemLines.count
    return shown.indices.contains(place) ? shown[place] : nil
  }

  static let context = Command.Context.rules

  init?(_ surface: Surface) {
    guard case .rules(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .rules(self) }

  func title(_ state: State) -> SafeText {
    var words = state.rules.countedAs("rule") + ", " + order.words
    if hidesIdle { words += ", with hits" }
    let counts = [
      (state.rules.problems.count, "problem", ""),
      (state.rules.warnings.count, "warning", " below"),
    ]
    for (count, what, place) in counts where count > 0 {
      words += " · " + count.counting(what) + place
    }
    return SafeText(words)
  }

  mutating func sort(_ state: State) {
    let all = Order.allCases
    order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
    arrange(state)
  }

  /// Hides rules without hits, or shows them again.
  mutating func toggleIdle(_ state: State) {
    hidesIdle.toggle()
    arrange(state)
  }

  var rowCount: Int { problemLines.count + shown.count }

  func text(ofRow row: Int, in state: State) -> String {
    rule(ofRow: row).map { text(ofRule: $0, state) } ?? problemLines[row]
  }

  private func text(ofRule rule: Int, _ state: State) -> String {
    let rule = state.rules[rule]
    return ([rule.title, rule.level ?? ""] + rule.tags + [rule.path]).joined(separator: "\t")
  }

  func copy(ofRow row: Int, in state: State) -> CopiedText {
    guard let rule = rule(ofRow: row) else {
      return CopiedText(problemLines[row], what: "the problem")
    }
    return CopiedText(state.rules.title(rule), what: "the rule's title")
  }

  mutating func arrange(_ state: State) {
    let before = current
    let isAtStart = !cursor.hasMoved
    let rules = state.rules.indices.filter { rule in
      (!hidesIdle || count(of: rule).hits > 0) && finding.passes(text(ofRule: rule, state))
    }
    problemLines = state.rules.problems.filter { finding.passes($0) }.flatMap { problem in
      Line.wrapped("! " + problem, width: state.viewport.page.columns).map(\.text)
    }
    func key(_ rule: Int) -> (Int, Int) {
      let counts = count(of: rule)
      return switch order {
      case .hits, .title: (counts.hits, 0)
      case .level: (Self.rank(state.rules[rule].level), counts.hits)
      case .open: (counts.open, counts.hits)
      case .precision: (counts.precision.map { 100 - $0 } ?? -1, counts.hits)
      }
    }
    shown =
      order == .title
      ? rules.sorted {
        (state.rules[$0].title.lowercased(), $0) < (state.rules[$1].title.lowercased(), $1)
      }
      : rules.sorted {
        let (first, second) = (key($0), key($1))
        return first == second ? $0 < $1 : first > second
      }
    let place = before.flatMap(shown.firstIndex) ?? (isAtStart ? 0 : nil)
    cursor.follow(place.map { $0 + problemLines.count }, count: rowCount)
  }

  private func count(of rule: Int) -> Counts {
    counts.indices.contains(rule) ? counts[rule] : Counts()
  }

  private static func rank(_ level: String?) -> Int {
    level.flatMap(RuleLevel.init)?.rawValue ?? -1
  }

  // MARK: - Counting

  mutating func settle(with state: State) -> [Effect] {
    let source = Source(
      rules: state.rules.count, session: state.session.lastSequence, silenced: state.list.silenced,
      unkept: state.table.silencedCounts.unkeptByRule)
    let isNew = counted.update(for: source) { source in
      var counted = Counted(byRule: Array(repeating: Counts(), count: source.rules))
      for (rule, unkept) in source.unkept where counted.byRule.indices.contains(rule) {
        counted.byRule[rule].silenced = unkept
      }
      return counted
    }
    if isNew || counted.rows < state.table.count || columns != state.viewport.page.columns {
      counted.extend { Self.count($0.rows..<state.table.count, of: state, into: &$0) }
      columns = state.viewport.page.columns
      arrange(state)
    }
    cursor.settle(count: rowCount, height: state.viewport.page.rows - 1)
    return []
  }

  private static func count(
    _ rows: Range<HitTable.Row>, of state: State, into counted: inout Counted
  ) {
    for row in rows {
      let rule = state.table.rule(row)
      guard counted.byRule.indices.contains(rule) else { continue }
      if let verdict = state.session.byRow[row] {
        counted.byRule[rule].judged += 1
        counted.byRule[rule].right += verdict == .falsePositive ? 0 : 1
      }
      if state.list.silenced.contains(row) {
        counted.byRule[rule].silenced += 1
        continue
      }
      counted.byRule[rule].hits += 1
      if state.session.byRow.isOpen(row) { counted.byRule[rule].open += 1 }
      if let time = state.table.time(row) {
        let times = counted.times ?? time...time
        counted.times = min(times.lowerBound, time)...max(times.upperBound, time)
      }
    }
    counted.rows = rows.upperBound
  }

  mutating func move(_ motion: Motion, in state: State) {
    cursor.move(motion, count: rowCount)
  }

  // MARK: - Drawing

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    let head = Line("   hits   open silenced  a day right exc lv rule", .muted)
    head.draw(on: &screen, column: rect.column, row: rect.row, width: rect.columns)
    let list = rect.below(1)
    let days = days
    ListView(count: rowCount, cursor: cursor, matcher: finding.search?.matcher).draw(
      on: &screen, in: list
    ) { row in
      rule(ofRow: row).map { line($0, days: days, state) }
        ?? Line(SafeText(problemLines[row], limit: 1_000), .warning)
    }
    var y = min(list.endRow, list.row + rowCount - cursor.top)
    for text in state.rules.warnings where y + 1 < rect.endRow {
      screen.put(
        SafeText("? " + text, limit: 1_000), column: rect.column, row: y + 1, width: rect.columns,
        style: Style(.muted))
      y += 1
    }
  }

  /// The days from the first hit of all rules to the last, at least one.
  private var days: Double {
    let span = counted.times.map { $0.upperBound - $0.lowerBound } ?? 0
    return max(1, Double(span) / 86_400_000)
  }

  func line(_ rule: Int, days: Double, _ state: State) -> Line {
    let info = state.rules[rule]
    let counts = count(of: rule)
    func right(_ text: String, _ columns: Int) -> SafeText {
      SafeText(text).padded(to: columns, alignRight: true)
    }
    var line = Line(right(counts.hits.grouped, 7), .accent)
    line.append(right(counts.open.grouped, 7))
    line.append(right(counts.silenced.grouped, 9), .muted)
    line.append(right(Self.perDay(Double(counts.hits) / days), 7))
    line.append(right(counts.precision.map { "\($0) %" } ?? "", 6))
    let exceptions = state.exceptions(ofRule: rule)
    line.append(right(exceptions == 0 ? "" : "\(exceptions)", 4) + " ")
    line.append(RuleCells.level(info.level ?? "").filled(to: 3))
    line.append(SafeText(info.title, limit: 300), bold: true)
    if state.session.state.isEdited(info.path) { line.append("  edited", .success) }
    if counts.hits > 0, counts.open == 0 { line.append("  judged", .muted) }
    for tag in info.tags { line.append(SafeText("  " + tag, limit: 100), .tag) }
    line.append(SafeText("  " + info.path, limit: 1_000), .muted)
    return line
  }

  /// `0.4`, `12`
  private static func perDay(_ number: Double) -> String {
    if number == 0 { return "" }
    if number >= 10 { return Int(number.rounded()).grouped }
    let tenths = max(1, Int((number * 10).rounded()))
    return "\(tenths / 10).\(tenths % 10)"
  }
}

extension State {
  /// The number of exceptions of a rule: those at the start, and those of decisions in force.
  fileprivate func exceptions(ofRule rule: Int) -> Int {
    let info = rules[rule]
    return session.decisions.flatMap(\.changes).reduce(info.exceptions) { count, change in
      guard change.rule == info.identity else { return count }
      return switch change.edit {
      case .addException: count + 1
      case .removeException: count - 1
      default: count
      }
    }
  }
}

extension SessionState {
  /// Whether the session's decisions changed a rule file.
  func isEdited(_ path: String) -> Bool {
    header.rules.contains {
      $0.path == path && ruleTexts[path] != nil && ruleTexts[path] != $0.text
    }
  }
}
