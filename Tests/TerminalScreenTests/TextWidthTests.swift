import Testing

@testable import TerminalScreen

@Suite struct TextWidthTests {
  @Test(arguments: [TextWidth.wideRanges, TextWidth.ambiguousRanges])
  func `the tables are in order and without overlaps`(ranges: [ClosedRange<UInt32>]) {
    for (range, next) in zip(ranges, ranges.dropFirst()) {
      #expect(range.upperBound < next.lowerBound)
    }
  }

  @Test func `what is ambiguous is not wide`() {
    for range in TextWidth.ambiguousRanges {
      for value in range { #expect(!TextWidth.contains(TextWidth.wideRanges, value)) }
    }
  }

  /// In a process of its own: the widths hold for all of it.
  @Test func `what is ambiguous takes two columns if asked`() async {
    await #expect(processExitsWith: .success) {
      TextWidth.countAmbiguousAsWide()
      for (text, width) in [
        ("a", 1), ("é", 2), ("e\u{301}", 1), ("ж", 2), ("ж\u{301}", 2), ("한", 2), ("ñ", 1),
        ("🇰🇷", 4), ("👍🏽", 4), ("\u{1B}", 1), ("“\u{202E}”", 12),
      ] {
        #expect(SafeText(String(text)).width == width, "\(text)")
      }
      // A program's own frames become ASCII, an event's stay what they are.
      #expect(("─┐…" as SafeText).text == "-+~")
      #expect(SafeText(String("─")).text == "─")
      #expect(("\(String("─"))│" as SafeText).text == "─|")
      // é has as many bytes as columns, and is no ASCII all the same.
      let text = SafeText(String(repeating: "é", count: 10))
      #expect(text.width == 20)
      #expect(text.truncated(to: 8).text == "ééé ~")
      #expect(text.truncatedAtStart(to: 8).text == "~ ééé")
      #expect(text.dropping(columns: 3).text == " " + String(repeating: "é", count: 8))
      #expect(text.pieces(first: 5, then: 7).map(\.width) == [4, 6, 6, 4])
      var screen = Screen(size: Size(columns: 6, rows: 3))
      screen.box(screen.bounds)
      screen.put(text, column: 1, row: 1, width: 4)
      #expect(screen.text == "+----+\n|é ~|\n+----+")
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
