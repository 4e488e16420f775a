/// The scroll position of lines without a cursor: a page of text, the diff of an edit.
public struct Scroll: Sendable, Hashable {
  /// The first line on the screen.
  public private(set) var top = 0

  /// Never so far that blank lines appear below the last one.
  mutating func move(_ motion: Motion, lines: Int, height: Int) {
    let line = motion.target(from: top, count: max(1, lines))
    top = ListCursor.top(line, showing: line, count: lines, height: height)
  }
}
