import TerminalScreen

/// Where the parts of the page of regions stand: the names of the columns, the list, and what is known of one region.
struct AllowlistLayout: Sendable, Hashable {
  let head: Rect
  let list: Rect
  /// Empty where there are too few rows.
  let detail: Rect

  private static let rowsForDetail = 10
  private static let detailRows = 3

  init(rect: Rect) {
    let below = rect.rows >= Self.rowsForDetail ? Self.detailRows : 0
    head = rect.line(0)
    list = Rect(
      column: rect.column, row: rect.row + 1, columns: rect.columns,
      rows: max(1, rect.rows - 1 - below))
    detail = Rect(
      column: rect.column, row: rect.endRow - below, columns: rect.columns, rows: below)
  }
}

enum AllowlistView {
  static func draw(_ page: AllowlistPage, _ layout: AllowlistLayout, on screen: inout Screen) {
    let most = page.shown.map(\.hits.matching).max() ?? 0
    let columns = RegionColumn.fitting(width: layout.list.columns - gutter)
    var start = gutter
    for (column, width) in columns {
      screen.put(
        column.title.padded(to: width, alignRight: column.isNumber),
        column: layout.head.column + start, row: layout.head.row, width: width,
        style: Style(.title, bold: true))
      start += width + 1
    }
    let hasLine = page.knownCount < page.shown.count
    for offset in 0..<layout.list.rows {
      let place = page.top + offset
      let y = layout.list.row + offset
      if hasLine, place == page.knownCount {
        drawLine(layout.list, row: y, on: &screen)
        continue
      }
      let index = hasLine && place > page.knownCount ? place - 1 : place
      guard page.shown.indices.contains(index) else { break }
      draw(page.shown[index], of: page, index, most, columns, layout.list, at: y, on: &screen)
      screen.addSpot(layout.list.line(offset), .line(index))
    }
    guard layout.detail.rows > 0, let row = page.current else { return }
    Line.draw(
      RegionDetail.lines(row, width: layout.detail.columns), top: 0, on: &screen,
      in: Rect(
        column: layout.detail.column, row: layout.detail.row + 1, columns: layout.detail.columns,
        rows: layout.detail.rows - 1))
  }

  private static let gutter = 2

  private static func drawLine(_ rect: Rect, row: Int, on screen: inout Screen) {
    let text = SafeText("── no event, no hit, not in the rule ")
    screen.put(
      text + SafeText("─").repeated(rect.columns - text.width), column: rect.column, row: row,
      width: rect.columns, style: Style(.border))
  }

  private static func draw(
    _ row: RegionTable.Row, of page: AllowlistPage, _ index: Int, _ most: Int,
    _ columns: [(RegionColumn, width: Int)], _ rect: Rect, at y: Int, on screen: inout Screen
  ) {
    let isCursor = index == page.cursor
    if isCursor {
      screen.fill(
        rect.line(y - rect.row), style: Style(.selection))
    }
    if page.marks.contains(row.code) {
      screen.put(
        "*", column: rect.column, row: y, style: Style(isCursor ? .selection : .marked))
    }
    var start = gutter
    for (column, width) in columns {
      let role = isCursor ? .selection : column.role(row)
      screen.put(
        column.text(row, most: most, width: width).padded(to: width, alignRight: column.isNumber),
        column: rect.column + start, row: y, width: width, style: Style(role))
      start += width + 1
    }
  }
}
