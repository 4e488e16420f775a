import EventJSON
import HitStore
import Scanning
import TerminalScreen

/// The pane with one event: why it matched, then its JSON, with a cursor in it.
///
///     why  selection: awsRegion = ap-east-1      line -1
///     {                                          line 0
///       "eventVersion": "1.09",                  line 1
///
/// Lines are those of the JSON. Lines above it count from -1 upwards, so that another comment moves
/// nothing. Only visible lines are laid out, even of an event of a megabyte.
public struct EventPane: Sendable {
  /// The displayed event; `nil` until it was read.
  public private(set) var detail: EventDetail?
  var json: FoldedOutline?
  /// The lines above the JSON, in order.
  private(set) var head: [HeadLine] = []
  /// ` CreateUser (AccessDenied)`: the call, wherever it is in the JSON, and its error.
  private(set) var action: SafeText = ""
  /// The searched text; by default that of the list.
  var search = "" {
    didSet {
      guard search != oldValue else { return }
      let filter = HitFilter(.wholeEvent, [.containing(search)])
      own = search.isEmpty ? nil : TextMatcher(filter)
      findAll()
    }
  }
  private var own: TextMatcher?
  private var ofList: TextMatcher?
  var matcher: TextMatcher? { own ?? ofList }
  /// Its name.
  var searched: String { own == nil ? (ofList?.filter.valueText ?? "") : search }
  /// The matching values, in rising order.
  private(set) var found: [Int] = []
  private(set) var display = EventDisplay()
  private(set) var cursor = Place(line: 0)
  private(set) var top = Place(line: 0)
  /// Whether the analyst has moved in it. Until then it shows its first line.
  private var hasMoved = false

  public init() {}

  /// A line above the JSON, and its text for copying.
  struct HeadLine: Sendable, Hashable {
    let line: TriageUI.Line
    var value: String?
    var path: String?
    /// Whether it takes one row: what does not fit is cut off, not wrapped.
    var isOneRow = false
    /// Two events that Enter shows side by side.
    var pair: TwoPlacesPair?
  }

  /// A row of a line that is longer than the pane is wide.
  struct Place: Sendable, Hashable, Comparable {
    var line: Int
    var row = 0

    static func < (a: Place, b: Place) -> Bool { (a.line, a.row) < (b.line, b.row) }
  }

  /// Sets the event, from its start unless it is already shown.
  mutating func show(_ detail: EventDetail) {
    if self.detail?.id != detail.id {
      json = json.map { FoldedOutline(detail.json, like: $0) } ?? FoldedOutline(detail.json)
      action = Self.action(detail.json)
      hasMoved = false
      findAll()
    }
    self.detail = detail
  }

  private static func action(_ json: JSONOutline) -> SafeText {
    func text(_ field: String) -> SafeText? {
      guard let node = json.node(at: [.key(field)]), json.nodes[node].kind == .string else {
        return nil
      }
      return SafeText(json.valueText(node), limit: 100)
    }
    guard let name = text("eventName") else { return "" }
    let error = text("errorCode").map { " (" + $0 + ")" } ?? ""
    return " " + name + error
  }

  private mutating func findAll() {
    guard let matcher, let outline = json?.outline else { return found = [] }
    found = outline.nodes.indices.filter { outline.isFound($0, by: matcher.matches) }
  }

  mutating func clear() {
    detail = nil
    json = nil
    action = ""
    found = []
    head = []
    hasMoved = false
  }

  /// Sets the lines above the JSON, and the text searched in the list.
  mutating func settle(head: [HeadLine], display: EventDisplay, ofList: TextMatcher? = nil) {
    self.display = display
    if ofList?.filter != self.ofList?.filter {
      self.ofList = ofList
      findAll()
    }
    let atStart = top == Place(line: -self.head.count)
    self.head = head
    let first = Place(line: -head.count)
    if !hasMoved { cursor = first }
    if !hasMoved || atStart { top = first }
  }

  // MARK: - Lines

  var firstLine: Int { -head.count }
  var endLine: Int { json?.lines.count ?? 0 }

  /// The rows of a line at a width.
  func rows(_ line: Int, width: Int) -> [TriageUI.Line] {
    if line < 0 {
      let index = line + head.count
      guard head.indices.contains(index) else { return [] }
      let line = head[index].line.highlighted(by: matcher)
      return head[index].isOneRow ? [line.truncated(to: width)] : line.folded(width: width)
    }
    guard let json, json.lines.indices.contains(line) else { return [] }
    let shown = OutlineLines(json: json, display: display, found: found)
      .line(json.lines[line])
    var highlighted = shown.highlighted(by: matcher)
    if highlighted == shown, !json.lines[line].isClosing, isFound(json.lines[line].node) {
      // In the folded part of a long text, or in a masked secret.
      highlighted.append("  found", .searchMatch)
    }
    return highlighted.folded(width: width)
  }

  private func isFound(_ node: Int) -> Bool {
    let place = found.place { $0 < node }
    return found.indices.contains(place) && found[place] == node
  }

  /// The value under the cursor; `nil` above the JSON.
  var currentNode: Int? {
    guard let json, json.lines.indices.contains(cursor.line) else { return nil }
    return json.lines[cursor.line].node
  }

  /// The line under the cursor, above the JSON.
  var currentHead: HeadLine? {
    let index = cursor.line + head.count
    return cursor.line < 0 && head.indices.contains(index) ? head[index] : nil
  }

  // MARK: - Moving

