import TerminalScreen

/// Distinguishes a double click from two clicks: the same button at the same cell within a short
/// time.
struct ClickCounter {
  private var last: (mouse: MouseEvent, time: ContinuousClock.Instant, count: Int)?

  /// The limit that most desktops use for a double click.
  private static let maximumInterval = Duration.milliseconds(400)

  mutating func count(_ mouse: MouseEvent, at time: ContinuousClock.Instant) -> Int {
    var count = 1
    if let last, last.mouse.button == mouse.button, last.mouse.column == mouse.column,
      last.mouse.row == mouse.row, last.time.duration(to: time) <= Self.maximumInterval
    {
      count = last.count + 1
    }
    last = (mouse, time, count)
    return count
  }
}
