import Testing

@testable import Sigma

@Suite struct RuleCollectionTests {
  private func file(_ documents: String...) -> RuleFile {
    RuleFile(text: documents.joined(separator: "\n---\n"), path: "c.yml")
  }

  private let global = """
    action: global
    title: Users
    id: 951f8d29-1234-4234-8234-0673ff105e6f
    logsource: {product: aws}
    detection: {condition: sel}
    """

  @Test func globalIsPartOfEveryRule() throws {
    let file = file(
      global, "detection: {sel: {x: a}}", "detection: {sel: {x: b}}", "action: reset",
      "title: Own\nlogsource: {product: aws}\ndetection:\n  sel: {x: c}\n  condition: sel")
    #expect(file.diagnostics.isEmpty)
    #expect(file.rules.map(\.title) == ["Users", "Users", "Own"])
    #expect(file.rules.map(\.documentIndex) == [1, 2, 4])
    #expect(file.documents.map(\.kind) == [.other, .rule, .rule, .other, .rule])
    let id = "951f8d29-1234-4234-8234-0673ff105e6f"
    #expect(file.rules.map(\.identity) == [id, id + "#2", "Own"])
    // Text that two documents share can't be edited in one of them.
    #expect(file.rules.map(\.detection.node.isAlias) == [true, true, false])
    let matcher = try RuleMatcher(rules: file.rules)
    for (index, text) in ["a", "b", "c"].enumerated() {
      #expect(try isMatch(matcher, #"{"x":"\#(text)"}"#, rule: index))
      #expect(try !isMatch(matcher, #"{"x":"z"}"#, rule: index))
    }
  }

  @Test func repeatChangesTheRuleBefore() throws {
    let file = file(
      "title: A\nlogsource: {product: aws}\ndetection:\n  sel: {x: a, y: q}\n  condition: sel",
      "action: repeat\ntitle: B\ndetection: {sel: {x: b}}", "action: repeat\nlevel: low")
    #expect(file.diagnostics.isEmpty)
    #expect(file.rules.map(\.identity) == ["A", "B", "B#2"])
    #expect(file.rules.map(\.level) == [nil, nil, "low"])
    #expect(file.rules.map(\.detection.node.isAlias) == [true, true, true])
    let matcher = try RuleMatcher(rules: file.rules)
    #expect(try isMatch(matcher, #"{"x":"b","y":"q"}"#, rule: 1))
    #expect(try !isMatch(matcher, #"{"x":"b"}"#, rule: 1))
    #expect(try !isMatch(matcher, #"{"x":"a","y":"q"}"#, rule: 1))
    #expect(try isMatch(matcher, #"{"x":"a","y":"q"}"#, rule: 0))
  }

  @Test(arguments: [
    ("action: repeat\ntitle: x", "no document before this one to repeat"),
    ("action: globl\ntitle: x", "unknown action 'globl'"),
    ("action: [global]", "unknown action 'a list'"),
  ])
  func refusals(document: String, message: String) {
    let rule = "title: A\nlogsource: {product: aws}\ndetection: {sel: {x: a}, condition: sel}"
    let file = file(document, rule)
    #expect(file.diagnostics.map(\.message) == [message])
    #expect(file.rules.isEmpty, "what follows might mean something else")
  }

  @Test func sizeIsBounded() {
    let global =
      "action: global\nx: [" + String(repeating: "a, ", count: 5_000) + "a]\n"
    let file = RuleFile(
      text: global + String(repeating: "---\ntitle: t\n", count: 10_000), path: "c.yml")
    #expect(file.diagnostics.contains { $0.message.contains("values") })
    #expect(file.rules.isEmpty)
  }

  @Test func documentsOfComments() {
    let rule = "title: t\nlogsource: {product: aws}\ndetection: {s: {a: b}, condition: s}\n"
    let file = RuleFile(text: rule + "---\n# Tuning notes\n", path: "t.yml")
    #expect(file.documents.map(\.kind) == [.rule, .commentOnly])
    #expect(file.rules.count == 1)
  }
}
