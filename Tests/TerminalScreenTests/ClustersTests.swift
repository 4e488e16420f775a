import Testing

@testable import TerminalScreen

/// Wherever a text is cut, what readers see as one character stays whole.
@Suite struct ClustersTests {
  private static let texts = [
    "क्षत्रिय कि की", "กำลัง น้ำ", "தமிழ் கொடு", "한국어 \u{1112}\u{1161}\u{11AB}", "e\u{301}\u{302}a\u{308}",
    "👩‍💻👨‍👩‍👧‍👦🏳️‍🌈", "👍🏽✌🏿", "🇰🇷🇨🇭", "❤️☁️✈︎", "1️⃣#️⃣", "אבג עברית", "مرحبا", "a\u{200D}b",
    "\u{915}\u{94D}\u{937}\u{94D}\u{92E}\u{94D}\u{92F}",
  ]

  @Test(arguments: texts) func nothingIsCutWithin(text: String) {
    let safe = SafeText(text)
    let whole = Array(safe.text)
    for columns in 0...safe.width {
      let prefix = safe.prefix(columns: columns)
      #expect(Array(prefix.text) == Array(whole.prefix(prefix.text.count)))
      #expect(prefix.width <= columns)
      // At most one letter of the maximum width is left out.
      #expect(prefix.width > columns - Clusters.maximumWidth)
      #expect(safe.truncated(to: columns).width == columns)
      let pieces = safe.pieces(first: columns, then: Clusters.maximumWidth)
      #expect(pieces.map(\.text).joined() == safe.text)
      #expect(pieces.flatMap { Array($0.text) } == whole)
      #expect(pieces.dropFirst().allSatisfy { $0.width <= Clusters.maximumWidth })
    }
  }

  @Test func theParts() {
    let clusters = Clusters(SafeText("aकि한👍🏽").text).map { "\($0.text) \($0.width)" }
    #expect(clusters == ["a 1", "कि 2", "한 2", "👍 2", "▒ 1"])
  }

  /// A hundred vowel signs on one letter are cut, so that they hide nothing.
  @Test func whatIsTooWideForALetterIsCutAnywhere() {
    let text = SafeText("क" + String(repeating: "\u{93E}", count: 100) + "end")
    #expect(text.truncated(to: 10).width == 10)
    #expect(text.prefix(columns: 9).width == 9)
    #expect(text.pieces(first: 20, then: 20).allSatisfy { $0.width <= 20 })
    #expect(text.pieces(first: 20, then: 20).last?.text.hasSuffix("end") == true)
  }
}
