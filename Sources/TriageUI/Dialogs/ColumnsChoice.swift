/// The columns being chosen: those there are, in their order, and the fields that could be one.
public struct ColumnsChoice: Sendable {
  /// Columns first, shown or not; then fields that are none yet, hidden.
  public internal(set) var entries: [Columns.Entry]
  public internal(set) var cursor = 0
  /// How many columns there were; fields behind them that stay hidden are forgotten.
  private var columnCount: Int
  /// A path being typed, to become a column.
  public internal(set) var input: TextInput?

  init(_ state: State) {
    let columns = state.columns.entries
    let fields = Set(columns.map(\.field))
    columnCount = columns.count
    entries =
      columns
      + state.knownFields.filter { !fields.contains($0) }.map {
        Columns.Entry(field: $0, isShown: false)
      }
  }

  /// The columns that they make.
  var columns: [Columns.Entry] {
    entries.enumerated().filter { $0.offset < columnCount || $0.element.isShown }.map(\.element)
  }

  mutating func toggle() {
    entries[cursor].isShown.toggle()
    // A list without any column would show nothing.
    if !entries.contains(where: \.isShown) { entries[cursor].isShown = true }
  }

  mutating func move(by step: Int) {
    let target = cursor + step
    guard entries.indices.contains(target) else { return }
    entries.swapAt(cursor, target)
    cursor = target
  }

  static let narrowest = 4
  static let widest = 200

  mutating func widen(by step: Int, from usual: Int) {
    let width = (entries[cursor].width ?? usual) + step
    entries[cursor].width = max(Self.narrowest, min(width, Self.widest))
  }

  /// Makes a path a column, behind the one under the cursor. The cursor goes to it.
  mutating func add(_ field: String) {
    if let known = entries.firstIndex(where: { $0.field == field }) {
      guard !entries[known].isShown else {
        cursor = known
        return
      }
      entries.remove(at: known)
      if known <= cursor { cursor = max(0, cursor - 1) }
      if known < columnCount { columnCount -= 1 }
    }
    cursor = min(cursor + 1, entries.count)
    entries.insert(Columns.Entry(field: field), at: cursor)
    columnCount += 1
  }
}
