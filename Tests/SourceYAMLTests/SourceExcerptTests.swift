import SourceYAML
import Testing

/// The line of a diagnostic, and the caret below it.
@Suite struct SourceExcerptTests {
  /// `日本` is two scalars in four columns; a tab before the place takes one blank.
  @Test(arguments: ["\n", "\r\n", "\r", ""])
  func caretIsRightAfterWideTextAndTabs(newline: String) {
    let text = "\u{FEFF}日本:\t日 x" + newline
    let diagnostic = Diagnostic(
      severity: .error, category: .invalid, file: "t.yml",
      position: SourceText(text).position(offset: 11), length: 2, message: "m")
    let shown = diagnostic.rendered(source: text) { part in
      part.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x3000 ? 2 : 1) }
    }
    #expect(
      shown == """
        t.yml:1:5: error: m
            日本: 日 x
                  ^~~
        """)
  }

  @Test func ofALongLineTheSurroundingsAreShown() {
    let text = String(repeating: "é", count: 1_000_000) + "X" + String(repeating: "ü", count: 500)
    let diagnostic = Diagnostic(
      severity: .error, category: .invalid, file: "t.yml",
      position: SourcePosition(line: 1, column: 1_000_001, offset: 2_000_000), message: "m")
    let lines = diagnostic.rendered(source: text).split(separator: "\n").map(Array.init)
    #expect(lines.count == 3)
    #expect(lines[1].count < 110)
    #expect(lines[1][4] == "…" && lines[1].last == "…")
    #expect(lines[2].last == "^" && lines[1][lines[2].count - 1] == "X")
  }
}
