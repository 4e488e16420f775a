import TerminalScreen

/// The columns being chosen: the current ones, in order, and further fields.
///
///     ┌ columns ───────────────────────────────────┐
///     │[x] eventTime                            19 │
///     │[x] awsRegion                            14 │
///     │[ ] requestParameters.bucketName            │
///     └────────────────────────────────────────────┘
public struct ColumnsForm: Sendable {
  /// Columns first, shown or hidden; then other fields, hidden.
  private(set) var entries: [Columns.Entry]
  var cursor = ListCursor()
  /// The number of columns at the start. Later fields that stay hidden are dropped.
  private var columnCount: Int

  init(_ state: State) {
    let columns = state.list.columns.entries
    let fields = Set(columns.map(\.field))
    columnCount = columns.count
    entries =
      columns
      + state.knownFields.filter { !fields.contains($0) }.map {
        Columns.Entry(field: $0, isShown: false)
      }
  }

  /// The resulting columns.
  var columns: [Columns.Entry] {
    entries.enumerated().filter { $0.offset < columnCount || $0.element.isShown }.map(\.element)
  }

  var rowCount: Int { entries.count }

  mutating func toggle() {
    entries[cursor.index].isShown.toggle()
    // A list without any column would show nothing.
    if !entries.contains(where: \.isShown) { entries[cursor.index].isShown = true }
  }

  mutating func move(by step: Int) {
    let target = cursor.index + step
    guard entries.indices.contains(target) else { return }
    entries.swapAt(cursor.index, target)
    cursor.move(to: target, count: rowCount)
  }

  private static let widths = 4...200

  mutating func widen(by step: Int) {
    let entry = entries[cursor.index]
    let width = (entry.width ?? ColumnFit.width(of: entry.field)) + step
    entries[cursor.index].width = max(
      Self.widths.lowerBound, min(width, Self.widths.upperBound))
  }

  /// Adds a column for a path, after the one under the cursor, and moves the cursor to it.
  mutating func add(_ field: String) {
    var place = cursor.index
    if let known = entries.firstIndex(where: { $0.field == field }) {
      guard !entries[known].isShown else { return cursor.move(to: known, count: rowCount) }
      entries.remove(at: known)
      if known <= place { place = max(0, place - 1) }
      if known < columnCount { columnCount -= 1 }
    }
    place = min(place + 1, entries.count)
    entries.insert(Columns.Entry(field: field), at: place)
    columnCount += 1
    cursor.move(to: place, count: rowCount)
  }

  func draw(_ state: State, on screen: inout Screen) {
    let width = max(1, DialogFrame.textColumns(state.viewport) - 10)
    let inside = DialogFrame.draw(
      title: title(state), rows: rowCount, state.viewport, on: &screen)
    ListView(count: rowCount, cursor: cursor).draw(on: &screen, in: inside) { row in
      let entry = entries[row]
      let size = "\(entry.width ?? ColumnFit.width(of: entry.field))"
      return Line(entry.isShown ? "[x] " : "[ ] ", .dialog)
        .appending(
          SafeText(entry.field, limit: 500).truncated(to: width).padded(to: width), .dialog,
          bold: entry.isShown
        )
        .appending(
          SafeText(entry.isShown ? size : "").padded(to: 5, alignRight: true),
          entry.width == nil ? .muted : .dialog)
    }
  }
}

extension ColumnsForm {
  private func title(_ state: State) -> SafeText {
    func keys(_ first: Command, _ second: Command) -> String {
      "\(state.key(first)) \(state.key(second))"
    }
    return SafeText(
      "columns: \(state.key(.toggleColumn)) shows or hides, "
        + "\(keys(.moveColumnDown, .moveColumnUp)) move, "
        + "\(keys(.narrowColumn, .widenColumn)) narrow and widen")
  }
}

extension ColumnsForm: SurfaceContent {
  static let contexts: Set<Command.Context> = [.columns]

  init?(_ surface: Surface) {
    guard case .dialog(.form(.columns(let form))) = surface else { return nil }
    self = form
  }

  func put(into surface: inout Surface) { surface = .dialog(.form(.columns(self))) }
}
