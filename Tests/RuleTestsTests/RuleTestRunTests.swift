import Foundation
import RuleTests
import Sigma
import Testing

/// What the tests of a rule find.
@Suite struct RuleTestRunTests {
  private typealias Made = RuleRepository
  private let repository: RuleRepository

  init() throws { repository = try RuleRepository() }

  private func test(_ count: Int?, _ events: String) throws -> RuleTestResult {
    try repository.write(events, to: "regression_data/root/events.jsonl")
    try repository.list([
      ["name: a test", "type: json", "path: regression_data/root/events.jsonl"]
        + (count.map { ["match_count: \($0)"] } ?? [])
    ])
    let tested = try repository.run()
    #expect(tested.suite.diagnostics.isEmpty)
    return try #require(tested.results.first)
  }

  private static let hit = Made.event("hit")
  private static let silenced = Made.event("silenced", agent: "Jenkins/2.4")
  private static let other = Made.event("other", type: "IAMUser")

  @Test(
    arguments: [
      (nil, hit, true), (nil, other, false), (1, hit, true), (2, hit, false),
      (2, hit + hit, true), (1, hit + hit + other, true), (0, silenced + other, true),
      (0, silenced + hit, false), (3, hit + hit + silenced, false),
    ] as [(Int?, String, Bool)])
  func matchCountIsTheLeastNumberOfMatches(
    _ count: Int?, _ events: String, _ passes: Bool
  ) throws {
    let result = try test(count, events)
    #expect(result.outcome == (passes ? .passed : .failed))
    if passes { #expect(result.wrong.isEmpty) }
  }

  @Test func anEventThatIsLostIsNamedWithWhatExcludesIt() throws {
    let result = try test(2, Self.hit + Self.silenced)
    #expect((result.events, result.matches, result.wrongCount) == (2, 1, 1))
    let event = try #require(result.wrong.first)
    #expect(event.eventID == "silenced")
    #expect(event.number == 2)
    #expect(event.summary.contains("arn:aws:iam::111122223333:root"))
    let part = try #require(event.explanation.decidingParts.first)
    #expect(part.subject == .search("filter_main_ci"))
    #expect(part.holds && part.isNegated && !part.supportsMatch)
    #expect(part.tests.map(\.matchedPattern) == ["Jenkins/"])
  }

  @Test func anEventThatMustNotMatchIsNamedWithTheExceptionThatNoLongerCoversIt() throws {
    let result = try test(0, Self.hit)
    let parts = try #require(result.wrong.first).explanation.decidingParts
    #expect(parts.map(\.subject) == [.search("selection"), .search("filter_main_ci")])
    #expect(parts.map(\.supportsMatch) == [true, true])
    #expect(parts[1].tests.map(\.seen) == ["curl"])
  }

  @Test func moreMatchesThanTheCountPassAndAreMentioned() throws {
    #expect(try test(1, Self.hit + Self.hit).hasMoreMatches)
    #expect(try !test(nil, Self.hit + Self.hit).hasMoreMatches)
  }

  @Test func brokenEventsAreNoPass() throws {
    let result = try test(0, Self.other + "{\"eventVersion\":\n")
    guard case .broken(let reason) = result.outcome else {
      Issue.record("\(result.outcome)")
      return
    }
    #expect(reason.contains("events.jsonl"))
    #expect(result.isFailure)
  }

  @Test func anEmptyFileIsNoPass() throws { #expect(try test(0, "").isFailure) }

  @Test func objectsThatAreNoEventsCount() throws {
    #expect(try test(1, #"{"userIdentity":{"type":"Root"}}"# + "\n").outcome == .passed)
  }

  @Test func onlySoManyWrongEventsAreKept() throws {
    let result = try test(0, String(repeating: Self.hit, count: 30))
    #expect(result.wrong.count == RuleTestResult.maximumWrongEvents)
    #expect(result.wrongCount == 30)
  }
}
