import Basics
import TerminalScreen

/// The hits over time: one row of bars from the first to the last hit, with the bar of the cursor's
/// hit marked.
///
///     2026-10-01 ▁ ▂▁  █▃▁    ▂▁ 2026-10-21
enum HeaderTimeline {
  static func draw(_ state: State, _ rect: Rect, on screen: inout Screen) {
    let overview = state.overview
    guard let times = overview.times else { return }
    let isShort = times.upperBound - times.lowerBound < shortRange
    screen.put(
      end(times.lowerBound, isShort), column: rect.column, row: rect.row, style: Style(.muted))
    screen.put(
      end(times.upperBound, isShort), column: rect.endColumn - Viewport.timelineDateColumns,
      row: rect.row, style: Style(.muted))

    let cursor = state.currentRow.flatMap(state.table.time)
    let cursorBucket = cursor.map {
      Overview.bucket(of: $0, in: times, count: overview.buckets.count)
    }
    let most = overview.buckets.max() ?? 1
    for (bucket, count) in overview.buckets.enumerated() {
      let isCursor = bucket == cursorBucket
      screen.put(
        bar(of: count, in: most), column: rect.column + Viewport.timelineDateColumns + bucket,
        row: rect.row,
        style: Style(isCursor ? .accent : .barFill, bold: isCursor))
    }
  }

  /// Below three days, the time of day says more than the year.
  private static let shortRange: Int64 = 3 * 86_400_000

  /// ` 2026-10-01  `, ` 10-01 14:03 `
  private static func end(_ milliseconds: Int64, _ isShort: Bool) -> SafeText {
    let text =
      isShort
      ? String(TimeWords.minute(milliseconds).dropFirst(5))
      : Timestamp.dateText(milliseconds: milliseconds)
    return (" " + SafeText(text)).padded(to: Viewport.timelineDateColumns)
  }

  /// In eighths; any hit gives at least one.
  private static func bar(of count: Int, in most: Int) -> SafeText {
    let bars = ChartGlyphs.columns
    let height = Int((Double(count) / Double(most) * Double(bars.count - 1)).rounded())
    return bars[count == 0 ? 0 : max(1, height)]
  }
}
