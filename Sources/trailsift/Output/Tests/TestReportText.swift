import Basics
import RuleTests
import Sigma
import TerminalScreen

/// The results of rule tests for people.
///
///     failed  AWS Activity in a Region the Account Does Not Use  (rules/region.yml)
///       true positive: stolen key  (regression_data/region/info.yml:11)
///       2 of 3 events match, but at least 3 events must match
///         event 3 (8c1f…): 2026-11-02T10:00:03Z ec2.amazonaws.com RunInstances me-south-1 …
///           filter_main_ci excludes it  (line 14)
///             userAgent = Jenkins/2.4  (matches Jenkins/*)
struct TestReportText {
  /// Whether tests that passed are listed as well.
  var listsPassed = false

  private static let maximumTests = 12
  /// An event's line.
  private static let maximumColumns = 400

  func lines(of tested: [TestedRule]) -> [SafeText] { tested.flatMap(lines) }

  private func lines(of tested: TestedRule) -> [SafeText] {
    tested.results.flatMap { result -> [SafeText] in
      if result.outcome == .passed, !listsPassed, !result.hasMoreMatches { return [] }
      let word = result.outcome.word.padding(toLength: 7)
      return ["\(word) \(tested.rule.title)  (\(tested.rule.path))"]
        + details(of: result, tested.rule).map { "  " + $0 }
    }
  }

  /// The lines of one test, without the rule's.
  func details(of result: RuleTestResult, _ rule: Rule) -> [SafeText] {
    let place = result.test.source + (result.test.position.map { ":\($0.line)" } ?? "")
    var lines: [SafeText] = ["\(result.test.name)  (\(place))", SafeText(result.summary)]
    if result.hasMoreMatches {
      lines.append("more events match than match_count says; consider raising it")
    }
    for event in result.wrong { lines += self.lines(of: event, rule).map { "  " + $0 } }
    let rest = result.wrongCount - result.wrong.count
    if rest > 0 { lines.append("  and \(rest.grouped) more") }
    return lines
  }

  private func lines(of event: RuleTestResult.WrongEvent, _ rule: Rule) -> [SafeText] {
    let summary = SafeText(event.summary.joined(separator: " "), limit: Self.maximumColumns)
    var lines = [summary.isEmpty ? event.title : event.title + ": " + summary]
    for text in event.decidingParts(of: rule) {
      let place = text.place.map {
        $0.file == rule.path ? "line \($0.line)" : "\($0.file):\($0.line)"
      }
      lines.append("  " + text.text + SafeText(place.map { "  (\($0))" } ?? ""))
      for test in text.part.tests.prefix(Self.maximumTests) {
        lines.append("    " + FieldTestText(test).text)
      }
      let rest = text.part.tests.count - Self.maximumTests
      if rest > 0 { lines.append("    and \(rest.grouped) more") }
    }
    return lines
  }
}

extension String {
  fileprivate func padding(toLength length: Int) -> String {
    self + String(repeating: " ", count: max(0, length - utf8.count))
  }
}
