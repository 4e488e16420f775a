import Testing

@testable import Sigma

/// Errors say what, where, and what would be right.
@Suite struct DiagnosticTests {
  @Test func caretStandsUnderTheName() {
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

  /// A dash too many would widen the rule; null that is written out is meant.
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
    #expect(errors.contains("the key 'x|foo' stands twice in one map"))
    #expect(errors.contains("unknown level 'hgih'"))
  }

  @Test func nearestNames() {
    #expect(NearestName.of("containz", in: ["contains", "cased"]) == "contains")
    #expect(NearestName.of("conatins", in: ["contains", "cased"]) == "contains")
    #expect(NearestName.of("zzz", in: ["contains", "cased"]) == nil)
  }
}
