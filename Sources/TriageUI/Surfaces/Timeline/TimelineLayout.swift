import Basics
import TerminalScreen

/// The layout of the timeline page, and the width of a bar.
struct TimelineLayout: Sendable, Hashable {
  /// The bars; the scale is left of them.
  let chart: Rect
  let scale: Rect
  let axisRow: Int
  let labelRow: Int
  /// `nil` without a stack.
  let legendRow: Int?
  let detail: Rect
  /// Columns of a bar, including the gap after it.
  let barColumns: Int
  let barCount: Int
  /// The number of bars of the usual width.
  let usualBarCount: Int

  /// The maximum width if there are few bars.
  private static let widestBar = 10
  /// A bar of one column and a gap: the initial width, if a unit of time fits.
  private static let usualBar = 2
  private static let rowsForTwoDetails = 12

  init(rect: Rect, page: TimelineSurface) {
    let scaleColumns = max(3, page.hitCount.grouped.count + 2)
    let detailRows = rect.rows >= Self.rowsForTwoDetails ? 2 : 1
    let legendRows = page.stackKind == .none ? 0 : 1
    let rows = max(1, rect.rows - 2 - legendRows - detailRows)
    let columns = max(1, rect.columns - scaleColumns)
    chart = Rect(
      column: rect.column + scaleColumns, row: rect.row, columns: columns, rows: rows)
    scale = Rect(column: rect.column, row: rect.row, columns: scaleColumns, rows: rows)
    axisRow = rect.row + rows
    labelRow = axisRow + 1
    legendRow = legendRows == 0 ? nil : labelRow + 1
    detail = Rect(
      column: rect.column, row: labelRow + 1 + legendRows, columns: rect.columns, rows: detailRows)
    let buckets = page.buckets.map { Int(clamping: $0.upperBound - $0.lowerBound + 1) } ?? 1
    barColumns = max(1, min(Self.widestBar, columns / max(1, buckets)))
    barCount = max(1, columns / barColumns)
    usualBarCount = max(1, columns / Self.usualBar)
  }
}
