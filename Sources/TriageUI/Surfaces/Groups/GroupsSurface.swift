import Basics
import HitStore
import TerminalScreen

/// The list in groups: one row for all hits with the same value, which can be judged together.
///
///     642 hits by region: 2 groups, 2 left with 637 open hits · 2026
///      region          hits▼                 first   last   T   F   B  open
///      ap-east-1        412 ██████████████▌  10-01  10-19           3   409
///      me-south-1       230 ████████         10-02  10-21   2           228
///
/// Enter shows the hits of a group, as a filter. Verdicts apply to all of them. A group can be
/// divided by another field, on a further page; Esc goes back.
struct GroupsSurface: ListSurface {
  private(set) var groups: HitGroups
  /// The filters of the outer groups, the outermost first.
  let within: [HitFilter]
  private(set) var order: HitGroups.Order
  var cursor = ListCursor()
  var finding = RowFinding()
  /// The indices of the visible groups; `nil` for all.
  private var chosen: [Int]?
  /// The marked groups, by their values: verdicts apply to the hits of all of them.
  private(set) var marks: Set<String> = []
  /// The hits of the group under the cursor.
  private var rows: [HitTable.Row] = []
  /// The list's version: when it changes, the groups are made again.
  private(set) var version: Int
  private var verdictVersion: Int
  /// The outer page's field and the group that this page divides; `nil` for groups of the whole
  /// list.
  private var divided: (fields: [HitField], value: String)?
  /// The number of open hits in the current group when the analyst entered it.
  private var openWhenLeft: Int?

  init(
    _ groups: HitGroups, within: [HitFilter] = [], order: HitGroups.Order = .count, version: Int,
    of state: State
  ) {
    self.groups = groups
    self.within = within
    self.order = order
    self.version = version
    verdictVersion = state.session.lastSequence
    findRows()
  }

  /// Columns of a group's name in the title.
  private static let maximumValueColumns = 36

  var current: HitGroup? {
    cursor.index < rowCount ? group(cursor.index) : nil
  }

  var rowCount: Int { chosen?.count ?? groups.groups.count }

  private func group(_ row: Int) -> HitGroup { groups.groups[chosen?[row] ?? row] }

  func text(ofRow row: Int, in state: State) -> String { Self.shown(groups.value(of: group(row))) }

  func copy(ofRow row: Int, in state: State) -> CopiedText {
    CopiedText(groups.value(of: group(row)), what: groups.field.name)
  }

  mutating func arrange(_ state: State) {
    choose(keepingCursorOn: currentValue)
  }

  /// Chooses the groups that pass the filter.
  private mutating func choose(keepingCursorOn value: String?) {
    chosen =
      finding.filter == nil
      ? nil
      : groups.groups.indices.filter { place in
        finding.passes(Self.shown(groups.value(of: groups.groups[place])))
      }
    let place = value.flatMap(groups.place)
    cursor.follow(
      chosen.map { chosen in place.flatMap(chosen.firstIndex) } ?? place, count: rowCount)
    findRows()
  }

  var currentValue: String? { current.map(groups.value) }

  /// The filter for the hits of the current group.
  var currentFilters: [HitFilter]? { current.map { within + [groups.filter(of: $0)] } }

  /// The fields that it and the pages around it group by.
  var fields: [HitField] { (divided?.fields ?? []) + [groups.field] }

  static let context = Command.Context.groups

