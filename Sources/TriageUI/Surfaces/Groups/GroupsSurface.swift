import Basics
import HitStore
import TerminalScreen

/// The list collapsed: a line for each group of hits that have something in common, to be judged as one.
///
///     642 hits by region: 2 groups, 2 left with 637 open hits · 2026
///      region          hits▼                 first   last   T   F   B  open
///      ap-east-1        412 ██████████████▌  10-01  10-19           3   409
///      me-south-1       230 ████████         10-02  10-21   2           228
///
/// Enter shows the hits of a group, as a filter; verdicts are on all of them. A group is divided further by another field:
/// that makes a page within the page, and Esc steps back.
struct GroupsSurface: PageSurface {
  private(set) var groups: HitGroups
  /// What the groups around chose these hits by, the outermost first.
  let within: [HitFilter]
  private(set) var order: HitGroups.Order
  private(set) var cursor = ListCursor()
  /// The hits of the group under the cursor.
  private var rows: [HitTable.Row] = []
  /// What the list was when it was made: another list is grouped again.
  private(set) var version: Int
  private var verdictVersion: Int
  /// What the page around it grouped by, and its group that this one divides; `nil` for groups of the whole list.
  private var divided: (fields: [HitField], value: String)?
  /// How much was open in the current group when the analyst went into it.
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
    groups.groups.indices.contains(cursor.index) ? groups.groups[cursor.index] : nil
  }

  var currentValue: String? { current.map(groups.value) }

  /// What shows the hits of the current group only.
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
      // The end of an ARN says most.
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
    cursor.move(motion, count: groups.groups.count)
    findRows()
  }

  private mutating func findRows() { rows = current.map { Array(groups.rows(of: $0)) } ?? [] }

  mutating func settle(with state: State) -> [Effect] {
    if verdictVersion != state.session.lastSequence {
      verdictVersion = state.session.lastSequence
      groups.recount(state.session.byRow)
    }
    if let before = openWhenLeft {
      openWhenLeft = nil
      if before > 0 { goToNextOpen() }
    }
    cursor.settle(count: groups.groups.count, height: state.viewport.page.rows - 1)
    return []
  }

  /// The same after hits came or went, or in another order, the cursor on the same group.
  mutating func replace(with groups: HitGroups, order: HitGroups.Order, version: Int) {
    let value = currentValue
    self.groups = groups
    self.order = order
    self.version = version
    cursor.follow(value.flatMap(groups.place), count: groups.groups.count)
    findRows()
  }

  var nextOrder: HitGroups.Order {
    let all = HitGroups.Order.allCases
    return all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
  }

  // MARK: - Going in and out

  /// The same, remembering that the analyst goes into the current group.
  func left() -> GroupsSurface {
    var page = self
    page.openWhenLeft = current?.open
    return page
  }

  /// The same, as groups of one group of another page.
  func dividing(_ page: GroupsSurface) -> GroupsSurface {
    var inner = self
    inner.divided = page.currentValue.map { (page.fields, $0) }
    return inner
  }

  /// After a verdict.
  mutating func goToNextOpen(in state: State) {
    groups.recount(state.session.byRow)
    verdictVersion = state.session.lastSequence
    goToNextOpen()
  }

  /// To the next group that has hits without a verdict, round the end if need be, if this one has none left.
  private mutating func goToNextOpen() {
    guard let current, current.open == 0, groups.totals.openGroups > 0 else { return }
    let all = groups.groups
    let next =
      all[(cursor.index + 1)...].firstIndex { $0.open > 0 }
      ?? all[..<cursor.index].firstIndex { $0.open > 0 }
    guard let next else { return }
    cursor.move(to: next, count: all.count)
    findRows()
  }

  func targets(in state: State) -> [HitTable.Row]? { rows }

  func targetWords(in state: State) -> String? {
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
    ListView(count: groups.groups.count, cursor: cursor).draw(on: &screen, in: rect.below(1)) {
      columns.line(groups.groups[$0], of: groups)
    }
    if groups.groups.isEmpty {
      screen.put(
        "no hits to group", column: rect.column, row: rect.row + 1, width: rect.columns,
        style: Style(.muted))
    }
  }

  static func shown(_ value: String) -> String { value.isEmpty ? "(none)" : value }
}
