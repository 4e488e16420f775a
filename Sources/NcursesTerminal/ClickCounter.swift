import TerminalScreen

/// Tells a double click from two clicks: the same button at the same cell within a short time.
struct ClickCounter {
  private var last: (mouse: MouseEvent, time: ContinuousClock.Instant, count: Int)?

  /// What most desktops take for the longest double click.
  private static let longest = Duration.milliseconds(400)

  mutating func count(_ mouse: MouseEvent, at time: ContinuousClock.Instant) -> Int {
    var count = 1
    if let last, last.mouse.button == mouse.button, last.mouse.column == mouse.column,
      last.mouse.row == mouse.row, last.time.duration(to: time) <= Self.longest
    {
      count = last.count + 1
    }
    last = (mouse, time, count)
    return count
  }
}
