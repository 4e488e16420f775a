import RuleTests
import Sigma
import SourceYAML
import TerminalScreen

/// The results of rule tests for programs. Fields are added, never renamed or removed.
///
///     {"diagnostics":[…],
///      "rules":[{"id":"…","path":"rules/region.yml","title":"…","tests":[
///        {"events":3,"match_count":3,"matches":2,"name":"…","outcome":"failed","path":"…","provider":"…",
///         "source":"…/info.yml","type":"json","wrong_count":1,"wrong":[
///           {"event":"8c1f…","number":3,"summary":"…","parts":[
///             {"excepts":true,"holds":true,"line":14,"name":"filter_main_ci","tests":[
///               {"field":"userAgent","patterns":["Jenkins/*"],"seen":"Jenkins/2.4",…}]}]}]}]}],
///      "sums":{"tests":1,"failed":1,…}}
struct TestReportJSON: Encodable {
  struct TestedRuleJSON: Encodable {
    let id: String?
    let title: String
    let path: String
    let tests: [Test]
  }

  struct Test: Encodable {
    let name: String
    let type: String
    let provider: String?
    /// The data file: as found, otherwise as written.
    let path: String
    let source: String
    let line: Int?
    /// Absent if the test has none.
    let matchCount: Int?
    let outcome: String
    let reason: String?
    let events: Int
    let matches: Int
    let wrongCount: Int
    let wrong: [Event]
  }

  struct Event: Encodable {
    let number: Int
    let event: String?
    let summary: String
    let parts: [Part]
  }

  struct Part: Encodable {
    let name: String
    /// `search` or `filter`.
    let kind: String
    let holds: Bool
    /// Whether the condition excludes it.
    let isNegated: Bool
    let file: String?
    let line: Int?
    let tests: [FieldTest]
  }

  struct FieldTest: Encodable {
    let field: String?
    let modifiers: [String]
    let patterns: [String]
    let matchedPattern: String?
    let seen: String?
    let holds: Bool
  }

  let diagnostics: [CheckDocument.Finding]
  let rules: [TestedRuleJSON]
  let sums: TestSums

  init(_ tested: [TestedRule], diagnostics: [Diagnostic], sums: TestSums) {
    self.diagnostics = diagnostics.map { CheckDocument.Finding($0) }
    self.sums = sums
    rules = tested.filter(\.hasTests).map { tested in
      TestedRuleJSON(
        id: tested.rule.id, title: tested.rule.title, path: tested.rule.path,
        tests: tested.results.map { Self.test($0, tested.rule) })
    }
  }

  private static func test(_ result: RuleTestResult, _ rule: Rule) -> Test {
    let test = result.test
    var path = test.path
    if case .file(let found) = test.events { path = found }
    var count: Int?
    switch test.expectation {
    case .none: count = 0
    case .atLeast(let wanted): count = wanted
    case .some, .all: break
    }
    return Test(
      name: test.name, type: test.type, provider: test.provider, path: path, source: test.source,
      line: test.position?.line, matchCount: count, outcome: result.outcome.word,
      reason: result.outcome == .passed ? nil : result.summary, events: result.events,
      matches: result.matches, wrongCount: result.wrongCount,
      wrong: result.wrong.map { event($0, rule) })
  }

  private static func event(_ event: RuleTestResult.WrongEvent, _ rule: Rule) -> Event {
    Event(
      number: event.number, event: event.eventID, summary: event.summary.joined(separator: " "),
      parts: event.decidingParts(of: rule).map { text in
        Part(
          name: text.name, kind: text.kind, holds: text.part.holds,
          isNegated: text.part.isNegated, file: text.place?.file, line: text.place?.line,
          tests: text.part.tests.map { test in
            FieldTest(
              field: test.field, modifiers: test.modifiers, patterns: test.patterns,
              matchedPattern: test.matchedPattern, seen: test.seen, holds: test.holds)
          })
      })
  }
}

extension DecidingPartText {
  fileprivate var name: String {
    switch part.subject {
    case .search(let name): name
    case .filter(let index): rule.filters[index].title
    }
  }

  fileprivate var kind: String {
    switch part.subject {
    case .search: "search"
    case .filter: "filter"
    }
  }
}
