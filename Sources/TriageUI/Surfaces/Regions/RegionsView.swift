import TerminalScreen

/// The layout of the regions page: the column names, the list, and the details of one region.
struct RegionsLayout: Sendable, Hashable {
  let head: Rect
  let list: Rect
  /// Empty if there are too few rows.
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

enum RegionsView {
  static func draw(_ page: RegionsSurface, _ layout: RegionsLayout, on screen: inout Screen) {
    let most = page.shown.map(\.hits.matching).max() ?? 0
    let columns = RegionColumn.fitting(width: layout.list.columns - gutter)
    var head = TableLine(width: layout.head.columns)
    head.sign(nil)
    head.sign(nil)
    for (column, width) in columns {
      head.cell(
        column.title, columns: width, .title, alignRight: column.isNumber, bold: true)
    }
    head.line.draw(
      on: &screen, column: layout.head.column, row: layout.head.row, width: layout.head.columns)
    ListView(
      count: page.shown.count, cursor: page.cursor,
      divider: page.divider.map { ($0, Self.divider(width: layout.list.columns)) },
      matcher: page.finding.search?.matcher
    ).draw(on: &screen, in: layout.list) {
      line(
        page.shown[$0], isMarked: page.marks.contains(page.shown[$0].code), most, columns,
        width: layout.list.columns)
    }
    guard layout.detail.rows > 0, let row = page.current else { return }
    Line.draw(
      RegionDetail.lines(row, width: layout.detail.columns), top: 0, on: &screen,
      in: Rect(
        column: layout.detail.column, row: layout.detail.row + 1, columns: layout.detail.columns,
        rows: layout.detail.rows - 1))
  }

  private static let gutter = 2

  private static func divider(width: Int) -> Line {
    let text = SafeText("── no event, no hit, not in the rule ")
    return Line(text + SafeText("─").repeated(max(0, width - text.width)), .border)
  }

  private static func line(
    _ row: RegionTable.Row, isMarked: Bool, _ most: Int, _ columns: [(RegionColumn, width: Int)],
    width: Int
  ) -> Line {
    var line = TableLine(width: width)
    line.sign(isMarked ? "*" : nil, .marked)
    line.sign(nil)
    for (column, columns) in columns {
      line.cell(
        column.text(row, most: most, width: columns), columns: columns, column.role(row),
        alignRight: column.isNumber)
    }
    return line.line
  }
}
