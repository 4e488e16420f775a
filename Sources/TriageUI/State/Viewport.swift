import TerminalScreen

/// The layout of the screen.
///
///      80×24                                   200×50
///     ┌──────────────────────────────┐        ┌──────────────────────────────┐
///     │ title, level, counts         │        │ title, level, counts         │
///     │ progress or summary          │        │ progress or summary          │
///     │ ▁▂▃ timeline                 │        │ ▁▂▃ timeline                 │
///     │ eventTime  awsRegion  …      │        │ eventTime awsRegion …│event  │
///     │ hits                         │        │ hits                 │       │
///     │ ─ event ──────────────────── │        │                      │       │
///     │ why it matched, JSON         │        │                      │       │
///     │ notice                       │        │ notice                       │
///     │ a allow region  f false pos …│        │ a allow region  f false pos …│
///     └──────────────────────────────┘        └──────────────────────────────┘
///
/// In a replay a line above the notice shows the position, and on a wide terminal the rule's diff
/// is below the event. With few rows (down to 40×10) only one pane is shown, and the notice uses
/// the footer's line.
public struct Viewport: Sendable, Hashable {
  let size: Size
  let header: Rect
  /// One row, or none.
  let timeline: Rect?
  /// The line of filters; `nil` without filters.
  let filters: Rect?
  /// Between header and notice.
  let body: Rect
  /// `nil` if only the other pane is shown.
  let hits: Rect?
  let event: Rect?
  let isSideBySide: Bool
  /// The changes of the rule; in a replay, if there is room.
  let ruleDiff: Rect?
  /// The position of the replay.
  let replay: Rect?
  let noticeRow: Int
  let footerRow: Int

  private static let rowsForTimeline = 16
  private static let rowsForNotice = 14
  private static let bodyRowsForBoth = 13
  private static let columnsForSideBySide = 140
  private static let bodyRowsForDiff = 24

  init(
    size: Size, isOnEvent: Bool = false, hasHits: Bool = true, hasFilters: Bool = false,
    eventSize: EventSize = .half, isReplay: Bool = false,
    hasDiff: Bool = false
  ) {
    self.size = size
    let (columns, rows) = (size.columns, size.rows)
    footerRow = max(0, rows - 1)
    noticeRow = rows >= Self.rowsForNotice ? rows - 2 : footerRow
    let headerRows = rows >= Self.rowsForNotice ? 2 : 1
    header = Rect(column: 0, row: 0, columns: columns, rows: headerRows)
    let hasTimeline = rows >= Self.rowsForTimeline
    timeline =
      hasTimeline ? Rect(column: 0, row: headerRows, columns: columns, rows: 1) : nil
    let filterRow = headerRows + (hasTimeline ? 1 : 0)
    filters = hasFilters ? Rect(column: 0, row: filterRow, columns: columns, rows: 1) : nil
    let top = filterRow + (hasFilters ? 1 : 0)
    let end = noticeRow - (isReplay ? 1 : 0)
    replay = isReplay ? Rect(column: 0, row: end, columns: columns, rows: 1) : nil
    let body = Rect(column: 0, row: top, columns: columns, rows: max(0, end - top))
    self.body = body

    // Without a hit there is no event to show.
    let hasBoth = (hasHits || isReplay) && eventSize != .hidden && eventSize != .whole
    isSideBySide = hasBoth && columns >= Self.columnsForSideBySide && body.rows >= 4
    if isSideBySide {
      let left = eventSize.listColumns(of: columns)
      hits = Rect(column: 0, row: body.row, columns: left, rows: body.rows)
      let right = Rect(
        column: left + 1, row: body.row, columns: columns - left - 1, rows: body.rows)
      let below = hasDiff && body.rows >= Self.bodyRowsForDiff ? body.rows * 2 / 5 : 0
      event = Rect(
        column: right.column, row: right.row, columns: right.columns, rows: right.rows - below)
      ruleDiff =
        below > 0
        ? Rect(
          column: right.column, row: right.endRow - below, columns: right.columns, rows: below)
        : nil
    } else if hasBoth, body.rows + (hasFilters ? 1 : 0) >= Self.bodyRowsForBoth {
      let upper = eventSize.listRows(of: body.rows)
      hits = Rect(column: 0, row: body.row, columns: columns, rows: upper)
      event = Rect(
        column: 0, row: body.row + upper, columns: columns, rows: body.rows - upper)
      ruleDiff = nil
    } else {
      let showsEvent = isOnEvent || (eventSize == .whole && hasHits)
      hits = showsEvent ? nil : body
      event = showsEvent ? body : nil
      ruleDiff = nil
    }
  }

  /// Rows of the list, below its column names.
  var hitRows: Int { max(1, (hits ?? body).rows - 1) }
  /// The lines of the event, below its title.
  var eventText: Rect { Self.text(of: event ?? body) }

  /// The lines of an event in its rectangle: below its title, after the signs for folding.
  static func text(of event: Rect) -> Rect {
    Rect(
      column: event.column + 1, row: event.row + 1, columns: max(0, event.columns - 1),
      rows: max(0, event.rows - 1))
  }

  /// Columns of ` 10-01 14:03 ` at each end of the header's timeline.
  static let timelineDateColumns = 13
  /// Bars between the two dates of the header's timeline.
  var timelineBarCount: Int { max(0, size.columns - 2 * Self.timelineDateColumns) }

  /// The inside of a page that takes the whole body, below its title.
  var page: Rect {
    Rect(
      column: 1, row: body.row + 1, columns: max(1, size.columns - 2), rows: max(1, body.rows - 1))
  }

  /// The frame of a dialog: as wide as is comfortable to read, or as its rows need; as high as the
  /// body.
  ///
  /// - Parameter wanted: columns of its widest row.
  func dialogFrame(rows: Int, columns wanted: Int = 0) -> Rect {
    let columns = min(
      size.columns, max(Self.dialogColumns, size.columns * 6 / 10, wanted + Self.dialogMargin))
    let height = min(rows + 2, body.rows)
    return Rect(
      column: (size.columns - columns) / 2, row: body.row + (body.rows - height) / 2,
      columns: columns, rows: height)
  }

  private static let dialogColumns = 80
  /// The frame, and a space inside of it on each side.
  static let dialogMargin = 4

  /// Rows of text inside the highest dialog.
  var dialogTextRows: Int { max(1, body.rows - 2) }
}
