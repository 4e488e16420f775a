import TerminalScreen
import Triage

/// The list collapsed: a line for each group of hits that have something in common, to be judged as one.
///
///      region          hits                      share  first       last        TP  FP  benign  open
///      ap-east-1        412 ██████████████▌       41 %  2026-10-01  2026-10-19              3   409
///      me-south-1       230 ████████              23 %  2026-10-02  2026-10-21   2              228
///
/// Enter shows the hits of a group, as a filter; verdicts are on all of them.
struct GroupsPage: InteractivePage {
  private(set) var groups: HitGroups
  private(set) var order = HitGroups.Order.count
  private(set) var cursor = 0
  private var top = 0
  /// The hits of the group under the cursor.
  private var rows: [HitTable.Row] = []
  /// What the list was when it was made: another list is grouped anew.
  private(set) var version: Int
  private var verdictVersion: Int

  init(_ groups: HitGroups, version: Int, of state: State) {
    self.groups = groups
    self.version = version
    verdictVersion = state.session.lastSequence
    move(to: 0)
  }

  var context: Command.Context { .groups }

  var current: HitGroup? {
    groups.groups.indices.contains(cursor) ? groups.groups[cursor] : nil
  }

  func title(_ state: State) -> SafeText {
    let count = groups.groups.countedAs("group")
    return SafeText("\(groups.rowCount.counting("hit")) by \(groups.field.name): \(count)")
  }

  mutating func move(_ motion: State.Motion, in state: State) {
    move(to: motion.target(from: cursor, count: groups.groups.count))
  }

  private mutating func move(to place: Int) {
    cursor = max(0, min(place, groups.groups.count - 1))
    rows = current.map { Array(groups.rows(of: $0)) } ?? []
  }

  mutating func keepUp(with state: State) -> [Effect] {
    if verdictVersion != state.session.lastSequence {
      verdictVersion = state.session.lastSequence
      groups.recount(state.verdicts)
    }
    let height = max(1, Layout(state: state).page.rows - 1)
    top = max(0, min(max(min(top, cursor), cursor - height + 1), groups.groups.count - height))
    return []
  }

  /// The same after hits came or went, the cursor on the same group.
  mutating func replace(with groups: HitGroups, version: Int) {
    let value = current?.value
    self.groups = groups
    self.groups.sort(by: order)
    self.version = version
    move(to: self.groups.groups.firstIndex { $0.value == value } ?? cursor)
  }

  /// The next order of groups.
  mutating func reorder() {
    let all = HitGroups.Order.allCases
    order = all[((all.firstIndex(of: order) ?? 0) + 1) % all.count]
    let value = current?.value
    groups.sort(by: order)
    move(to: groups.groups.firstIndex { $0.value == value } ?? 0)
  }

  /// To the next group that has hits without a verdict, if this one has none left.
  mutating func goToNextOpen(in state: State) {
    groups.recount(state.verdicts)
    guard let current, current.open == 0 else { return }
    let later = groups.groups[(cursor + 1)...].firstIndex { $0.open > 0 }
    if let next = later { move(to: next) }
  }

  func targets(in state: State) -> [HitTable.Row]? { rows }

  func targetWords(in state: State) -> String? {
    current.map { "\($0.count.counting("hit")) of \(SafeText(Self.shown($0.value)).text)" }
  }

  // MARK: - Drawing

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    let columns = GroupColumns(width: rect.columns, field: groups.field)
    columns.head(groups.field.name, order: order).draw(
      on: &screen, column: rect.column, row: rect.row, width: rect.columns)
    let most = groups.groups.lazy.map(\.count).max() ?? 1
    for (offset, group) in groups.groups.dropFirst(top).prefix(rect.rows - 1).enumerated() {
      let row = rect.row + 1 + offset
      columns.line(group, of: groups.rowCount, most: most).draw(
        on: &screen, column: rect.column, row: row, width: rect.columns)
      if top + offset == cursor {
        screen.restyle(
          Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), Style(.selection))
      }
    }
    if groups.groups.isEmpty {
      screen.put(
        "no hits to group", column: rect.column, row: rect.row + 1, width: rect.columns,
        style: Style(.muted))
    }
  }

  static func shown(_ value: String) -> String { value.isEmpty ? "(none)" : value }
}
