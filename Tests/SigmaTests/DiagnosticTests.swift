import Foundation
import SourceYAML
import TestSupport
import Testing

@testable import Sigma

/// Errors say what is wrong, where, and what would be right.
@Suite struct DiagnosticTests {
  @Test func caretIsUnderTheName() {
    let file = ruleFile(
      detection: """
          selection:
            eventName|containz: 'é'
          condition: selecton
        """)
    let shown = file.diagnostics.map { $0.rendered(source: file.text) }
    #expect(
      shown
        == [
          """
          t.yml:6:15: error: unknown modifier 'containz'
                  eventName|containz: 'é'
                            ^~~~~~~~
            help: did you mean 'contains'?
          """,
          """
          t.yml:7:14: error: unknown name 'selecton' in the condition
                condition: selecton
                           ^~~~~~~~
            help: did you mean 'selection'?
          """,
        ])
  }

  @Test(arguments: [
    ("x|i: a", "'i' is a flag of regular expressions"),
    ("x|contains: 5", "'contains' needs a text, not a number"),
    ("x|cidr: 10.0.0.1/8", "'10.0.0.1/8' has bits set behind its prefix"),
    ("x|contains|: a", "a modifier is missing after '|'"),
    ("x: {a: b}", "a map cannot be the value of a field"),
  ])
  func refusals(item: String, message: String) {
    let file = ruleFile(detection: "  sel:\n    \(item)\n  condition: sel")
    #expect(file.rules.isEmpty)
    #expect(file.diagnostics.map(\.message) == [message])
    #expect(file.diagnostics.first?.position?.line == 6)
  }

  /// An extra dash would widen the rule; an explicit null is intended.
  @Test func emptyEntryOfAList() throws {
    let file = ruleFile(detection: "  sel:\n    x:\n      - a\n      -\n  condition: sel")
    #expect(file.diagnostics.map(\.message) == ["an entry of the list is empty"])
    #expect(file.diagnostics.first?.position?.line == 8)
    let matcher = try matcher(detection: "  sel:\n    x: [a, null]\n  condition: sel")
    for json in [#"{"x":"A"}"#, #"{"x":null}"#, "{}"] { #expect(try isMatch(matcher, json)) }
    for json in [#"{"x":"b"}"#, #"{"x":"null"}"#, #"{"x":""}"#] {
      #expect(try !isMatch(matcher, json), "\(json)")
    }
  }

  @Test func allErrorsAtOnce() {
    let file = RuleFile(
      text: "level: hgih\ndetection:\n  a:\n    x|foo: 1\n    x|foo: 2\n  condition: a and b\n",
      path: "t.yml")
    let errors = file.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(errors.count == 7, "\(errors)")
    #expect(errors.contains("the rule has no title"))
    #expect(errors.contains("the key 'x|foo' appears twice in one map"))
    #expect(errors.contains("unknown level 'hgih'"))
  }

  @Test func errorsBeyondAHundredAreCounted() {
    let items = (0..<5_000).map { "    f\($0)|foo: x\n" }.joined()
    let file = ruleFile(detection: "  sel:\n\(items)  condition: sel")
    #expect(file.diagnostics.count == 101)
    #expect(file.diagnostics.last?.message == "and 4900 more errors in this file")
    #expect(file.rules.isEmpty)
  }

  @Test func warningsDoNotPushErrorsOut() {
    let searches = (0..<500).map { "  s\($0): {a: 1}\n" }.joined()
    let file = ruleFile(detection: searches + "  sel:\n    a|foo: 1\n  condition: sel")
    #expect(file.hasErrors)
    #expect(file.diagnostics.contains { $0.message == "unknown modifier 'foo'" })
    #expect(file.diagnostics.last?.message == "and 400 more warnings in this file")
  }

  @Test(arguments: [
    ("sel | count() by user > 5", "event_count"), ("sel | near other", "type: temporal"),
    ("sel && sel", "write 'and'"), ("sel || sel", "write 'or'"), ("!sel", "write 'not'"),
  ])
  func conditionsOfOtherTimesAndLanguages(condition: String, advice: String) {
    let file = ruleFile(detection: "  sel:\n    a: 1\n  condition: '\(condition)'")
    #expect(file.rules.isEmpty)
    #expect(file.diagnostics.map { $0.advice?.contains(advice) } == [true])
  }

  @Test(arguments: [
    ("a: *.exe\n", 1, 4, "a value that begins with '*'"),
    ("a: [b, c\nd: e\n", 1, 4, "a list that is not closed"),
    ("a: {b: c\nd: e\n", 1, 4, "a map that is not closed"),
    ("a: 'b\n---\nc: d\n", 1, 4, "a quote that is never closed"),
    ("a: &x [*x]\n", 1, 8, "contains itself"),
    ("a: x\u{0}y\n", 1, 5, "U+0000"), ("a: x\u{1B}y\n", 1, 5, "U+001B"),
    ("a: b\n...\nc: d\n", 3, 1, "behind the end of a document"),
    ("a:\n\tb: c\n", 2, 1, "a tab used for indentation"),
    ("a: - b\n", 1, 4, "a '- ' where no list"), ("%YAML 9.9\n---\na: b\n", 1, 1, "a '%' line"),
  ])
  func textThatIsNotYAMLIsReportedPlainly(text: String, line: Int, column: Int, words: String)
    throws
  {
    let file = RuleFile(text: text, path: "t.yml")
    let problem = try #require(file.diagnostics.first { $0.category == .syntax })
    #expect(problem.message.contains(words))
    #expect(problem.position?.line == line && problem.position?.column == column)
    #expect(problem.advice != nil)
  }

  private static let notUTF8: [(bytes: Data, words: String)] = [
    (Data("日本: caf".utf8) + Data([0xE9, 0x0A]), "t.yml:1:8: error: the byte 0xE9 is not UTF-8"),
    (Data([0xFF, 0xFE, 0x61, 0]), "t.yml: error: the file is in UTF-16"),
    (Data([0x74, 0, 0x3A, 0]), "t.yml: error: the file is in UTF-16"),
  ]

  @Test(arguments: notUTF8)
  func whatIsNotUTF8IsShown(bytes: Data, words: String) throws {
    let folder = try ScratchFolder()
    let path = folder.path("t.yml")
    try bytes.write(to: URL(fileURLWithPath: path))
    let thrown = #expect(throws: RuleFileReadError.self) { try RuleFile.load(path: path) }
    let error = try #require(thrown)
    #expect(error.path == path)
    #expect(error.description.contains(words))
    #expect(error.description.contains("save the file as UTF-8"))
  }

  @Test func idsInDifferentCaseAreTheSame() {
    let rule = """
      title: T
      id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c1e
      logsource: {product: aws}
      detection: {sel: {a: 1}, condition: sel}

      """
    let other = rule.replacing("3f1c8a52", with: "3F1C8A52")
    let file = RuleFile(text: rule + "---\n" + other, path: "t.yml")
    #expect(file.rules.count == 2)
    #expect(file.diagnostics.map(\.position?.line) == [7])
  }

  @Test func caretIsInThePattern() {
    let file = ruleFile(
      detection: """
          sel:
            userAgent|re: ['^ok$', 'é(?=b)']
          condition: sel
        """)
    #expect(
      file.diagnostics.map { $0.rendered(source: file.text) } == [
        """
        t.yml:6:30: error: a lookahead ('(?=') is not supported
                userAgent|re: ['^ok$', 'é(?=b)']
                                         ^~~
          help: Sigma's dialect has what can be answered in one pass over the text; a second \
        search with 'and' or 'not' in the condition may do
        """
      ])
  }

  @Test func hugeNamesAreCutInMessages() {
    let huge = String(repeating: "é", count: 1_000_000)
    let file = RuleFile(text: "title: t\nlevel: \(huge)\ntags: [\(huge)]\n", path: "t.yml")
    #expect(file.diagnostics.count >= 3)
    for diagnostic in file.diagnostics {
      #expect(diagnostic.rendered(source: file.text).utf8.count < 3_000)
    }
  }

  @Test func conditionsAreBoundedTogether() {
    let conditions = (0..<5_000).map { "    - selectoin\($0)\n" }.joined()
    let file = ruleFile(detection: "  selection: {a: 1}\n  condition:\n\(conditions)")
    #expect(file.rules.isEmpty)
    #expect(file.diagnostics.map(\.category) == [.unsupported])
  }
}
