import Basics
import Testing

/// Each case with a mark after the searched scalar, or with CR LF.
@Suite struct ScalarTextTests {
  static let marks = ["", "\u{301}", "\u{308}", "\u{483}", "\u{20E3}", "\u{FE0F}", "\u{200D}"]

  @Test(arguments: marks) func finds(mark: String) {
    let text = "a,\(mark)b"
    #expect(text.has(","))
    #expect(text.has(anyOf: "|,"))
    #expect(text.has(text: "a,"))
    #expect(!text.has("|"))
    #expect(!text.has(text: "a|"))
    #expect(text.begins(with: "a,"))
    #expect("x\(text)".ends(with: ",\(mark)b"))
  }

  @Test(arguments: marks) func cuts(mark: String) {
    let text = "a=\(mark)b=\(mark)c"
    #expect(
      text.pieces(at: "=").map(Array.init(scalars:))
        == ["a", mark + "b", mark + "c"].map(Array.init(scalars:)))
    #expect(
      text.pieces(at: "=", most: 2).map(Array.init(scalars:))
        == ["a", "\(mark)b=\(mark)c"].map(Array.init(scalars:)))
    #expect(
      text.cut(at: "=").map { [String($0), String($1)] }?.map(Array.init(scalars:))
        == ["a", "\(mark)b=\(mark)c"].map(Array.init(scalars:)))
    #expect(
      text.cut(atLast: "=").map { String($1) }.map(Array.init(scalars:))
        == Array(scalars: mark + "c"))
    #expect(
      "\"\(mark)a".without(prefix: "\"").map(Array.init(scalars:)) == Array(scalars: mark + "a"))
    #expect("a/\(mark)b".lastPathPart.hasSameBytes(as: mark + "b"))
  }

  @Test(arguments: marks) func replaces(mark: String) {
    #expect("\"\(mark)a\"".replacing(text: "\"", by: "\"\"").hasSameBytes(as: "\"\"\(mark)a\"\""))
    #expect("a\(mark)".replacing(text: "", by: "x").hasSameBytes(as: "a\(mark)"))
    #expect("\(mark)--\(mark)-".replacing(text: "--", by: "").hasSameBytes(as: mark + mark + "-"))
  }

  @Test func keepsEmptyPieces() {
    #expect("".pieces(at: ",") == [""])
    #expect(",a,,".pieces(at: ",") == ["", "a", "", ""])
    #expect(" a  b\r\n".words == ["a", "b"])
    #expect("a · b · ".pieces(atText: " · ") == ["a", "b", ""])
    #expect("a--\u{301}b".pieces(atText: "--").map(Array.init(scalars:)).count == 2)
  }

  @Test func seesBothOfALineEnd() {
    #expect("a\r\nb".has("\n"))
    #expect("a\r\nb".pieces(at: "\n") == ["a\r", "b"])
    #expect("a\r\n".without(suffix: "\n") == "a\r")
    #expect("\r\n a\u{301} \r\n".trimmed == "a\u{301}")
    #expect("\r\n \t".trimmed == "")
  }

  @Test func comparesBytes() {
    #expect("\u{E9}" == "e\u{301}")
    #expect(!"\u{E9}".hasSameBytes(as: "e\u{301}"))
    #expect(!"e\u{301}".begins(with: "\u{E9}"))
    #expect("e\u{301}".begins(with: "e"))
    #expect("e\u{301}".ends(with: "\u{301}"))
    #expect(!"e\u{301}".has(text: "\u{E9}"))
  }

  @Test func leavesNothingOut() {
    let text = "x\u{301}\u{1F468}\u{200D}\u{1F469}\r\n\u{E9},\u{20E3}"
    #expect(text.pieces(at: ",").joined(separator: ",").hasSameBytes(as: text))
    #expect(text.replacing(text: "\n", by: "\n").hasSameBytes(as: text))
  }
}

extension Array where Element == Unicode.Scalar {
  fileprivate init(scalars text: some StringProtocol) { self.init(text.unicodeScalars) }
}
