import Basics
import EventJSON
import Scanning
import TerminalScreen

/// Two events as a diff, field by field; equal fields are folded.
///
///     … 7 the same
///     - "eventTime": "2026-03-02T14:03:59Z",
///     + "eventTime": "2026-03-02T14:05:10Z",
///       "requestParameters": {
///     +   "force": true,
///
/// The sign has the same meaning as the colour.
struct ComparisonSurface: PageSurface {
  let comparison: EventComparison
  let titles: (first: String, second: String)
  private(set) var showsAll = false
  private(set) var cursor = ListCursor()
  /// Columns scrolled away on the left.
  private(set) var shift = 0
  private(set) var lines: [Row] = []

  /// The content of a line.
  enum Row: Sendable, Hashable {
    /// An entry's first or second value.
    case value(Int, isSecond: Bool)
    case closing(Int)
    /// The number of equal values, not shown.
    case same(Int, depth: Int)
  }

  init(_ first: EventDetail, _ second: EventDetail) {
    comparison = EventComparison(first.json, second.json)
    titles = (first.id.event, second.id.event)
    build()
    moveToDifference(forward: true, from: -1)
  }

  static let context = Command.Context.compare

  init?(_ surface: Surface) {
    guard case .comparison(let page) = surface else { return nil }
    self = page
  }

  var surface: Surface { .comparison(self) }

  func title(_ state: State) -> SafeText {
    let what =
      comparison.differences == 0
      ? "the two events are the same" : comparison.differences.counting("difference")
    return SafeText("\(what)  - \(titles.first)  + \(titles.second)", limit: 1_000)
  }

  // MARK: - Lines

  private mutating func build() {
    lines = []
    var open: [Int] = []
    var hidden = 0
    var next = 0
    let entries = comparison.entries
    func flush(_ depth: Int) {
      if hidden > 0 { lines.append(.same(hidden, depth: depth)) }
      hidden = 0
    }
    while next < entries.count {
      while let last = open.last, entries[last].end <= next {
        flush(entries[last].depth + 1)
        lines.append(.closing(last))
        open.removeLast()
      }
      let entry = entries[next]
      if !showsAll, entry.differences == 0, entry.depth > 0 {
        hidden += 1
        next = entry.end
        continue
      }
      flush(entry.depth)
      if entry.first != nil { lines.append(.value(next, isSecond: false)) }
      if entry.second != nil, entry.sign != .same { lines.append(.value(next, isSecond: true)) }
      if entry.isOpened, entry.end > next + 1 { open.append(next) }
      next += 1
    }
    while let last = open.popLast() {
      flush(entries[last].depth + 1)
      lines.append(.closing(last))
    }
  }

  mutating func toggleAll() {
    let before = lines.indices.contains(cursor.index) ? entry(lines[cursor.index]) : nil
    showsAll.toggle()
    build()
    cursor.follow(
      before.flatMap { before in lines.firstIndex { entry($0) == before } } ?? 0, count: lines.count
    )
  }

  private func entry(_ row: Row) -> Int? {
    switch row {
    case .value(let entry, _), .closing(let entry): entry
    case .same: nil
    }
  }

  private func isDifference(_ row: Row) -> Bool {
    if case .value(let entry, _) = row { return comparison.entries[entry].sign != .same }
    return false
  }

  /// Moves to the next group of differing lines, wrapping around.
  mutating func moveToDifference(forward: Bool, from start: Int? = nil) {
    let start = start ?? cursor.index
    for step in 1...max(1, lines.count) {
      let place = ((start + (forward ? step : -step)) % lines.count + lines.count) % lines.count
      guard isDifference(lines[place]) else { continue }
      if place > 0, entry(lines[place - 1]) == entry(lines[place]) { continue }
      return cursor.move(to: place, count: lines.count)
    }
  }

  // MARK: - Moving and drawing

  mutating func move(_ motion: Motion, in state: State) {
    if case .columns(let count) = motion {
      shift = max(0, shift + 8 * count)
    } else {
      cursor.move(motion, count: lines.count)
    }
  }

  mutating func settle(with state: State) -> [Effect] {
    cursor.settle(count: lines.count, height: state.viewport.page.rows)
    return []
  }

  func draw(_ state: State, in rect: Rect, on screen: inout Screen) {
    ListView(count: lines.count, cursor: cursor).draw(on: &screen, in: rect) {
      line(lines[$0], state.eventDisplay).dropping(columns: shift)
    }
  }

  /// The maximum length of a value; the events have the rest.
  private static let maximumCharacters = 2_000

  func line(_ row: Row, _ display: EventDisplay) -> Line {
    switch row {
    case .same(let count, let depth):
      return Line(indent(depth) + SafeText("… \(count.grouped) the same"), .muted)
    case .closing(let index):
      let entry = comparison.entries[index]
      let isObject = entry.first.map { comparison.first.nodes[$0].kind == .object } ?? false
      return Line(indent(entry.depth) + (isObject ? "}" : "]"), .jsonPunctuation)
    case .value(let index, let isSecond):
      return line(comparison.entries[index], isSecond: isSecond, display)
    }
  }

  private func line(
    _ entry: EventComparison.Entry, isSecond: Bool, _ display: EventDisplay
  ) -> Line {
    let outline = isSecond ? comparison.second : comparison.first
    guard let node = isSecond ? entry.second : entry.first else { return Line() }
    let role: Role? = entry.sign == .same ? nil : isSecond ? .diffAdded : .diffRemoved
    let sign: SafeText = entry.sign == .same ? "  " : isSecond ? "+ " : "- "
    var line = Line(sign + SafeText.blanks(2 * min(entry.depth, 20)), role ?? .plain)
    if let key = outline.shownKey(node) {
      line.append(SafeText(key, limit: 500), role ?? .jsonKey)
      line.append(": ", role ?? .jsonPunctuation)
    }
    let value = outline.nodes[node]
    if entry.isOpened, value.count > 0 {
      line.append(value.kind == .object ? "{" : "[", role ?? .jsonPunctuation)
    } else if value.isContainer {
      let (text, _) = outline.copy(node, masksSecrets: !display.showsSecrets)
      line.append(SafeText(text, limit: Self.maximumCharacters), role ?? .plain)
    } else if !display.showsSecrets, outline.isSecret(node) {
      line.append(SafeText(display.masked(value.byteCount)), .warning)
    } else {
      let text = outline.shownValue(node, limit: Self.maximumCharacters)
      line.append(SafeText(text, limit: Self.maximumCharacters), role ?? .jsonString)
    }
    return line
  }

  private func indent(_ depth: Int) -> SafeText { SafeText.blanks(2 + 2 * min(depth, 20)) }
}
