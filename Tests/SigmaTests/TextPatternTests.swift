import Testing

@testable import Sigma

@Suite struct TextPatternTests {
  @Test(arguments: [
    ("a*b?c", "a\\*b\\?c"), ("C:\\dir\\", "C:\\\\dir\\\\"), ("\\*", "\\\\\\*"), ("", ""),
    ("%x%", "%x%"),
  ])
  func escapingIsTakenBack(literal: String, text: String) {
    #expect(TextPattern.escaping(literal) == text)
    let pattern = TextPattern(parsing: text)
    #expect(pattern.literal == literal)
    #expect(pattern.matches(literal))
    #expect(pattern.description == text)
  }

  @Test(arguments: [
    ("us-*", "US-east-1", true), ("*", "", true), ("us-????-1", "us-east-1", true),
    ("us-\\*", "us-x", false), ("*a*a*a*", "aaa", true), ("*a*a*a*", "aab", false),
    ("ÄRGER*", "ärgerlich", true), ("straße", "STRASSE", false),
  ])
  func wildcards(pattern: String, text: String, matches: Bool) {
    #expect(TextPattern(parsing: pattern).matches(text) == matches)
  }

  @Test func aBackslashBeforeAnotherCharacterIsItself() {
    #expect(TextPattern(parsing: "us-*").literal == nil)
    #expect(TextPattern(parsing: "a\\b").literal == "a\\b")
  }

  /// A literal that ends in a backslash does not escape the star put behind it.
  @Test func surroundedTextsAreWrittenAsTheyMean() {
    let pattern = TextPattern(parsing: "eu\\").surrounded(before: false, after: true)
    #expect(pattern.description == "eu\\\\*")
    #expect(TextPattern(parsing: pattern.description) == pattern)
  }
}
