import Testing

@testable import HitStore

@Suite struct TextMatcherTests {
  private func found(_ value: HitFilter.Value, in text: String) -> [String] {
    TextMatcher(HitFilter(.anyColumn, [value])).ranges(in: text).map { range in
      String(decoding: Array(text.utf8)[range], as: UTF8.self)
    }
  }

  @Test func textsWhateverTheirCase() {
    #expect(found(.containing("kim"), in: "KIM and kim") == ["KIM", "kim"])
    #expect(found(.containing("aa"), in: "aaaaa") == ["aa", "aa"])
    #expect(found(.containing("straße"), in: "Straße STRASSE") == ["Straße"])
    #expect(found(.containing("é"), in: "cafÉ") == ["É"])
    #expect(found(.containing(""), in: "kim").isEmpty)
    #expect(found(.containing("kim"), in: "").isEmpty)
  }

  /// Whole characters are highlighted, including their accents.
  @Test func wholeCharacters() {
    #expect(found(.containing("e"), in: "cafe\u{301}s") == ["e\u{301}"])
    #expect(found(.expression("f."), in: "cafe\u{301}s") == ["fe\u{301}"])
    // A code point is folded to one, as in rules: this one stays itself.
    #expect(found(.containing("İ"), in: "İstanbul") == ["İ"])
    #expect(found(.containing("i\u{307}"), in: "İstanbul").isEmpty)
  }

  @Test func expressions() {
    #expect(found(.expression("aws-[a-z]+"), in: "AWS-cli aws-sdk") == ["AWS-cli", "aws-sdk"])
    #expect(found(.expression("^b"), in: "ab").isEmpty)
  }

  @Test func wholeValuesAndSeveral() {
    #expect(found(.exactly("kim"), in: "Kim") == ["Kim"])
    #expect(found(.exactly("kim"), in: "kimono").isEmpty)
    let both = TextMatcher(HitFilter(.anyColumn, [.containing("abc"), .containing("cd")]))
    #expect(both.ranges(in: "xabcd") == [1..<5])
  }
}
