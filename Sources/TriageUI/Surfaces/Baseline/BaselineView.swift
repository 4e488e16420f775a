import Baseline
import Basics
import TerminalScreen

/// The layout of the baseline page: the column names, the list, and the reasons of one line.
struct BaselineLayout: Sendable, Hashable {
  let head: Rect
  let list: Rect
  /// Empty if there are too few rows.
  let detail: Rect

  private static let rowsForDetail = 9

  init(rect: Rect) {
    let below = rect.rows >= Self.rowsForDetail ? max(5, rect.rows / 3) : 0
    head = rect.line(0)
    list = Rect(
      column: rect.column, row: rect.row + 1, columns: rect.columns,
      rows: max(1, rect.rows - 1 - below))
    detail = Rect(
      column: rect.column, row: rect.endRow - below, columns: rect.columns, rows: below)
  }
}

enum BaselineView {
  static func draw(
    _ page: BaselineSurface, _ layout: BaselineLayout, _ state: State, on screen: inout Screen
  ) {
    guard page.rowCount > 0 else {
      let words = page.finding.filter == nil ? emptiness(state) : "no line has this text"
      Line.draw(
        Line.wrapped(words, width: layout.list.columns, .muted), top: 0, on: &screen,
        in: layout.list)
      return
    }
    let columns = Columns(width: layout.list.columns)
    columns.head.draw(
      on: &screen, column: layout.head.column, row: layout.head.row, width: layout.head.columns)
    let most = page.rows.flatMap(\.byDay).max() ?? 0
    ListView(
      count: page.rowCount, cursor: page.cursor, matcher: page.finding.search?.matcher
    ).draw(on: &screen, in: layout.list) { index in
      let row = page.rows[index]
      let isFirst = index == 0 || page.rows[index - 1].part != row.part
      return columns.line(
        row, part: isFirst ? row.part : nil, isChosen: page.chosen.contains(row.id), most: most)
    }
    guard layout.detail.rows > 0, let row = page.current else { return }
    Line.draw(
      detail(row, width: layout.detail.columns), top: 0, on: &screen,
      in: Rect(
        column: layout.detail.column, row: layout.detail.row + 1, columns: layout.detail.columns,
        rows: layout.detail.rows - 1))
  }

  private static func emptiness(_ state: State) -> String {
    state.scan.report?.baselineReport == nil
      ? "no event in the window of the baseline" : "nothing is proposed"
  }

  /// The reasons, one a line.
  private static func detail(_ row: BaselineRow, width: Int) -> [Line] {
    var first = Line(SafeText(row.name, limit: 200), .accent, bold: true)
    first.append("  ")
    first.append(SafeText(row.word), role(row))
    var lines = [first.truncated(to: width)]
    for reason in row.reasons {
      lines += Line.wrapped("· " + reason, width: width)
    }
    if row.isProposed, row.isRegion {
      lines += Line.wrapped("! " + BaselineReport.caution, width: width, .warning)
    }
    return lines
  }

  static func role(_ row: BaselineRow) -> Role {
    switch row.regionClass {
    case .normal: .allowed
    case .never: .warning
    case .review, .unused, nil: row.part == .never ? .warning : .plain
    }
  }

  /// The columns that fit.
  private struct Columns {
    let width: Int
    private let name: Int
    private let chart: Int

    init(width: Int) {
      self.width = width
      let rest = width - Self.fixed
      chart = rest >= 60 ? 30 : rest >= 40 ? 14 : 0
      name = max(14, rest - chart - (chart > 0 ? 1 : 0))
    }

    /// Part, mark, class, days, principals, change days, hits, and the gaps.
    private static let fixed = 8 + 1 + 3 + 1 + 1 + 9 + 1 + 5 + 1 + 5 + 1 + 7 + 1 + 8

    var head: Line {
      var line = TableLine(width: width)
      line.cell("", columns: 8)
      line.cell("", columns: 3)
      line.cell("what", columns: name, .title, bold: true)
      line.cell("class", columns: 9, .title, bold: true)
      line.cell("days", columns: 5, .title, alignRight: true, bold: true)
      line.cell("who", columns: 5, .title, alignRight: true, bold: true)
      line.cell("changes", columns: 7, .title, alignRight: true, bold: true)
      line.cell("hits", columns: 8, .title, alignRight: true, bold: true)
      if chart > 0 { line.cell("over the window", columns: chart, .title, bold: true) }
      return line.line
    }

    func line(_ row: BaselineRow, part: BaselineRow.Part?, isChosen: Bool, most: Int) -> Line {
      var line = TableLine(width: width)
      line.cell(SafeText(part?.rawValue ?? ""), columns: 8, .muted)
      line.cell(
        row.edit == nil ? "" : isChosen ? "[x]" : "[ ]", columns: 3, isChosen ? .marked : .plain)
      line.cell(SafeText(row.name, limit: 200), columns: name)
      line.cell(SafeText(row.word), columns: 9, BaselineView.role(row))
      func number(_ count: Int) -> SafeText { row.isRegion ? SafeText(count.grouped) : "" }
      line.cell(number(row.days), columns: 5, alignRight: true)
      line.cell(number(row.principals), columns: 5, alignRight: true)
      line.cell(number(row.changeDays), columns: 7, alignRight: true)
      line.cell(row.hits.map { SafeText($0.grouped) } ?? "", columns: 8, alignRight: true)
      if chart > 0 {
        line.cell(ChartGlyphs.sparkline(row.byDay, width: chart), columns: chart, .barFill)
      }
      return line.line
    }
  }
}

extension ChartGlyphs {
  /// Counts over time, in as many columns: `▁▃ ▅`. Each is the sum of its days.
  static func sparkline(_ counts: [Int], width: Int) -> SafeText {
    guard !counts.isEmpty, width > 0 else { return "" }
    let width = min(width, counts.count)
    let sums = (0..<width).map { column in
      counts[column * counts.count / width..<(column + 1) * counts.count / width].reduce(0, +)
    }
    let most = sums.max() ?? 0
    return sums.reduce(SafeText.empty) { text, sum in
      let level = most == 0 || sum == 0 ? 0 : max(1, sum * (columns.count - 1) / most)
      return text + columns[level]
    }
  }
}