  mutating func move(_ motion: Motion, width: Int, height: Int) {
    hasMoved = true
    switch motion {
    case .lines(let count):
      var rows = Rows(self, width: width)
      for _ in 0..<abs(count) {
        guard let next = count > 0 ? rows.below(cursor) : rows.above(cursor) else { break }
        cursor = next
      }
    case .toStart: cursor = Place(line: firstLine)
    case .toEnd: cursor = Place(line: max(firstLine, endLine - 1))
    case .line(let rows):
      // A row of those on the screen.
      var place = top
      var walked = Rows(self, width: width)
      for _ in 0..<max(0, rows) { place = walked.below(place) ?? place }
      cursor = place
    case .columns: break
    }
    keepVisible(width: width, height: height)
  }

  mutating func move(toNode node: Int, width: Int, height: Int) {
    guard let json else { return }
    hasMoved = true
    cursor = Place(line: json.line(of: node))
    keepVisible(width: width, height: height)
  }

  /// The number of rows of lines, computed once each: a text of 64 kB takes a thousand.
  private struct Rows {
    let pane: EventPane
    let width: Int
    private var counts: [Int: Int] = [:]

    init(_ pane: EventPane, width: Int) {
      self.pane = pane
      self.width = width
    }

    mutating func count(_ line: Int) -> Int {
      if let known = counts[line] { return known }
      let count = pane.rows(line, width: width).count
      counts[line] = count
      return count
    }

    mutating func below(_ place: Place) -> Place? {
      if place.row + 1 < count(place.line) { return Place(line: place.line, row: place.row + 1) }
      return place.line + 1 < pane.endLine ? Place(line: place.line + 1) : nil
    }

    mutating func above(_ place: Place) -> Place? {
      if place.row > 0 { return Place(line: place.line, row: place.row - 1) }
      guard place.line > pane.firstLine else { return nil }
      return Place(line: place.line - 1, row: max(0, count(place.line - 1) - 1))
    }
  }

  /// Scrolls as little as needed to show the cursor in `height` rows, without blank rows below the
  /// last one if there are rows above.
  mutating func keepVisible(width: Int, height: Int) {
    let height = max(1, height)
    var rows = Rows(self, width: width)
    cursor = within(cursor, &rows)
    top = min(within(top, &rows), cursor)
    // The first row if the cursor's line ends at the last row, or the cursor itself if the line is
    // longer than the pane.
    let count = rows.count(cursor.line)
    var lowest = Place(line: cursor.line, row: count > height ? cursor.row : max(0, count - 1))
    for _ in 1..<max(1, height) {
      guard let above = rows.above(lowest) else { break }
      lowest = above
    }
    top = max(top, lowest)
    var last = top
    var shown = 1
    while shown < height, let below = rows.below(last) {
      last = below
      shown += 1
    }
    while shown < height, let above = rows.above(top) {
      top = above
      shown += 1
    }
  }

  /// A valid place for one that may be folded, or belongs to another width.
  private func within(_ place: Place, _ rows: inout Rows) -> Place {
    let line = max(firstLine, min(place.line, endLine - 1))
    guard line == place.line, place.row > 0 else { return Place(line: line) }
    return Place(line: line, row: max(0, min(place.row, rows.count(line) - 1)))
  }

  /// The rows on the screen, from the first one on.
  func shownRows(width: Int, height: Int) -> [(place: Place, line: TriageUI.Line)] {
    var shown: [(Place, TriageUI.Line)] = []
    var line = top.line
    var skipped = top.row
    while shown.count < height, line < endLine {
      let rows = rows(line, width: width)
      for (row, text) in rows.enumerated().dropFirst(skipped) where shown.count < height {
        shown.append((Place(line: line, row: row), text))
      }
      skipped = 0
      line += 1
    }
    return shown
  }

  // MARK: - Folding and searching

  /// Folds or unfolds the value under the cursor, and keeps the cursor on it.
  mutating func toggleFold() {
    guard let node = currentNode, json?.canFold(node) == true else { return }
    hasMoved = true
    json?.toggle(node)
    if let line = json?.line(of: node) { cursor = Place(line: line) }
  }

  mutating func toggleAllFolds() {
    let node = currentNode
    hasMoved = true
    json?.toggleAll()
    if let node, let line = json?.line(of: node) { cursor = Place(line: line) }
  }

  /// Whether the value under the cursor can be folded, and whether it is.
  var fold: (can: Bool, isFolded: Bool) {
    guard let json, let node = currentNode, json.canFold(node) else { return (false, false) }
    return (true, json.isFolded(node))
  }

  /// The next value with the searched text, wrapping around, and its position among the matches.
  func found(forward: Bool) -> (node: Int, place: Int, wrapped: Bool)? {
    guard !found.isEmpty else { return nil }
    let start = currentNode ?? (forward ? -1 : .max)
    let next = forward ? found.place { $0 <= start } : found.place { $0 < start } - 1
    let place = (next + found.count) % found.count
    return (found[place], place, next != place)
  }

  /// The number of matching values in folded values.
  var hiddenFoundCount: Int {
    guard let json, !found.isEmpty else { return 0 }
    let shown = json.lines.count { !$0.isClosing && isFound($0.node) }
    return found.count - shown
  }

  /// Whether a row is the first of a folded value.
  func isFolded(at place: Place) -> Bool {
    guard place.row == 0, let json, json.lines.indices.contains(place.line) else { return false }
    let line = json.lines[place.line]
    return !line.isClosing && json.canFold(line.node) && json.isFolded(line.node)
  }

  mutating func reveal(_ node: Int) { json?.reveal(node) }
}
