import Testing
import TerminalScreen

@Suite struct RectTests {
  @Test func `cutting leaves the rest`() {
    var rest = Size(columns: 80, rows: 24).bounds
    #expect(rest.cutTop(2) == Rect(column: 0, row: 0, columns: 80, rows: 2))
    #expect(rest.cutBottom(1) == Rect(column: 0, row: 23, columns: 80, rows: 1))
    #expect(rest.cutRight(30) == Rect(column: 50, row: 2, columns: 30, rows: 21))
    #expect(rest.cutLeft(10) == Rect(column: 0, row: 2, columns: 10, rows: 21))
    #expect(rest == Rect(column: 10, row: 2, columns: 40, rows: 21))
  }

  @Test func `what is not there cannot be cut`() {
    var rest = Size(columns: 3, rows: 1).bounds
    #expect(rest.cutTop(5).rows == 1)
    #expect(rest.isEmpty)
    #expect(rest.cutBottom(-1).isEmpty)
    #expect(rest.inset().isEmpty)
    #expect(rest.lines.isEmpty)
  }

  @Test func `a dialog is in the middle and never outside`() {
    let screen = Size(columns: 40, rows: 10).bounds
    #expect(screen.centered(columns: 20, rows: 4) == Rect(column: 10, row: 3, columns: 20, rows: 4))
    #expect(screen.centered(columns: 99, rows: 99) == screen)
  }

  @Test func `rectangles that do not meet have nothing in common`() {
    let left = Rect(column: 0, row: 0, columns: 5, rows: 5)
    #expect(left.intersection(Rect(column: 9, row: 9, columns: 5, rows: 5)).isEmpty)
    #expect(left.intersection(Rect(column: 3, row: 4, columns: 5, rows: 5)).size.columns == 2)
  }
}
