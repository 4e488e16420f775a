import TerminalScreen
import Triage

/// When the hits were: one row of bars from the first to the last, and the bar of the cursor's hit marked.
///
///     2026-10-01 ▁ ▂▁  █▃▁    ▂▁ 2026-10-21
enum TimelineView {
  private static let bars: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let times = state.list.shown.compactMap(state.table.time)
    guard let first = times.first, let last = times.last else { return }
    let start = SafeText(" " + String(EventTime.text(milliseconds: first).prefix(10)) + " ")
    let end = SafeText(" " + String(EventTime.text(milliseconds: last).prefix(10)) + " ")
    screen.put(start, column: rect.column, row: rect.row, style: Style(.muted))
    screen.put(
      end, column: rect.column + rect.columns - end.width, row: rect.row, style: Style(.muted))

    let width = rect.columns - start.width - end.width
    guard width > 0 else { return }
    let cursorTime = state.currentRow.flatMap(state.table.time)
    let cursorBucket = cursorTime.map { bucket(of: $0, first, last, width) }
    let counts = counts(times, first, last, width)
    let most = counts.max() ?? 1
    for (bucket, count) in counts.enumerated() {
      let height = height(of: count, in: most)
      let bar: Character = height == 0 ? " " : bars[height - 1]
      let isCursor = bucket == cursorBucket
      screen.put(
        SafeText(String(bar)), column: rect.column + start.width + bucket, row: rect.row,
        style: Style(isCursor ? .accent : .barFill, bold: isCursor))
    }
  }

  private static func counts(_ times: [Int64], _ first: Int64, _ last: Int64, _ width: Int) -> [Int]
  {
    var counts = Array(repeating: 0, count: width)
    for time in times { counts[bucket(of: time, first, last, width)] += 1 }
    return counts
  }

  private static func bucket(of time: Int64, _ first: Int64, _ last: Int64, _ width: Int) -> Int {
    let span = max(1, last - first)
    return min(width - 1, max(0, Int(Double(time - first) / Double(span) * Double(width))))
  }

  /// 0 to 8; any hit at all is at least 1.
  private static func height(of count: Int, in most: Int) -> Int {
    count == 0 ? 0 : max(1, Int((Double(count) / Double(most) * Double(bars.count)).rounded()))
  }
}
