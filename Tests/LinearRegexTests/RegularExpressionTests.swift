import TestSupport
import Testing

@testable import LinearRegex

@Suite(.timeLimit(.minutes(1))) struct RegularExpressionTests {
  private func isMatch(
    _ pattern: String, _ text: String, _ flags: RegularExpression.Flags = []
  ) throws -> Bool {
    let program = try RegularExpression(pattern: pattern, flags: flags).compiled()
    return Array(text.utf8).withUnsafeBytes { RegexMatcher(program).isMatch($0) }
  }

  @Test(
    arguments: [
      ("", "", true), ("", "x", true), ("^$", "x", false), ("^$", "", true), ("b", "abc", true),
      ("^a.c$", "aéc", true), ("^a.c$", "a😀c", true), ("a.c", "a\nc", false), ("a$", "a\n", false),
      (#"a\z"#, "ba", true), (#"\Aa"#, "ba", false), (#"\bcat\b"#, "a cat!", true),
      (#"\bcat\b"#, "concat", false), (#"\Bcat"#, "concat", true), (#"^\B$"#, "", true),
      (#"\d{3,}"#, "ab1234", true), (#"^\d{1,3}$"#, "1234", false), ("x{,3}", "x{,3}", true),
      ("^(a|bc)+?$", "abcbca", true), ("^(?:a?){3}a{3}$", "aaa", true), ("a{0}b", "b", true),
      ("[^a-c]", "abc", false), ("[]a]", "]", true), ("[a-]", "-", true), ("[^]]", "]", false),
      (#"[\d\-x]"#, "-", true), ("[[:alpha:]_]+[[:^alpha:]]", "a_9", true), (#"\w"#, "é", false),
      (#"\p{Lu}\p{Ll}"#, "Éé", true), (#"^\PL$"#, "5", true), (#"[^\p{L}]"#, "a", false),
      (#"\x41\x{1F600}"#, "A😀", true), (#"\Qa.b\E+c"#, "a.bbc", true), (#"\Qa.b"#, "axb", false),
      ("(?i)straße", "STRAßE", true), ("(?i)é", "É", true), ("(?i)[^k]", "\u{212A}", false),
      ("(?i:a)b", "Ab", true), ("(?i:a)b", "AB", false), ("((?i)a)b", "AB", false),
      ("(?i)a(?-i)b", "AB", false), ("(?P<n>a)(?<m>b)", "ab", true), ("(?m)^b$", "a\nb\nc", true),
      ("(?s)a.b", "a\nb", true), ("(?mU)^a*?$", "b\naa", true), (#"a\_b\-c"#, "a_b-c", true),
      (#"\12\0"#, "\n\0", true), ("(|a)*b", "aab", true), ("(^a|b$)", "xb", true),
      ("(^|x)a", "ya", false),
      ("^*a", "a", true), (#"\t\n\r\f\v\a"#, "\t\n\r\u{C}\u{B}\u{7}", true),
    ] as [(String, String, Bool)])
  func answers(pattern: String, text: String, expected: Bool) throws {
    #expect(try isMatch(pattern, text) == expected, "\(pattern)")
  }

  @Test func flags() throws {
    #expect(try isMatch("^B.c$", "a\nb\nC\n", [.ignoresCase, .multiline, .dotAll]))
    #expect(try !isMatch("^B.c$", "a\nb\nC\n", [.ignoresCase, .multiline]))
  }

  /// Broken UTF-8 reads as one replacement character for each byte that fits nowhere.
  @Test func brokenText() throws {
    let program = try RegularExpression(pattern: "^a.\u{FFFD}b$").compiled()
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x62]
    #expect(bytes.withUnsafeBytes { RegexMatcher(program).isMatch($0) })
  }

  @Test(
    arguments: [
      ("(", 0..<1), ("{2}a", 0..<3), ("ab)", 2..<3), ("x[a-", 1..<2), ("a|*b", 2..<3),
      ("[z-a]", 1..<4),
      (#"(a)\1"#, 3..<5), ("a(?=b)", 1..<4), ("a(?!b)", 1..<4), ("(?<=a)b", 0..<4), ("a**", 1..<3),
      ("a*+", 1..<3), ("a{3,2}", 1..<6), ("a{1001}", 1..<7), ("(a{100}){100}", 0..<13),
      (#"\q"#, 0..<2), (#"a\"#, 1..<2), ("(?z)", 0..<3), ("(?P<a", 0..<5), ("[[:foo:]]", 1..<8),
      (#"\p{Greek}"#, 0..<9), (#"\xZZ"#, 0..<2), (#"\x{110000}"#, 0..<10), (#"a\Z"#, 1..<3),
      ("[a", 0..<1), ("(?>a)", 0..<3), ("(?P=a)", 0..<4), (#"\k<a>"#, 0..<2), ("(?i", 0..<1),
    ] as [(String, Range<Int>)])
  func refusals(pattern: String, range: Range<Int>) {
    do throws(RegularExpression.Problem) {
      _ = try RegularExpression(pattern: pattern).compiled()
      Issue.record("accepted: \(pattern)")
    } catch {
      #expect(error.range == range, "\(pattern): \(error.message)")
    }
  }

  @Test(arguments: [
    "(a+)+$", "^(a|a)*$", "(a*)*b", "(x+x+)+y", "(.*)(.*)(.*)(.*)z", "(a|b)*a(a|b){12}$",
    "(a?){500}a{500}b", #"(\w+\s?)*\d$"#,
  ])
  func longTextsTakeNoTime(pattern: String) throws {
    let text = String(repeating: "ax", count: 50_000) + "!"
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try !isMatch(pattern, text))
    let elapsed = clock.now - start
    // Hundredths of a second when optimized; what backtracks takes years.
    #expect(elapsed < .seconds(20), "\(pattern): \(elapsed)")
  }

  /// States that never recur: the table is of no use, and the search leaves it and returns to it.
  @Test(arguments: [
    "((a{0,100}){0,10})c", "(a|b)*a(a|b){900}c", "(a|b)*a((a|b)c?){400}d", "(.{0,900})c",
    "(.*a){20}c", "[a-m].{900}[x-z]$", #"(\ba?){400}c"#,
  ])
  func randomTextsTakeNoTime(pattern: String) throws {
    var random = SmallRandom(seed: 5)
    var text = ""
    for _ in 0..<5_000 { text += random.next(2) == 0 ? "a" : "b" }
    let clock = ContinuousClock()
    let start = clock.now
    #expect(try !isMatch(pattern, text))
    let elapsed = clock.now - start
    // A tenth of a second when optimized.
    #expect(elapsed < .seconds(20), "\(pattern): \(elapsed)")
  }

  /// Texts that leave the table for a while, and match after that.
  @Test func matchesBeyondTheTable() throws {
    var random = SmallRandom(seed: 6)
    let pattern = "(a|b)*a(a|b){300}c"
    for length in [5_000, 7_001, 9_002] {
      var text = ""
      for _ in 0..<length { text += random.next(2) == 0 ? "a" : "b" }
      #expect(try !isMatch(pattern, text + String(repeating: "b", count: 301) + "c"))
      #expect(try isMatch(pattern, text + "a" + String(repeating: "b", count: 300) + "c"))
    }
  }

  @Test func sizeIsBounded() {
    for pattern in [
      String(repeating: "x{1000}", count: 5), String(repeating: "(", count: 5_000),
      String(repeating: "a", count: 10_000), String(repeating: "(a|", count: 300),
    ] {
      #expect(throws: RegularExpression.Problem.self) {
        try RegularExpression(pattern: pattern).compiled()
      }
    }
  }

  /// The table is emptied when it is full, and results stay right.
  @Test func statesBeyondTheTable() throws {
    let pattern = "(a|b)*a(a|b){13}c"
    var random = SmallRandom(seed: 7)
    var text = ""
    for _ in 0..<60_000 { text += random.next(2) == 0 ? "a" : "b" }
    #expect(try !isMatch(pattern, text))
    #expect(try isMatch(pattern, text + "a" + String(repeating: "b", count: 13) + "c"))
  }

  /// Random small patterns on random texts, compared with a reference that tries all possibilities.
  @Test func againstReference() throws {
    var random = SmallRandom(seed: 1)
    var matches = 0
    for _ in 0..<20_000 {
      let node = SlowExpression.random(&random, depth: 4)
      let program = try RegularExpression(pattern: node.pattern).compiled()
      let search = RegexSearch(program)
      for _ in 0..<6 {
        let text = (0..<random.next(7)).map { _ in SlowExpression.letters[random.next(4)] }
        let expected = (0...text.count).contains { !node.ends(text, from: $0).isEmpty }
        let bytes = text.flatMap { Array(String($0).utf8) }
        let found = bytes.withUnsafeBytes { search.isMatch($0) }
        #expect(found == expected, "\(node.pattern) on \(text)")
        if expected { matches += 1 }
      }
    }
    #expect(matches > 10_000)
  }

  /// Where matches are: the leftmost, the longest from there, then those behind it.
  @Test func placesAgainstReference() throws {
    var random = SmallRandom(seed: 3)
    var matches = 0
    for _ in 0..<5_000 {
      let node = SlowExpression.random(&random, depth: 4)
      let matcher = RegexMatcher(try RegularExpression(pattern: node.pattern).compiled())
      for _ in 0..<4 {
        let text = (0..<random.next(9)).map { _ in SlowExpression.letters[random.next(4)] }
        let expected = node.matches(text)
        let bytes = text.flatMap { Array(String($0).utf8) }
        let found = bytes.withUnsafeBytes { matcher.matches(in: $0) }
        // From code points to bytes.
        let starts = (0...text.count).map { text[..<$0].reduce(0) { $0 + String($1).utf8.count } }
        #expect(
          found == expected.map { starts[$0.lowerBound]..<starts[$0.upperBound] },
          "\(node.pattern) on \(text)")
        matches += expected.count
      }
    }
    #expect(matches > 5_000)
  }

  @Test func placesAreBounded() throws {
    let matcher = RegexMatcher(try RegularExpression(pattern: "a+b?").compiled())
    let text = Array("xaab-ab-a".utf8)
    #expect(text.withUnsafeBytes { matcher.matches(in: $0) } == [1..<4, 5..<7, 8..<9])
    #expect(text.withUnsafeBytes { matcher.matches(in: $0, limit: 2) } == [1..<4, 5..<7])
  }
}

extension SlowExpression {
  /// The matches that are not empty, from left to right, each as long as can be.
  fileprivate func matches(_ text: [Unicode.Scalar]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start < text.count {
      guard let end = ends(text, from: start).max(), end > start else {
        start += 1
        continue
      }
      found.append(start..<end)
      start = end
    }
    return found
  }
}
