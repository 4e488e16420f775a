import TerminalScreen
import Testing

@testable import TriageUI

/// The same screens on terminals with millions of colours, with sixteen and with none.
@Suite struct ColorDepthsTests {
  private static let sizes = [
    Size(columns: 40, rows: 10), Size(columns: 80, rows: 24), Size(columns: 140, rows: 40),
    Size(columns: 200, rows: 50),
  ]

  /// Three verdicts, a mark, and the cursor on the hit after them.
  private static func judged(_ size: Size) throws -> TestWorkbench {
    let workbench = try TestWorkbench(
      events: TestEvent.office, columns: size.columns, rows: size.rows)
    try workbench.press("t", "b", "f", "G", "Enter", "Space")
    return workbench
  }

  /// `1-3 red, 5-80 reversed`: the styles of a row from the left, without plain parts.
  private static func look(_ row: Int, of screen: Screen, _ depth: ColorDepth) -> String {
    var runs: [(start: Int, end: Int, words: String)] = []
    for (column, cell) in screen.rowCells(row).enumerated() {
      var words = Look(of: cell.style, at: depth).words
      // Only the background of a space is visible.
      if cell.text == " ", words != "reversed" { words = "plain" }
      if let last = runs.last, last.end == column, last.words == words {
        runs[runs.count - 1].end = column + 1
      } else {
        runs.append((column, column + 1, words))
      }
    }
    return runs.filter { $0.words != "plain" }.map {
      $0.end - $0.start == 1 ? "\($0.end) \($0.words)" : "\($0.start + 1)-\($0.end) \($0.words)"
    }.joined(separator: ", ")
  }

  private static func row(of text: String, _ screen: Screen) throws -> Int {
    try #require((0..<screen.size.rows).first { screen.line($0).contains(text) })
  }

  @Test(arguments: [
    (
      ColorDepth.ansi16,
      ["2 red", "2 cyan", "2 green", "1-14 reversed, 15-24 reversed underlined, 26-80 reversed"]
    ),
    (.monochrome, ["", "", "", "1-14 reversed, 15-24 reversed underlined, 26-80 reversed"]),
  ])
  func verdictsAndTheCursor(depth: ColorDepth, looks: [String]) throws {
    let screen = try Self.judged(Size(columns: 80, rows: 24)).state.view()
    let minutes = ["00:01:00", "00:02:00", "00:03:00", "00:05:00"]
    for (minute, wanted) in zip(minutes, looks) {
      let look = try Self.look(Self.row(of: minute, screen), of: screen, depth)
      #expect(look == wanted)
    }
  }

  /// The theme chooses the colours; each verdict has one, on its letter alone.
  @Test func verdictsInAThemesColours() throws {
    let screen = try Self.judged(Size(columns: 80, rows: 24)).state.view()
    let looks = try ["00:01:00", "00:02:00", "00:03:00"].map {
      try Self.look(Self.row(of: $0, screen), of: screen, .truecolor)
    }
    for look in looks { #expect(look.hasPrefix("2 #") && !look.contains(","), "\(look)") }
    #expect(Set(looks).count == 3)
  }

  /// At every size and depth, exactly the cursor's row is reversed, from edge to edge of its pane.
  @Test(arguments: sizes, Look.depths) func theCursorsRowIsReversed(
    size: Size, depth: ColorDepth
  ) throws {
    let workbench = try Self.judged(size)
    let screen = workbench.state.view()
    let theme = Look.theme(depth)
    let rect = try #require(workbench.state.viewport.hits)
    let reversed = (rect.row + 1..<rect.endRow).filter { row in
      (rect.column..<rect.endColumn).allSatisfy {
        theme.appearance(of: screen[row, $0].style, depth: depth).isReversed
      }
    }
    #expect(reversed.count == 1)
  }

  /// Without colour the letters still show everything: verdicts, mark, cursor.
  @Test(arguments: sizes) func nothingIsSaidByColourAlone(size: Size) throws {
    let workbench = try Self.judged(size)
    try workbench.press("g")
    let screen = workbench.state.view()
    let first = try Self.row(of: "00:01:00", screen)
    #expect(screen.line(first).hasPrefix(" T"))
    #expect(screen.line(first + 1).hasPrefix(" B"))
    #expect(screen.line(first + 2).hasPrefix(" F"))
    #expect(screen.line(first + 3).hasPrefix("*"))
  }

  /// In every theme, each sign of each dialog is readable on its background.
  @Test(
    arguments: ["nord", "solarized-light", "okabe-ito-light"], ["", "a", "f", "?", ":", "d", "T"])
  func everySignCanBeRead(theme name: String, key: String) throws {
    let workbench = try Self.judged(Size(columns: 100, rows: 30))
    if !key.isEmpty { try workbench.press(key) }
    let theme = try ThemeCatalog(environment: [:]).theme(named: name)
    let screen = workbench.state.view()
    for row in 0..<screen.size.rows {
      for (column, cell) in screen.rowCells(row).enumerated() where cell.text != " " {
        let look = theme.appearance(of: cell.style, depth: .truecolor)
        guard case .rgb(let foreground) = look.foreground,
          case .rgb(let background) = look.background
        else { continue }
        if foreground.contrast(with: background) < 4.5 {
          Issue.record("“\(cell.text)” at \(column),\(row) (\(cell.style.role)) cannot be read")
        }
      }
    }
  }
}