  init?(_ surface: Surface) {
    guard case .groups(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .groups(self) }

  func title(_ state: State) -> SafeText {
    let totals = groups.totals
    var words = groups.rowCount.counting("hit")
    if let value = divided?.value {
      // The end of an ARN is the most informative part.
      words +=
        " of " + SafeText(Self.shown(value)).truncatedAtStart(to: Self.maximumValueColumns).text
    }
    words += " by \(groups.field.name): \(groups.groups.countedAs("group")), "
    words +=
      totals.openGroups == 0
      ? "all judged"
      : "\(totals.openGroups.grouped) left with \(totals.open.counting("open hit"))"
    let isLong = state.viewport.page.columns >= GroupsTable.wideFrom
    if let common = GroupDates(totals.times, isLong: isLong).common { words += " · " + common }
    return SafeText(words, limit: 500)
  }

  mutating func move(_ motion: Motion, in state: State) {
    cursor.move(motion, count: rowCount)
    findRows()
  }

  private mutating func findRows() {
    let targets = marks.isEmpty ? current.map { [$0] } ?? [] : markedGroups
    rows = targets.flatMap { groups.rows(of: $0) }
  }

  private var markedGroups: [HitGroup] {
    groups.groups.filter { marks.contains(groups.value(of: $0)) }
  }

  /// Marks or unmarks the group, and moves on.
  mutating func toggleMark() {
    guard let currentValue else { return }
    marks.formSymmetricDifference([currentValue])
    cursor.move(.lines(1), count: rowCount)
    findRows()
  }

  mutating func stepBack() -> Bool {
    guard !marks.isEmpty else { return false }
    marks = []
    findRows()
    return true
  }

  mutating func settle(with state: State) -> [Effect] {
    if verdictVersion != state.session.lastSequence {
      verdictVersion = state.session.lastSequence
      groups.recount(state.session.byRow)
    }
    if let before = openWhenLeft {
      openWhenLeft = nil
      if before > 0 { goToNextOpen() }
    }
    cursor.settle(count: rowCount, height: state.viewport.page.rows - 1)
    return []
  }

  /// The page after hits or the order changed, with the cursor on the same group.
  mutating func replace(with groups: HitGroups, order: HitGroups.Order, version: Int) {
    let value = currentValue
    self.groups = groups
    self.order = order
    self.version = version
    choose(keepingCursorOn: value)
  }

  var nextOrder: HitGroups.Order {
    let all = HitGroups.Order.allCases
    return all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
  }

  // MARK: - Entering and leaving

  /// The page, remembering that the analyst enters the current group.
  func left() -> GroupsSurface {
    var page = self
    page.openWhenLeft = current?.open
    return page
  }

  /// The page as the groups of one group of another page.
  func dividing(_ page: GroupsSurface) -> GroupsSurface {
    var inner = self
    inner.divided = page.currentValue.map { (page.fields, $0) }
    return inner
  }

  /// After a verdict the cursor stays, so that a comment or another verdict is on the same group.
  mutating func takeVerdict(in state: State) {
    groups.recount(state.session.byRow)
    verdictVersion = state.session.lastSequence
    marks = []
    findRows()
  }

  /// Moves to the next group with open hits, wrapping around, if this one has none left.
  private mutating func goToNextOpen() {
    guard let current, current.open == 0, groups.totals.openGroups > 0 else { return }
    let later = Array(cursor.index + 1..<rowCount) + Array(0..<cursor.index)
    guard let next = later.first(where: { group($0).open > 0 }) else { return }
    cursor.move(to: next, count: rowCount)
    findRows()
  }

  func targets(in state: State) -> [HitTable.Row]? { rows }

  func targetWords(in state: State) -> String? {
    if !marks.isEmpty {
      return "\(rows.countedAs("hit")) of \(markedGroups.countedAs("marked group"))"
    }
    guard let current else { return nil }
    let words = "\(current.count.counting("hit")) of \(Self.shown(groups.value(of: current)))"
    let judged = current.count - current.open
    return judged == 0 || current.open == 0
      ? words
      : words + ", of which \(judged.grouped) \(judged == 1 ? "has a verdict" : "have verdicts")"
  }

  // MARK: - Drawing

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    let columns = GroupsTable(width: rect.columns, groups)
    columns.head(groups.field.name, order: order).draw(
      on: &screen, column: rect.column, row: rect.row, width: rect.columns)
    ListView(count: rowCount, cursor: cursor, matcher: finding.search?.matcher).draw(
      on: &screen, in: rect.below(1)
    ) {
      columns.line(
        group($0), of: groups, isMarked: marks.contains(groups.value(of: group($0))))
    }
    if rowCount == 0 {
      screen.put(
        "no hits to group", column: rect.column, row: rect.row + 1, width: rect.columns,
        style: Style(.muted))
    }
  }

  static func shown(_ value: String) -> String { value.isEmpty ? "(none)" : value }
}
