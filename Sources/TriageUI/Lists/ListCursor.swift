/// The cursor of a list, and the first row on the screen. Only this type moves and scrolls:
///
///     cursor.move(.lines(1), count: 12)       // down one row
///     cursor.follow("ap-east-1", in: codes)   // rows were added, removed or moved
///     cursor.settle(count: 12, height: 5)     // at the end of each message
public struct ListCursor: Sendable, Hashable {
  public private(set) var index: Int
  /// The first row on the screen.
  public private(set) var top = 0
  /// Whether the analyst has moved it. Until then it stays at the top while rows arrive.
  public private(set) var hasMoved = false

  public init(_ index: Int = 0) { self.index = index }

  mutating func move(_ motion: Motion, count: Int) {
    move(to: motion.target(from: index, count: count), count: count)
  }

  mutating func move(to index: Int, count: Int) {
    self.index = Self.clamped(index, count)
    hasMoved = true
  }

  /// Follows the row that was under the cursor.
  mutating func follow(_ index: Int?, count: Int) {
    self.index = Self.clamped(index ?? self.index, count)
  }

  mutating func follow<ID: Equatable>(_ id: ID?, in ids: some Collection<ID>) {
    let place = id.flatMap(ids.firstIndex)
    follow(place.map { ids.distance(from: ids.startIndex, to: $0) }, count: ids.count)
  }

  /// Keeps the cursor among the rows, and its row on the screen.
  ///
  /// - Parameter divider: the row before which a line takes a row of the screen.
  mutating func settle(count: Int, height: Int, divider: Int? = nil) {
    index = Self.clamped(index, count)
    top = top(count: count, height: height, divider: divider)
  }

  /// Scrolls by whole pages: the visible rows depend only on the cursor's current position.
  mutating func turnPage(count: Int, height: Int) {
    let height = max(1, height)
    top = max(0, min(index / height * height, count - height))
  }

  /// The first row on a screen of this height, counting a divider as one row.
  func top(count: Int, height: Int, divider: Int? = nil) -> Int {
    guard let divider else { return Self.top(top, showing: index, count: count, height: height) }
    let place = index < divider ? index : index + 1
    return Self.top(top, showing: place, count: count + 1, height: height)
  }

  /// Scrolls as little as needed to show a row, and never so far that blank rows appear.
  static func top(_ top: Int, showing index: Int, count: Int, height: Int) -> Int {
    let height = max(1, height)
    return max(0, min(max(min(top, index), index - height + 1), count - height))
  }

  private static func clamped(_ index: Int, _ count: Int) -> Int { max(0, min(index, count - 1)) }
}

/// A move of a cursor, in rows or columns.
enum Motion: Sendable, Hashable {
  case lines(Int)
  case line(Int)
  /// Sideways, if possible.
  case columns(Int)
  case toStart
  case toEnd

  /// The target line from another, among `count`.
  func target(from line: Int, count: Int) -> Int {
    let target =
      switch self {
      case .lines(let lines): line + lines
      case .line(let line): line
      case .columns: line
      case .toStart: 0
      case .toEnd: count - 1
      }
    return max(0, min(target, count - 1))
  }
}
