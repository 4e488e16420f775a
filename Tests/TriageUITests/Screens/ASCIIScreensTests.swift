import TerminalScreen
import Testing

@testable import TriageUI

/// Every screen in ASCII, for `--ascii` and simple terminals.
@Suite struct ASCIIScreensTests {
  /// Only text of events without ASCII is lost, and no column moves.
  @Test(arguments: Scene.all) func everySignHasAStandIn(scene: Scene) throws {
    for size in [Size(columns: 40, rows: 10), Size(columns: 120, rows: 35)] {
      let screen = try scene.state(size).view()
      let ascii = screen.inASCII
      for row in 0..<size.rows {
        let cells = Array(ascii.rowCells(row))
        #expect(
          cells.allSatisfy { $0.text.utf8.count == 1 && $0.text.utf8.allSatisfy { $0 < 0x7F } })
        #expect(ascii.styles(row) == screen.styles(row))
        for (cell, before) in zip(cells, screen.rowCells(row)) where cell.text == "?" {
          let isOurs = before.text != "?" && !Company.foreignText.contains(before.text)
          if isOurs { Issue.record("“\(before.text)” has no stand-in") }
        }
      }
    }
  }

  /// The pages with the most signs, as goldens.
  @Test(arguments: ["list", "timeline-by-region", "heat-map", "map", "regions", "replay"])
  func theChartsStillSayWhatTheySay(name: String) throws {
    let scene = try #require(Scene.all.first { $0.name == name })
    let screen = try scene.state(Size(columns: 80, rows: 24)).view()
    try Golden.expect(screen.inASCII.text, is: "\(name)/80x24-ascii.txt")
  }

  /// Signs that have to be distinguished differ in ASCII too.
  @Test(arguments: [
    ChartGlyphs.fills, ["·"] + ChartGlyphs.shades,
    [
      "*", ChartGlyphs.region, ChartGlyphs.regionWithHits, ChartGlyphs.regionWithTens,
      ChartGlyphs.regionWithHundreds, ChartGlyphs.allowed, ChartGlyphs.allowedWithHits, "⣀", "⣿",
      " ",
    ],
  ])
  func signsStayDifferent(signs: [SafeText]) {
    var screen = Screen(size: Size(columns: signs.count, rows: 1))
    for (column, sign) in signs.enumerated() { screen.put(sign, column: column, row: 0) }
    #expect(Set(screen.inASCII.line(0)).count == signs.count)
  }
}
