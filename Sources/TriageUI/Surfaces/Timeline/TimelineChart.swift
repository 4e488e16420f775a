import Basics
import HitStore
import TerminalScreen

enum TimelineChart {
  static func draw(
    _ page: TimelineSurface, _ state: State, _ layout: TimelineLayout, on screen: inout Screen
  ) {
    guard let buckets = page.buckets else {
      screen.put(
        page.untimed == 0 ? "there are no hits" : "no hit in the list has a time",
        column: layout.scale.column, row: layout.scale.row + 1, style: Style(.muted))
      return
    }
    let most = page.bars.map(\.count).max() ?? 0
    drawScale(most, layout, on: &screen)
    for (offset, bar) in page.bars.enumerated() {
      let column = layout.chart.column + offset * layout.barColumns
      draw(bar, of: page, most, layout, at: column, on: &screen)
      // Down to the dates: a click above or below a low bar counts too.
      screen.addSpot(
        Rect(
          column: column, row: layout.chart.row, columns: layout.barColumns,
          rows: layout.labelRow + 1 - layout.chart.row),
        .line(Int(clamping: page.first + Int64(offset) - buckets.lowerBound)))
    }
    drawAxis(page, buckets, layout, on: &screen)
    drawSelection(page, layout, on: &screen)
    drawLegend(page, layout, on: &screen)
    Line.draw(detail(page, buckets), top: 0, on: &screen, in: layout.detail)
  }

  // MARK: - Bars

  private static func drawScale(_ most: Int, _ layout: TimelineLayout, on screen: inout Screen) {
    let scale = layout.scale
    for row in 0..<scale.rows {
      screen.put("│", column: scale.endColumn - 1, row: scale.row + row, style: Style(.border))
    }
    func put(_ count: Int, row: Int) {
      let text = SafeText(count.grouped).padded(to: scale.columns - 2, alignRight: true)
      screen.put(text + " ┤", column: scale.column, row: row, style: Style(.muted))
    }
    put(most, row: scale.row)
    // The middle of the scale, if a row matches it closely enough.
    if scale.rows >= 5, most >= 2 { put((most + 1) / 2, row: scale.row + scale.rows / 2) }
  }

  /// Without a gap if bars are one column wide.
  private static func width(_ layout: TimelineLayout) -> Int {
    layout.barColumns > 1 ? layout.barColumns - 1 : 1
  }

  private static func draw(
    _ bar: TimelineSurface.Bar, of page: TimelineSurface, _ most: Int, _ layout: TimelineLayout,
    at column: Int, on screen: inout Screen
  ) {
    guard bar.count > 0, most > 0 else { return }
    let rows = layout.chart.rows
    func put(_ glyph: SafeText, _ style: Style, row: Int) {
      screen.put(
        glyph.repeated(width(layout)), column: column, row: layout.chart.endRow - 1 - row,
        style: style)
    }
    guard !bar.parts.isEmpty, let stack = page.stack else {
      let eighths = max(1, Int((Double(bar.count) / Double(most) * Double(rows * 8)).rounded()))
      for row in 0..<rows where eighths > row * 8 {
        put(ChartGlyphs.columns[min(8, eighths - row * 8)], Style(.barFill), row: row)
      }
      return
    }
    for (row, part) in cells(of: bar, most: most, rows: rows).enumerated() {
      let (glyph, role) = stack.style(ofPart: part)
      put(glyph, Style(role), row: row)
    }
  }

  /// The part of each cell of a bar, from the bottom. Each part of the bar has a cell if there is
  /// room for all.
  private static func cells(of bar: TimelineSurface.Bar, most: Int, rows: Int) -> [Int] {
    let height = max(1, Int((Double(bar.count) / Double(most) * Double(rows)).rounded()))
    let present = bar.parts.indices.filter { bar.parts[$0] > 0 }
    guard height >= present.count else {
      return Array(present.sorted { bar.parts[$0] > bar.parts[$1] }.prefix(height)).sorted()
    }
    // One cell each, the rest by share.
    let rest = height - present.count
    var cells: [Int] = []
    var sum = 0
    for part in present {
      let before = sum * rest / bar.count
      sum += bar.parts[part]
      cells += Array(repeating: part, count: 1 + sum * rest / bar.count - before)
    }
    return cells
  }

  // MARK: - The axis

