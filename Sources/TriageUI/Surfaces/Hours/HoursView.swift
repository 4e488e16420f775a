import Basics
import TerminalScreen

enum HoursView {
  private static let dayColumns = 4
  /// From this width on, a cell has its number.
  private static let columnsForNumbers = 5
  private static let widestCell = 8
  /// Rows per day, including a blank one if there is room.
  private static let highestStep = 4
  /// The hours above, and the details below.
  private static let rowsBeside = 4

  static func draw(_ page: HoursSurface, in rect: Rect, on screen: inout Screen) {
    let width = max(1, min(widestCell, (rect.columns - dayColumns) / 24))
    let step = max(1, min(highestStep, (rect.rows - rowsBeside) / 7))
    let height = max(1, step - 1)
    let scale = HourScale(most: page.counts.max() ?? 0, shades: ChartGlyphs.shades.count)
    // With few rows, the days are dropped first.
    let hourRows = rect.rows >= 8 ? 1 : 0
    if hourRows > 0 { drawHours(width, rect, on: &screen) }
    for weekday in 0..<7 {
      let row = rect.row + hourRows + weekday * step
      guard row < rect.endRow else { break }
      screen.put(
        SafeText(HoursSurface.weekdays[weekday].prefix(3)), column: rect.column, row: row,
        style: Style(weekday == page.weekday ? .accent : .muted, bold: weekday == page.weekday))
      for hour in 0..<24 {
        let cell = Rect(
          column: rect.column + dayColumns + hour * width, row: row, columns: width,
          rows: min(height, rect.endRow - row))
        draw(page.counts[weekday * 24 + hour], scale, in: cell, on: &screen)
        screen.addSpot(cell, .line(weekday * 24 + hour))
        if weekday == page.weekday, hour == page.hour {
          screen.restyle(cell) { $0 = Style(.plain, reversed: true) }
          // A cursor that is visible without colour, if there is room.
          if width >= 3 {
            screen.put(">", column: cell.column - 1, row: row, style: Style(.accent, bold: true))
          }
        }
      }
    }
    let gap = step == 1 && rect.rows > 7 + rowsBeside ? 1 : 0
    let below = rect.row + hourRows + 7 * step + gap
    guard below < rect.endRow else { return }
    Line.draw(
      detail(page, scale), top: 0, on: &screen,
      in: Rect(
        column: rect.column, row: below, columns: rect.columns, rows: rect.endRow - below))
  }

  private static func drawHours(_ width: Int, _ rect: Rect, on screen: inout Screen) {
    // Every hour, or every third one where hours are one column wide.
    for hour in stride(from: 0, to: 24, by: width >= 3 ? 1 : 3) {
      screen.put(
        SafeText(hour < 10 ? "0\(hour)" : "\(hour)"),
        column: rect.column + dayColumns + hour * width, row: rect.row, style: Style(.muted))
    }
  }

  /// ` ▓▓ `, `▓▓▓412`: darker is more; even one hit is visible.
  private static func draw(
    _ count: Int, _ scale: HourScale, in cell: Rect, on screen: inout Screen
  ) {
    guard let place = scale.shade(of: count) else {
      screen.put("·", column: cell.column, row: cell.row, style: Style(.muted))
      return
    }
    let shade = ChartGlyphs.shades[place]
    let width = max(1, cell.columns - 1)
    for row in cell.row..<cell.endRow {
      screen.put(shade.repeated(width), column: cell.column, row: row, style: Style(.barFill))
    }
    guard cell.columns >= columnsForNumbers else { return }
    let number = SafeText(short(count))
    screen.put(
      number, column: cell.column + width - number.width, row: cell.row, style: Style(.plain))
  }

  /// A count in at most three characters: `412`, `41k`, `4M`.
  static func short(_ count: Int) -> String {
    switch count {
    case ..<1_000: "\(count)"
    case ..<100_000: "\(count / 1_000)k"
    case ..<1_000_000: ".\(count / 100_000)M"
    default: "\(count / 1_000_000)M"
    }
  }

  private static func detail(_ page: HoursSurface, _ scale: HourScale) -> [Line] {
    let line = Line(SafeText(page.targetRows.countedAs("hit") + "  "), .plain, bold: true)
      .appending(SafeText(page.cellWords), .accent, bold: true)
    var legend = Line("· none  ", .muted)
    for (shade, counts) in zip(ChartGlyphs.shades, scale.steps) {
      let (from, to) = (counts.lowerBound, counts.upperBound)
      legend.append(shade, .barFill)
      legend.append(
        SafeText(from == to ? " \(from.grouped)  " : " \(from.grouped)–\(to.grouped)  "), .muted)
    }
    return [line, legend]
  }
}
