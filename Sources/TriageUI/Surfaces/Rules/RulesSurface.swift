import Basics
import HitStore
import Sessions
import TerminalScreen

/// The rules of the session, each with its hits and state:
///
///         hits     open silenced level    rule
///          153      138       40 medium   Calls from unusual regions   edited
///           12        0        0 high     A key for the root user      judged
///
/// Enter shows only the hits of one rule.
struct RulesSurface: ListSurface {
  enum Order: Sendable, Hashable, CaseIterable {
    case hits, level, title

    var words: String {
      switch self {
      case .hits: "most hits first"
      case .level: "highest level first"
      case .title: "by title"
      }
    }
  }

  /// The counts of a rule.
  struct Counts: Sendable, Hashable {
    var hits = 0
    var open = 0
    var silenced = 0
  }

  private(set) var order = Order.hits
  var counts: [Counts] { counted.byRule }
  /// The rules, in order.
  private(set) var shown: [Int] = []
  var cursor = ListCursor()
  var finding = RowFinding()
  private var counted = Derived<Source, Counted>(Counted())

  init() {}

  private struct Counted: Sendable {
    var rows = 0
    var byRule: [Counts] = []
  }

  /// The key of the counts, besides new rows.
  private struct Source: Sendable, Hashable {
    let rules: Int
    let session: Int
    let silenced: RowSet
    let unkept: [Int: Int]
  }

  var current: Int? { shown.indices.contains(cursor.index) ? shown[cursor.index] : nil }

  static let context = Command.Context.rules

  init?(_ surface: Surface) {
    guard case .rules(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .rules(self) }

  func title(_ state: State) -> SafeText {
    let counts = [
      (state.rules.problems.count, "problem"), (state.rules.warnings.count, "warning"),
    ]
    let below = counts.filter { $0.0 > 0 }.map { $0.0.counting($0.1) }.joined(separator: ", ")
    let words = state.rules.countedAs("rule") + ", " + order.words
    return SafeText(below.isEmpty ? words : "\(words) · \(below) below")
  }

  mutating func sort(_ state: State) {
    let all = Order.allCases
    order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
    arrange(state)
  }

  var rowCount: Int { shown.count }

  func text(ofRow row: Int, in state: State) -> String { text(ofRule: shown[row], state) }

  private func text(ofRule rule: Int, _ state: State) -> String {
    let rule = state.rules[rule]
    return ([rule.title, rule.level ?? ""] + rule.tags + [rule.path]).joined(separator: "\t")
  }

  func copy(ofRow row: Int, in state: State) -> CopiedText {
    CopiedText(state.rules.title(shown[row]), what: "the rule's title")
  }

  mutating func arrange(_ state: State) {
    let before = current
    let rules = state.rules.indices.filter { finding.passes(text(ofRule: $0, state)) }
    switch order {
    case .hits: shown = rules.sorted { (counts[$1].hits, $0) < (counts[$0].hits, $1) }
    case .level:
      shown = rules.sorted {
        (Self.rank(state.rules[$1].level), counts[$1].hits, $0)
          < (Self.rank(state.rules[$0].level), counts[$0].hits, $1)
      }
    case .title:
      shown = rules.sorted {
        (state.rules[$0].title.lowercased(), $0) < (state.rules[$1].title.lowercased(), $1)
      }
    }
    cursor.follow(before, in: shown)
  }

  private static func rank(_ level: String?) -> Int {
    ["informational", "low", "medium", "high", "critical"]
      .firstIndex(of: level?.lowercased() ?? "") ?? -1
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
    if isNew || counted.rows < state.table.count {
      counted.extend { Self.count($0.rows..<state.table.count, of: state, into: &$0) }
      arrange(state)
    }
    cursor.settle(count: shown.count, height: state.viewport.page.rows - 1)
    return []
  }

  private static func count(
    _ rows: Range<HitTable.Row>, of state: State, into counted: inout Counted
  ) {
    for row in rows {
      let rule = state.table.rule(row)
      guard counted.byRule.indices.contains(rule) else { continue }
      if state.list.silenced.contains(row) {
        counted.byRule[rule].silenced += 1
        continue
      }
      counted.byRule[rule].hits += 1
      if state.session.byRow.isOpen(row) { counted.byRule[rule].open += 1 }
    }
    counted.rows = rows.upperBound
  }

  mutating func move(_ motion: Motion, in state: State) {
    cursor.move(motion, count: shown.count)
  }

  // MARK: - Drawing

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    let head = Line("    hits     open silenced level    rule", .muted)
    head.draw(on: &screen, column: rect.column, row: rect.row, width: rect.columns)
    let list = rect.below(1)
    ListView(count: shown.count, cursor: cursor, matcher: finding.search?.matcher).draw(
      on: &screen, in: list
    ) {
      line(shown[$0], state)
    }
    var y = min(list.endRow, list.row + shown.count - cursor.top)
    let told =
      state.rules.problems.map { ("! " + $0, Role.warning) }
      + state.rules.warnings.map { ("? " + $0, Role.muted) }
    for (text, role) in told where y + 1 < rect.endRow {
      screen.put(
        SafeText(text, limit: 1_000), column: rect.column, row: y + 1, width: rect.columns,
        style: Style(role))
      y += 1
    }
  }

  func line(_ rule: Int, _ state: State) -> Line {
    let info = state.rules[rule]
    let counts = counts.indices.contains(rule) ? counts[rule] : Counts()
    func number(_ value: Int, _ columns: Int) -> SafeText {
      SafeText(value.grouped).padded(to: columns, alignRight: true)
    }
    var line = Line(number(counts.hits, 8), .accent)
    line.append(number(counts.open, 9))
    line.append(number(counts.silenced, 9) + " ", .muted)
    let level = info.level ?? "-"
    line.append(SafeText(level, limit: 20).padded(to: 9), HeaderView.role(ofLevel: level))
    line.append(SafeText(info.title, limit: 300), bold: true)
    if state.session.state.isEdited(info.path) { line.append("  edited", .success) }
    if counts.hits > 0, counts.open == 0 { line.append("  judged", .muted) }
    for tag in info.tags { line.append(SafeText("  " + tag, limit: 100), .tag) }
    line.append(SafeText("  " + info.path, limit: 1_000), .muted)
    return line
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
