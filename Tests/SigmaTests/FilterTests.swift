import Testing

@testable import Sigma

@Suite struct FilterTests {
  private static let base = """
    title: Creates a user
    id: 951f8d29-1234-4234-8234-0673ff105e6f
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection: {eventName: CreateUser}
      condition: selection
    """

  private static func filter(_ rules: String, _ logsource: String = "product: aws") -> String {
    """
    title: CI accounts
    logsource: {\(logsource)}
    filter:
      rules: \(rules)
      selection: {user: ci-*}
      condition: not selection
    """
  }

  private let silenced = #"{"eventName":"CreateUser","user":"ci-7"}"#

  @Test func filterOfAnotherFile() throws {
    let rules = RuleFile(text: Self.base, path: "r.yml")
    let filters = RuleFile(
      text: Self.filter("[951F8D29-1234-4234-8234-0673ff105e6f]"), path: "f.yml")
    #expect(filters.diagnostics.isEmpty && filters.rules.isEmpty && filters.filters.count == 1)
    #expect(try isMatch(RuleMatcher(rules: rules.rules), silenced))

    let filtered = FilteredRules(files: [rules, filters])
    #expect(filtered.diagnostics.isEmpty)
    #expect(filtered.rules.map(\.count) == [1, 0])
    let rule = filtered.rules[0][0]
    #expect(rule.filters.map(\.title) == ["CI accounts"])
    #expect(Array(rule.detection.searchIdentifiers.keys) == ["selection"])
    let matcher = try RuleMatcher(rules: [rule])
    #expect(try !isMatch(matcher, silenced))
    #expect(try isMatch(matcher, #"{"eventName":"CreateUser","user":"al"}"#))
    #expect(try isMatch(RuleMatcher(rules: [rule.narrowed(by: [])]), silenced))
  }

  @Test func explanationNamesTheFilter() throws {
    let file = RuleFile(text: Self.base + "\n---\n" + Self.filter("any"), path: "r.yml")
    let matcher = try RuleMatcher(rules: file.rules)
    let explanation = try withEvent(matcher, silenced) { matcher.explain($0, rule: 0) }
    #expect(!explanation.matched)
    #expect(explanation.silencingFilters == [0])
    #expect(explanation.root.children.map(\.kind).last == .filter(0, title: "CI accounts"))
    let other = try withEvent(matcher, #"{"eventName":"x"}"#) { matcher.explain($0, rule: 0) }
    #expect(other.silencingFilters.isEmpty)
    let hit = try withEvent(matcher, #"{"eventName":"CreateUser"}"#) {
      matcher.explain($0, rule: 0)
    }
    #expect(hit.matched && hit.silencingFilters.isEmpty)
    #expect(hit.reasons.map(\.field) == ["eventName"])
  }

  @Test func namesInVain() {
    let text = [
      Self.base, Self.filter("[nosuch]"),
      Self.filter("951f8d29-1234-4234-8234-0673ff105e6f", "product: windows"),
    ].joined(separator: "\n---\n")
    let filtered = FilteredRules(files: [RuleFile(text: text, path: "r.yml")])
    #expect(filtered.rules[0][0].filters.isEmpty)
    #expect(
      filtered.diagnostics.map(\.message) == [
        "no rule has the id or name 'nosuch'",
        "the filter's log source does not cover that of the rule 'Creates a user'",
      ])
    #expect(filtered.diagnostics.map(\.position?.line) == [11, 18])
  }

  @Test(arguments: [
    ("rules: any", "rules: 5", "'rules' must be a list, a text or 'any', not a number"),
    ("rules: any", "rules: [5]", "a rule is named by a text, not a number"),
    ("rules: any", "x: {a: 1}", "the filter does not say for which rules it is"),
    ("not selection", "[not selection]", "a filter has one condition, not a list"),
    ("not selection", "not selecton", "unknown name 'selecton' in the condition"),
    ("title: CI", "titel: CI", "the rule has no title"),
    ("ci-*", "{a: b}", "a map cannot be the value of a field"),
  ])
  func refusals(old: String, new: String, message: String) {
    let text = Self.filter("any").replacing(old, with: new)
    let file = RuleFile(text: text, path: "f.yml")
    #expect(file.filters.isEmpty)
    let errors = file.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.message) == [message])
  }
}
