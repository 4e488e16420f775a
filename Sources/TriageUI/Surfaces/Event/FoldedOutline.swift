import EventJSON

/// The lines of an event's JSON with parts of it folded.
///
///     {                                   line 0: opens value 0
///       "userIdentity": { 5 fields … },   line 1: value 1, folded
///       "awsRegion": "ap-east-1"          line 2: value 7
///     }                                   line 3: closes value 0
///
/// Objects, arrays and long strings can be folded; long strings are folded by default.
struct FoldedOutline: Sendable {
  /// A line: the value that it shows, or whose closing bracket it is.
  struct Line: Sendable, Hashable {
    let node: Int
    let isClosing: Bool
  }

  let outline: JSONOutline
  private(set) var lines: [Line] = []
  /// Whether objects and arrays are folded unless they are in `flipped`; the outermost never.
  private(set) var foldsAll = false
  private var flipped: Set<Int> = []

  /// Longer strings are folded by default.
  static let shortText = 600

  init(_ outline: JSONOutline) {
    self.outline = outline
    build()
  }

  /// Folds the same values as in another event, if they exist.
  init(_ outline: JSONOutline, like other: FoldedOutline) {
    self.outline = outline
    foldsAll = other.foldsAll
    flipped = Set(
      other.flipped.prefix(Self.mostCarried).compactMap { node in
        outline.node(at: other.outline.steps(node))
      })
    build()
  }

  private static let mostCarried = 1_000

  func canFold(_ node: Int) -> Bool {
    let value = outline.nodes[node]
    return value.isContainer ? value.count > 0 : isLong(node)
  }

  private func isLong(_ node: Int) -> Bool {
    let value = outline.nodes[node]
    return value.kind == .string && value.byteCount > Self.shortText
  }

  func isFolded(_ node: Int) -> Bool {
    let value = outline.nodes[node]
    let isFoldedAtFirst =
      value.isContainer ? foldsAll && value.depth > 0 && value.count > 0 : isLong(node)
    return isFoldedAtFirst != flipped.contains(node)
  }

  mutating func toggle(_ node: Int) {
    guard canFold(node) else { return }
    flipped.formSymmetricDifference([node])
    if outline.nodes[node].isContainer { build() }
  }

  /// Folds all, or unfolds all if all was folded.
  mutating func toggleAll() {
    foldsAll.toggle()
    flipped = []
    build()
  }

  /// Unfolds everything that hides a value.
  mutating func reveal(_ node: Int) {
    let hiding = outline.chain(node).dropLast().filter(isFolded)
    guard !hiding.isEmpty else { return }
    flipped.formSymmetricDifference(hiding)
    build()
  }

  /// The line that shows a value, or the folded value that contains it.
  func line(of node: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      let line = lines[middle]
      let isBefore = line.isClosing ? outline.nodes[line.node].end <= node : line.node <= node
      if isBefore { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  /// Whether a comma follows a value.
  func hasComma(_ node: Int) -> Bool {
    let end = outline.nodes[node].end
    guard end < outline.nodes.count else { return false }
    let next = outline.nodes[end]
    return next.followsComma && next.parent == outline.nodes[node].parent
  }

  private mutating func build() {
    lines.removeAll(keepingCapacity: true)
    let nodes = outline.nodes
    var open: [Int] = []
    var next = 0
    func closing(before place: Int) -> Int? {
      open.last.flatMap { nodes[$0].end <= place ? $0 : nil }
    }
    while next < nodes.count {
      while let node = closing(before: next) {
        if nodes[node].isClosed { lines.append(Line(node: node, isClosing: true)) }
        open.removeLast()
      }
      lines.append(Line(node: next, isClosing: false))
      if nodes[next].isContainer, nodes[next].count > 0 {
        if isFolded(next) {
          next = nodes[next].end
          continue
        }
        open.append(next)
      }
      next += 1
    }
    while let node = open.popLast() {
      if nodes[node].isClosed { lines.append(Line(node: node, isClosing: true)) }
    }
  }
}
