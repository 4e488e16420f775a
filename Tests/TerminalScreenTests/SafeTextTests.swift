import Testing

@testable import TerminalScreen

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("plain ASCII ~", "plain ASCII ~", 13),
    ("\u{1B}]52;c;QQ==\u{7}", "␛]52;c;QQ==␇", 12),
    ("a\tb\r\nc\u{0}\u{7F}", "a␉b␍␊c␀␡", 8),
    ("\u{9B}2J", "‹U+009B›2J", 10),
    ("user\u{202E}gpj.exe", "user‹U+202E›gpj.exe", 19),
    ("zero\u{200B}width\u{FEFF}", "zero‹U+200B›width‹U+FEFF›", 25),
    ("a\u{AD}b", "a‹U+00AD›b", 10),
    ("line\u{2028}par\u{2029}", "line‹U+2028›par‹U+2029›", 23),
    ("tag\u{E0041}", "tag‹U+E0041›", 12),
    ("\u{E000}\u{FFFF}\u{378}", "‹U+E000›‹U+FFFF›‹U+0378›", 24),
    ("narrow\u{202F}space\u{A0}", "narrow space ", 13),
  ])
  func `hostile scalars become visible`(raw: String, shown: String, width: Int) {
    let text = SafeText(raw)
    #expect(Array(text.text.unicodeScalars) == Array(shown.unicodeScalars))
    #expect(text.width == width)
  }

  @Test(arguments: [
    ("한국어", "한국어", 6),
    ("\u{1112}\u{1161}\u{11AB}", "한", 2),
    ("\u{1161}", "‹U+1161›", 8),
    ("e\u{301}", "e\u{301}", 1),
    ("\u{301}x", "◌\u{301}x", 2),
    ("👩‍💻", "👩💻", 4),
    ("❤️", "❤", 1),
    ("👍🏽", "👍▒", 3),
    ("🇰🇷", "ⓀⓇ", 2),
    ("a\u{200D}b", "a‹U+200D›b", 10),
    ("👩\u{200D}x", "👩‹U+200D›x", 11),
    ("👩\u{FE0F}\u{FE0E}", "👩‹U+FE0E›", 10),
    ("👩\u{200D}", "👩‹U+200D›", 10),
    ("\u{3000}x", "\u{3000}x", 3),
  ])
  func `every script has its width`(raw: String, shown: String, width: Int) {
    let text = SafeText(raw)
    #expect(Array(text.text.unicodeScalars) == Array(shown.unicodeScalars))
    #expect(text.width == width)
  }

  @Test func `marks are limited to what a cell holds`() {
    let text = SafeText("e" + String(repeating: "\u{301}", count: 6))
    #expect(text.text == "e\u{301}\u{301}\u{301}\u{301}‹U+0301›◌\u{301}")
    #expect(text.width == 10)
  }

  @Test func `any scalar soup is harmless and its width is the sum of its scalars`() {
    var soup = ScalarSoup(seed: 1)
    for _ in 0..<3_000 {
      let text = SafeText(soup.text(scalars: Int.random(in: 0...40, using: &soup)))
      checkInvariants(text)
    }
  }

  @Test func `sanitising again changes nothing, joining adds widths`() {
    var soup = ScalarSoup(seed: 2)
    for _ in 0..<1_000 {
      let first = SafeText(soup.text(scalars: 12))
      let second = SafeText(soup.text(scalars: 12))
      let joined = first + second
      #expect(joined.width == first.width + second.width)
      checkInvariants(joined)
      #expect(Array(SafeText(joined.text).text.unicodeScalars) == Array(joined.text.unicodeScalars))
    }
  }

  @Test func `cutting gives exactly the columns asked for`() {
    var soup = ScalarSoup(seed: 3)
    for _ in 0..<1_000 {
      let raw = soup.text(scalars: 20)
      let text = SafeText(raw)
      for columns in [0, 1, 2, 7, text.width - 1, text.width, text.width + 5] {
        let cut = text.truncated(to: columns)
        #expect(cut.width == min(text.width, max(0, columns)))
        checkInvariants(cut)
        #expect(SafeText(raw, limit: columns).text == cut.text)
        #expect(text.truncatedAtStart(to: columns).width == min(text.width, max(0, columns)))
        #expect(
          text.dropping(columns: columns).width == text.width - min(text.width, max(0, columns)))
        checkInvariants(text.dropping(columns: columns))
        #expect(text.padded(to: columns).width == max(0, columns))
      }
    }
  }

  @Test func `the limit bounds the work`() {
    let long = String(repeating: "\u{1F98A}\u{301}", count: 1_000_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      for _ in 0..<1_000 { #expect(SafeText(long, limit: 80).width == 80) }
    }
    // Reading all of it a thousand times would take minutes.
    #expect(time < .seconds(10))
  }

  @Test func `interpolation sanitises`() {
    let agent = "curl\u{1B}[2J"
    let text: SafeText = "agent \(agent), \(3) hits, \(SafeText("\u{7}"))"
    #expect(text.text == "agent curl␛[2J, 3 hits, ␇")
  }

  private func checkInvariants(_ text: SafeText) {
    var width = 0
    for (index, scalar) in text.text.unicodeScalars.enumerated() {
      let properties = scalar.properties
      #expect(!properties.isDefaultIgnorableCodePoint, "U+\(String(scalar.value, radix: 16))")
      switch properties.generalCategory {
      case .control, .format, .unassigned, .privateUse, .lineSeparator, .paragraphSeparator:
        Issue.record("U+\(String(scalar.value, radix: 16)) got through")
      default: break
      }
      if index == 0 { #expect(!TextWidth.isMark(scalar)) }
      width += TextWidth.width(of: scalar)
    }
    #expect(text.width == width)
  }
}
