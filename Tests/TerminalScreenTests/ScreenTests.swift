import Testing

@testable import TerminalScreen

@Suite struct ScreenTests {
  @Test func `text is put where it is told and clipped at the edge`() {
    var screen = Screen(size: Size(columns: 8, rows: 2))
    #expect(screen.put("abc", column: 1, row: 0) == 3)
    #expect(screen.put("0123456789", column: 4, row: 1) == 4)
    #expect(screen.line(0) == " abc    ")
    #expect(screen.line(1) == "    012…")
    #expect(screen.text == " abc\n    012…")
  }

  @Test func `a wide character takes two cells, and never sticks out`() {
    var screen = Screen(size: Size(columns: 5, rows: 1))
    screen.put("a한b", column: 0, row: 0)
    #expect(screen[0, 1].text == "한")
    #expect(screen[0, 2].isContinuation)
    screen.put("한국", column: 2, row: 0)
    #expect(screen.line(0) == "a 한…")
    screen.put("국", column: 4, row: 0)
    #expect(screen.line(0) == "a 한…")
    check(screen)
  }

  @Test func `drawing over half of a wide character blanks the other half`() {
    var screen = Screen(size: Size(columns: 6, rows: 1))
    screen.put("한국어", column: 0, row: 0)
    screen.put("x", column: 1, row: 0)
    #expect(screen.line(0) == " x국어")
    screen.put("y", column: 2, row: 0)
    #expect(screen.line(0) == " xy 어")
    screen.fill(Rect(column: 5, row: 0, columns: 1, rows: 1), with: "-")
    #expect(screen.line(0) == " xy  -")
  }

  @Test func `a negative column clips at the left`() {
    var screen = Screen(size: Size(columns: 4, rows: 1))
    #expect(screen.put("abcdef", column: -2, row: 0) == 6)
    #expect(screen.line(0) == "cdef")
    #expect(screen.put("xy", column: -2, row: 0) == 2)
    #expect(screen.line(0) == "cdef")
  }

  @Test func `a box has a frame and a title`() {
    var screen = Screen(size: Size(columns: 12, rows: 3))
    screen.box(screen.bounds, title: "Allow this region?", style: Style(.border))
    #expect(screen.text == "┌ Allow t… ┐\n│          │\n└──────────┘")
  }

  @Test func `spans follow each other`() {
    var screen = Screen(size: Size(columns: 8, rows: 1))
    let used = screen.put(
      [("f ", Style(.key)), ("false positive", Style(.footer))], column: 0, row: 0)
    #expect(used == 8)
    #expect(screen.line(0) == "f false…")
    #expect(screen.styles(0).map(\.role).prefix(3) == [.key, .key, .footer])
  }

  @Test func `restyling keeps the text`() {
    var screen = Screen(size: Size(columns: 4, rows: 2))
    screen.put("ab한", column: 0, row: 0, style: Style(.tag))
    screen.restyle(Rect(column: 0, row: 0, columns: 9, rows: 1)) { $0.isReversed = true }
    #expect(screen.line(0) == "ab한")
    #expect(screen.styles(0).allSatisfy { $0.isReversed && $0.role == .tag })
  }

  @Test func `every row is as wide as the screen whatever is drawn anywhere`() {
    var soup = ScalarSoup(seed: 4)
    for round in 0..<200 {
      var screen = Screen(size: Size(columns: round % 23, rows: round % 5))
      for _ in 0..<20 {
        let column = Int.random(in: -10...30, using: &soup)
        let row = Int.random(in: -2...6, using: &soup)
        let width = Int.random(in: -1...30, using: &soup)
        let rect = Rect(column: column, row: row, columns: width, rows: 2)
        screen.put(SafeText(soup.text(scalars: 8)), column: column, row: row)
        screen.put(SafeText(soup.text(scalars: 8)), column: column, row: row, width: width)
        if width % 3 == 0 { screen.fill(rect, with: "한") }
        if width % 5 == 0 { screen.box(rect, title: SafeText(soup.text(scalars: 3))) }
      }
      check(screen)
    }
  }

  private func check(_ screen: Screen) {
    for row in 0..<screen.size.rows {
      #expect(SafeText(screen.line(row)).width == screen.size.columns)
      for column in 0..<screen.size.columns {
        let isWide = SafeText(screen[row, column].text).width == 2
        #expect(isWide == screen[row, column + 1].isContinuation)
      }
    }
  }
}
