import Places
import TerminalScreen

enum MapView {
  private static let smallestMap = Size(columns: 60, rows: 10)
  /// Below the map: the meaning of the signs, and the region under the cursor.
  private static let panelRows = 3
  private static let wideRows = 30

  static func hasRoom(_ rect: Rect) -> Bool {
    rect.columns >= smallestMap.columns && rect.rows >= smallestMap.rows + panelRows
  }

  static func draw(
    _ page: MapSurface, _ callers: MapCallers, listKey: String, in rect: Rect,
    on screen: inout Screen
  ) {
    let panel = panelRows + (rect.rows >= wideRows ? 1 : 0)
    let projection = MapProjection(
      fitting: Rect(
        column: rect.column, row: rect.row, columns: rect.columns, rows: rect.rows - panel))
    drawLand(projection, on: &screen)
    drawCallers(callers, projection, on: &screen)
    drawRegions(page, projection, on: &screen)
    // Above the names of regions.
    if let from = callers.from {
      let cell = projection.cell(from)
      screen.put(
        ChartGlyphs.currentCaller, column: cell.column, row: cell.row,
        style: Style(.accent, bold: true))
    }
    let row = min(projection.rect.endRow, rect.endRow - panel)
    drawLegend(page, callers, listKey: listKey, row: row, rect, on: &screen)
    guard let current = page.list.current else { return }
    Line.draw(
      RegionDetail.lines(current, width: rect.columns), top: 0, on: &screen,
      in: Rect(
        column: rect.column, row: row + 1, columns: rect.columns, rows: rect.endRow - row - 1))
  }

  private static func drawLand(_ projection: MapProjection, on screen: inout Screen) {
    for row in 0..<projection.rect.rows {
      for column in 0..<projection.rect.columns {
        guard let scalar = projection.land(column: column, row: row) else { continue }
        screen.put(
          SafeText(String(scalar)), column: projection.rect.column + column,
          row: projection.rect.row + row, style: Style(.border))
      }
    }
  }

  /// Callers, and a line from that of the hit under the cursor to the region that it called.
  private static func drawCallers(
    _ callers: MapCallers, _ projection: MapProjection, on screen: inout Screen
  ) {
    func put(_ glyph: SafeText, _ cell: (column: Int, row: Int), bold: Bool) {
      screen.put(glyph, column: cell.column, row: cell.row, style: Style(.accent, bold: bold))
    }
    for caller in callers.callers {
      put(ChartGlyphs.caller, projection.cell(caller.point), bold: true)
    }
    guard let from = callers.from else { return }
    let start = projection.cell(from)
    if let to = callers.to {
      let end = projection.cell(to)
      let steps = max(abs(end.column - start.column), abs(end.row - start.row))
      for step in stride(from: 1, to: steps, by: 1) {
        let share = Double(step) / Double(steps)
        let column = Double(start.column) + share * Double(end.column - start.column)
        let row = Double(start.row) + share * Double(end.row - start.row)
        put(ChartGlyphs.callLine, (Int(column.rounded()), Int(row.rounded())), bold: false)
      }
    }
  }

  private static func drawRegions(
    _ page: MapSurface, _ projection: MapProjection, on screen: inout Screen
  ) {
    var taken = Set<Int>()
    func key(_ column: Int, _ row: Int) -> Int { row * Screen.maximumSide + column }
    // If several share a cell, the one under the cursor is visible, else the one with most hits.
    let rows = page.placedRegions
    let current = page.list.current?.code
    let ordered = rows.filter { $0.code == current } + rows.filter { $0.code != current }
    let ranks = Dictionary(
      rows.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
    func addSpot(_ row: RegionTable.Row, column: Int, y: Int, columns: Int) {
      guard let rank = ranks[row.code] else { return }
      screen.addSpot(Rect(column: column, row: y, columns: columns, rows: 1), .line(rank))
    }
    var labels: [(row: RegionTable.Row, column: Int, y: Int)] = []
    for row in ordered {
      guard let location = row.region?.location else { continue }
      let (column, y) = projection.cell(location)
      guard taken.insert(key(column, y)).inserted else { continue }
      let (glyph, style) = sign(row, isMarked: page.list.marks.contains(row.code))
      screen.put(
        glyph, column: column, row: y,
        style: row.code == current ? Style(.accent, bold: true, reversed: true) : style)
      addSpot(row, column: column, y: y, columns: 1)
      if row.code == current || row.hits.matching > 0 { labels.append((row, column, y)) }
    }
    for label in labels {
      let isCurrent = label.row.code == current
      // With spaces around it, so that it is readable on land.
      let text = " " + SafeText(label.row.code, limit: 20) + " "
      // Right or left of its region, where there is space.
      for start in [label.column + 1, label.column - text.width] {
        let cells = (start..<start + text.width).map { key($0, label.y) }
        guard start >= projection.rect.column, start + text.width <= projection.rect.endColumn,
          taken.isDisjoint(with: cells)
        else { continue }
        taken.formUnion(cells)
        addSpot(label.row, column: start, y: label.y, columns: text.width)
        screen.put(
          text, column: start, row: label.y,
          style: isCurrent ? Style(.accent, bold: true) : Style(.plain))
        break
      }
    }
  }

  /// A region's sign shows its state in the rule and its number of hits, without colour.
  private static func sign(_ row: RegionTable.Row, isMarked: Bool) -> (SafeText, Style) {
    if isMarked { return ("*", Style(.marked, bold: true)) }
    let hits = row.hits.matching
    if row.standing.isAllowed {
      return (
        hits > 0 ? ChartGlyphs.allowedWithHits : ChartGlyphs.allowed, Style(.allowed, bold: true)
      )
    }
    switch hits {
    case 0:
      return (
        ChartGlyphs.region, Style(row.events == nil ? .muted : .plain, bold: row.events != nil)
      )
    case ..<10: return (ChartGlyphs.regionWithHits, Style(.warning, bold: true))
    case ..<100: return (ChartGlyphs.regionWithTens, Style(.warning, bold: true))
    default: return (ChartGlyphs.regionWithHundreds, Style(.error, bold: true))
    }
  }

  private static func drawLegend(
    _ page: MapSurface, _ callers: MapCallers, listKey: String, row: Int, _ rect: Rect,
    on screen: inout Screen
  ) {
    var line = Line()
    func add(_ glyph: SafeText, _ role: Role, _ words: SafeText) {
      line.append(glyph, role, bold: true)
      line.append(" " + words + "  ", .muted)
    }
    add(ChartGlyphs.region, .plain, "no hit")
    add(ChartGlyphs.regionWithHits, .warning, "hits")
    add(ChartGlyphs.regionWithTens, .warning, "10+")
    add(ChartGlyphs.regionWithHundreds, .error, "100+")
    add(ChartGlyphs.allowed, .allowed, "allowed")
    add(ChartGlyphs.allowedWithHits, .allowed, "allowed, with hits")
    if !callers.callers.isEmpty {
      add(ChartGlyphs.caller, .accent, "callers")
      if callers.from != nil { add(ChartGlyphs.currentCaller, .accent, "of this hit") }
    }
    let unplaced = page.list.shown.count {
      $0.region?.location == nil && $0.hits.matching > 0
    }
    if unplaced > 0 {
      line.append(
        SafeText("\(unplaced) with hits have no place here: \(listKey) lists them"), .warning)
    }
    line.draw(on: &screen, column: rect.column, row: row, width: rect.columns)
  }
}
