import Triage

/// The list of hits as it stands on the screen: which rows, in which order, where the cursor is, what is marked.
///
/// Rows are places in the append-only `HitTable`, so they stay true while hits arrive and leave the list.
public struct HitList: Sendable {
  /// The rows shown, in order.
  public private(set) var shown: [HitTable.Row] = []
  /// The alert whose events are shown; `nil` while the list is that of all results.
  public private(set) var opened: AlertEvents?
  /// Whether the silenced hits are shown, and not those that the rules match.
  public private(set) var showsSilenced = false
  /// All results in order, while an alert is open or the silenced hits are shown.
  private var behind: [HitTable.Row] = []
  /// Rows that the rules as they are now no longer match.
  public private(set) var silenced: Set<HitTable.Row> = []
  public internal(set) var marks: Set<HitTable.Row> = []
  /// The cursor's place in `shown`.
  public private(set) var cursor = 0
  /// The place of the first row on the screen.
  public internal(set) var top = 0
  /// The column under the cursor.
  public internal(set) var column = 0
  /// Where a range of marks began.
  public internal(set) var rangeStart: HitTable.Row?
  /// Grows whenever other rows are shown.
  private(set) var version = 0
  /// Whether the analyst has moved: until then the cursor stays at the top while earlier hits arrive.
  private(set) var hasMoved = false

  public var current: HitTable.Row? { shown.indices.contains(cursor) ? shown[cursor] : nil }

  /// Takes in new rows of the table, keeping the order and the cursor's row.
  mutating func add(_ rows: Range<HitTable.Row>, of table: HitTable) {
    let added = rows.filter { table.isListed($0) && !silenced.contains($0) }
      .sorted(by: table.isBefore)
    if !isExcerpt {
      replaceShown(with: merged(shown, added, table), table)
    } else {
      behind = merged(behind, added, table)
    }
  }

  /// Shows the events of an alert in the place of all results. Marks go: nothing acts on what cannot be seen.
  mutating func open(_ events: AlertEvents, of table: HitTable) {
    if !isExcerpt { behind = shown }
    (opened, showsSilenced) = (events, false)
    show(events.rows.filter { !silenced.contains($0) }.sorted(by: table.isBefore), cursor: 0)
  }

  /// Shows the silenced hits in the place of all results.
  mutating func openSilenced(of table: HitTable) {
    if !isExcerpt { behind = shown }
    (opened, showsSilenced) = (nil, true)
    show(silencedRows(of: table), cursor: 0)
  }

  /// Shows all results again, the cursor on the alert that was open.
  mutating func close() {
    guard isExcerpt else { return }
    let alert = opened?.alert
    (opened, showsSilenced) = (nil, false)
    show(behind, cursor: alert.flatMap { behind.firstIndex(of: $0) } ?? 0)
    behind = []
  }

  /// Whether something else is shown than all results.
  var isExcerpt: Bool { opened != nil || showsSilenced }

  private func silencedRows(of table: HitTable) -> [HitTable.Row] {
    silenced.filter(table.isListed).sorted(by: table.isBefore)
  }

  private mutating func show(_ rows: [HitTable.Row], cursor: Int) {
    shown = rows
    version += 1
    marks = []
    rangeStart = nil
    top = 0
    move(to: cursor)
  }

  /// Hides the rows that are silenced now, shows those that no longer are. Marks of hidden rows are dropped,
  /// so that nothing acts on what cannot be seen.
  mutating func silence(_ evaluation: Evaluation, of table: HitTable) {
    let now = silenced.filter { !evaluation.rows.contains($0) }.union(evaluation.silenced)
    let back = silenced.subtracting(now).sorted(by: table.isBefore)
    let gone = now.subtracting(silenced)
    silenced = now
    marks.subtract(gone)
    func updated(_ rows: [HitTable.Row], _ isIn: (HitTable.Row) -> Bool) -> [HitTable.Row] {
      let kept = gone.isEmpty ? rows : rows.filter { !gone.contains($0) }
      return merged(kept, back.filter(isIn), table)
    }
    if showsSilenced {
      behind = updated(behind, table.isListed)
      marks.formIntersection(silenced)
      replaceShown(with: silencedRows(of: table), table)
    } else if let opened {
      behind = updated(behind, table.isListed)
      let events = Set(opened.rows)
      replaceShown(with: updated(shown, events.contains), table)
    } else {
      replaceShown(with: updated(shown, table.isListed), table)
    }
  }

  mutating func move(to place: Int) {
    cursor = max(0, min(place, shown.count - 1))
    hasMoved = true
  }

  /// Puts the cursor on a row. `false` if it is not in the list.
  @discardableResult
  mutating func move(toRow row: HitTable.Row) -> Bool {
    guard let place = shown.firstIndex(of: row) else { return false }
    move(to: place)
    return true
  }

  /// Scrolls as little as needed for the cursor to be among `height` rows.
  mutating func scroll(height: Int) {
    let height = max(1, height)
    if cursor < top { top = cursor }
    if cursor >= top + height { top = cursor - height + 1 }
    top = max(0, min(top, shown.count - height))
  }

  /// New rows, the cursor on the row it was on, or where that one was if it has gone.
  private mutating func replaceShown(with rows: [HitTable.Row], _ table: HitTable) {
    let before = current
    shown = rows
    version += 1
    guard hasMoved, let before else {
      cursor = max(0, min(cursor, shown.count - 1))
      return
    }
    var low = 0
    var high = shown.count
    while low < high {
      let middle = (low + high) / 2
      if table.isBefore(shown[middle], before) { low = middle + 1 } else { high = middle }
    }
    cursor = max(0, min(low, shown.count - 1))
  }

  private func merged(
    _ a: [HitTable.Row], _ b: [HitTable.Row], _ table: HitTable
  ) -> [HitTable.Row] {
    if b.isEmpty { return a }
    if a.isEmpty { return b }
    if let last = a.last, let first = b.first, table.isBefore(last, first) { return a + b }
    var result: [HitTable.Row] = []
    result.reserveCapacity(a.count + b.count)
    var (i, j) = (0, 0)
    while i < a.count && j < b.count {
      if table.isBefore(b[j], a[i]) {
        result.append(b[j])
        j += 1
      } else {
        result.append(a[i])
        i += 1
      }
    }
    return result + a[i...] + b[j...]
  }
}