  private static func drawAxis(
    _ page: TimelineSurface, _ buckets: ClosedRange<Int64>, _ layout: TimelineLayout,
    on screen: inout Screen
  ) {
    let row = layout.axisRow
    screen.put(
      SafeText("─").repeated(layout.chart.columns), column: layout.chart.column, row: row,
      style: Style(.border))
    screen.put(
      SafeText("0").padded(to: layout.scale.columns - 2, alignRight: true) + " └",
      column: layout.scale.column, row: row, style: Style(.muted))
    let labelWidth = label(page.first, page.unit).width
    let step = page.unit.tickStep(atLeast: (labelWidth + 1) / layout.barColumns + 1)
    let round = page.unit.firstRound(from: page.first, step: step)
    let isInSight =
      page.first + Int64(round) <= buckets.upperBound
      && round * layout.barColumns + labelWidth <= layout.chart.columns
    let start = isInSight ? round : 0
    for offset in stride(from: start, to: layout.barCount, by: step) {
      let bucket = page.first + Int64(offset)
      let column = layout.chart.column + offset * layout.barColumns
      let text = label(bucket, page.unit)
      guard bucket <= buckets.upperBound || offset == start,
        column + text.width <= layout.chart.endColumn
      else { break }
      screen.put("┬", column: column, row: row, style: Style(.border))
      screen.put(text, column: column, row: layout.labelRow, style: Style(.muted))
    }
  }

  private static func label(_ bucket: Int64, _ unit: TimeUnit) -> SafeText {
    let text = TimeWords.minute(unit.start(ofIndex: bucket))
    switch unit {
    case .minute, .fiveMinutes, .quarterHour, .hour, .sixHours: return SafeText(text)
    case .day, .week: return SafeText(text.prefix(10))
    case .month: return SafeText(text.prefix(7))
    }
  }

  /// The cursor is a `^` below its bar, and a range has `=`: a mark over the bar would hide how high
  /// it is. The bar itself is brighter, unless its colours have a meaning.
  private static func drawSelection(
    _ page: TimelineSurface, _ layout: TimelineLayout, on screen: inout Screen
  ) {
    for offset in 0..<layout.barCount {
      let bucket = page.first + Int64(offset)
      guard page.selected.contains(bucket) else { continue }
      let column = layout.chart.column + offset * layout.barColumns
      let isCursor = bucket == page.cursor
      if page.stackKind == .none {
        screen.restyle(
          Rect(
            column: column, row: layout.chart.row, columns: width(layout), rows: layout.chart.rows)
        ) { $0 = Style(.accent, bold: true) }
      }
      screen.put(
        SafeText(isCursor ? "^" : "=").repeated(width(layout)), column: column,
        row: layout.axisRow, style: Style(.selection, bold: true))
    }
  }

  // MARK: - Words

  private static func drawLegend(
    _ page: TimelineSurface, _ layout: TimelineLayout, on screen: inout Screen
  ) {
    guard let row = layout.legendRow, let stack = page.stack else { return }
    var line = Line()
    for (part, name) in stack.parts.enumerated() {
      let (glyph, role) = stack.style(ofPart: part)
      line.append(glyph.repeated(2), role)
      line.append(" " + name + "  ")
    }
    line.draw(
      on: &screen, column: layout.detail.column, row: row, width: layout.detail.columns)
  }

  private static func detail(_ page: TimelineSurface, _ buckets: ClosedRange<Int64>) -> [Line] {
    var line = Line(SafeText(page.targetRows.countedAs("hit") + "  "), .plain, bold: true)
    line.append(SafeText(TimeWords.span(page.selectedTime)), .accent, bold: true)
    let judged = Verdict.allCases.compactMap { verdict in
      page.targetVerdicts[verdict].map { "\($0.grouped) \(verdict.words)" }
    }
    if !judged.isEmpty { line.append(SafeText(": " + judged.joined(separator: ", "))) }
    var second = page.hitCount.counting("hit")
    if let span = page.span {
      second +=
        " from \(TimeWords.minute(span.lowerBound)) to \(TimeWords.minute(span.upperBound)) UTC"
    }
    if page.untimed > 0 { second += ", and \(page.untimed.grouped) without a time" }
    return [line, Line(SafeText(second), .muted)]
  }
}

extension TimeUnit {
  /// The number of bars between labels of the axis, at least the given one: whole hours, half days,
  /// quarters of a year.
  fileprivate func tickStep(atLeast count: Int) -> Int {
    let steps =
      switch self {
      case .minute: [5, 10, 15, 30, 60, 120, 180, 360]
      case .fiveMinutes: [3, 6, 12, 24, 36, 72, 144]
      case .quarterHour: [2, 4, 8, 12, 24, 48, 96]
      case .hour: [2, 3, 6, 12, 24, 48, 96]
      case .sixHours: [2, 4, 8, 16, 28]
      case .day, .week: [1]
      case .month: [1, 2, 3, 6, 12]
      }
    return steps.first { $0 >= count } ?? count
  }

  /// The number of bars from a bucket to the first one at a round time: 06:00, midnight, January.
  /// All days are equal.
  fileprivate func firstRound(from bucket: Int64, step: Int) -> Int {
    guard self != .day, self != .week else { return 0 }
    let step = Int64(step)
    return Int(((-bucket) % step + step) % step)
  }
}
