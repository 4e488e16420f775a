import Testing

@testable import TerminalScreen

@Suite struct TextWidthTests {
  @Test func `the table is in order and without overlaps`() {
    for (range, next) in zip(TextWidth.wideRanges, TextWidth.wideRanges.dropFirst()) {
      #expect(range.upperBound < next.lowerBound)
    }
  }

  @Test(arguments: [
    ("a", 1), ("é", 1), ("e\u{301}", 1), ("한", 2), ("Ａ", 2), ("ｱ", 1), ("🦊", 2), ("─", 1), ("…", 1),
    ("\u{1100}", 2), ("\u{115F}", 2), ("\u{1160}", 1), ("\u{20000}", 2), ("\u{3FFFD}", 2),
  ])
  func `characters have the width of a terminal`(character: Character, width: Int) {
    #expect(TextWidth.width(of: character) == width)
  }
}
