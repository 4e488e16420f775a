import Testing

@testable import Sigma

/// `contains` finds a text anywhere, whatever its length and its neighbours.
struct TextSearchTests {
  @Test(arguments: ["a", "ab", "@`", "Key", "kali-3", "needle-needle"])
  func everyPlaceOfEveryLength(needle: String) {
    for length in needle.utf8.count..<40 {
      for place in 0...(length - needle.utf8.count) {
        // A space differs from @ and ` only in the bit for the case.
        for filler in ["x", "@", " ", "N"] {
          let before = String(repeating: filler, count: place)
          let after = String(repeating: filler, count: length - place - needle.utf8.count)
          #expect(contains(needle, in: before + needle.uppercased() + after))
          #expect(
            contains(needle, in: before + after)
              == (before + after).lowercased()
              .contains(needle.lowercased()))
        }
      }
    }
  }

  @Test func caseMattersWhenCased() {
    let text = String(repeating: "KEY ", count: 10)
    #expect(!contains("key", in: text, isCased: true))
    #expect(contains("key", in: text + "key", isCased: true))
  }

  private func contains(_ needle: String, in text: String, isCased: Bool = false) -> Bool {
    let pattern = CompiledPattern(
      TextPattern(literal: needle).surrounded(before: true, after: true), isCased: isCased)
    return pattern.literal.withUnsafeBufferPointer { literal in
      pattern.tokens.withUnsafeBufferPointer { tokens in
        Array(text.utf8).withUnsafeBytes {
          TextMatching.matches(
            pattern.shape, isCased: isCased, literal: literal, tokens: tokens, text: $0)
        }
      }
    }
  }
}
