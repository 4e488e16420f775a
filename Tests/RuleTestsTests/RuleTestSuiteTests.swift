import Foundation
import RuleTests
import Sigma
import Testing

/// Where the tests of a rule are found, and what is said when they are not.
@Suite struct RuleTestSuiteTests {
  private let repository: RuleRepository

  init() throws { repository = try RuleRepository() }

  private static let entry = [
    "name: a test", "type: json", "match_count: 1", "path: regression_data/root/events.jsonl",
  ]

  @Test func pathsAreFoundFromTheRulesFolderUpward() throws {
    try repository.list([Self.entry])
    try repository.write(RuleRepository.event("a"), to: "regression_data/root/events.jsonl")
    #expect(try repository.run().results.map(\.outcome) == [.passed])
  }

  @Test func backslashesSeparateNamesToo() throws {
    try repository.list([Self.entry.dropLast() + [#"path: 'regression_data\root\events.jsonl'"#]])
    try repository.write(RuleRepository.event("a"), to: "regression_data/root/events.jsonl")
    #expect(try repository.run().results.map(\.outcome) == [.passed])
  }

  @Test func dataBesideItsListIsFound() throws {
    try repository.list([Self.entry.dropLast() + ["path: events.jsonl"]])
    try repository.write(RuleRepository.event("a"), to: "regression_data/root/events.jsonl")
    #expect(try repository.run().results.map(\.outcome) == [.passed])
  }

  @Test func otherTypesOfDataAreSkipped() throws {
    try repository.list([["name: windows", "type: evtx", "path: gone.evtx"], Self.entry])
    try repository.write(RuleRepository.event("a"), to: "regression_data/root/events.jsonl")
    let tested = try repository.run()
    #expect(tested.results.map(\.outcome) == [.skipped, .passed])
    #expect(!tested.isFailure)
  }

  @Test func missingDataIsAFailure() throws {
    try repository.list([Self.entry])
    let result = try #require(try repository.run().results.first)
    #expect(result.outcome == .broken("regression_data/root/events.jsonl does not exist"))
  }

  @Test func aPipeAsDataIsRefusedAtOnce() throws {
    try repository.list([Self.entry])
    #expect(mkfifo(repository.folder.path("regression_data/root/events.jsonl"), 0o600) == 0)
    #expect(try #require(try repository.run().results.first).isFailure)
  }

  @Test func aMissingListIsAnErrorAtTheKey() throws {
    let suite = try repository.run().suite
    #expect(suite.tests.isEmpty)
    let problem = try #require(suite.diagnostics.first)
    #expect(problem.severity == .error)
    #expect(problem.position?.line == 10)
    #expect(problem.message.hasSuffix("does not exist: regression_data/root/info.yml"))
  }

  @Test func aListForAnotherRuleIsAnError() throws {
    try repository.list([Self.entry], rule: "00000000-0000-4000-8000-000000000000")
    let suite = try repository.run().suite
    #expect(suite.hasErrors)
    #expect(suite.diagnostics[0].message.contains("not for \(RuleRepository.id)"))
  }

  @Test(arguments: [
    (["name: x", "type: json"], "the test has no path"),
    (["type: json", "path: p", "match_count: many"], "match_count must be a number of events"),
    (["type: json", "path: p", "match_count: -1"], "match_count must be a number of events"),
  ])
  func entriesWithErrorsAreNamed(_ entry: [String], _ message: String) throws {
    try repository.list([entry])
    let tested = try repository.run()
    #expect(tested.isFailure)
    #expect(tested.suite.diagnostics.contains { $0.message.hasPrefix(message) })
  }

  @Test func aListWithoutTestsIsAWarning() throws {
    try repository.list([])
    let tested = try repository.run()
    #expect(!tested.isFailure && !tested.hasTests)
    #expect(tested.suite.diagnostics.map(\.message) == ["the file lists no tests"])
  }

  @Test func textThatIsNoYAMLIsAnError() throws {
    try repository.write("id: [", to: "regression_data/root/info.yml")
    #expect(try repository.run().suite.hasErrors)
  }

  // MARK: TrailAlerts' form

  private func trailAlerts(_ match: [String], _ noMatch: [String]) throws -> TestedRule {
    try repository.write(
      RuleRepository.rule.replacingOccurrences(
        of: "regression_tests_path: regression_data/root/info.yml\n", with: ""),
      to: "rules/cloud/root.yml")
    func list(_ events: [String]) -> String { "[" + events.joined(separator: ",\n") + "]" }
    try repository.write(
      "{\"should_match\": \(list(match)), \"should_not_match\": \(list(noMatch))}\n",
      to: "rules/cloud/root_tests.json")
    return try repository.run()
  }

  @Test func trailAlertsListsAreTwoTests() throws {
    let tested = try trailAlerts(
      [RuleRepository.event("a"), RuleRepository.event("b")],
      [RuleRepository.event("c", type: "IAMUser")])
    #expect(tested.results.map(\.outcome) == [.passed, .passed])
    #expect(tested.results.map(\.events) == [2, 1])
  }

  @Test func everyEventOfShouldMatchMustMatch() throws {
    let tested = try trailAlerts(
      [RuleRepository.event("a"), RuleRepository.event("b", type: "IAMUser")],
      [RuleRepository.event("c")])
    #expect(tested.results.map(\.outcome) == [.failed, .failed])
    #expect(tested.results.map { $0.wrong.map(\.eventID) } == [["b"], ["c"]])
  }

  @Test func trailAlertsListsWithoutObjectsAreBroken() throws {
    let tested = try trailAlerts(["1"], [])
    #expect(tested.results[0].isFailure)
    #expect(tested.results[1].outcome == .passed)
  }
}
