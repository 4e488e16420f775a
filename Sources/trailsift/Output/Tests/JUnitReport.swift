import Basics
import RuleTests
import Sigma
import SourceYAML
import TerminalScreen

/// The results of rule tests as JUnit XML, which CI systems show: a suite for each rule.
///
///     <testsuites tests="1" failures="1" errors="0" skipped="0">
///       <testsuite name="AWS Activity in …" file="rules/region.yml" tests="1" failures="1" …>
///         <testcase classname="rules/region.yml" name="true positive: stolen key">
///           <failure message="2 of 3 events match, …">event 3 (8c1f…): …</failure>
struct JUnitReport {
  let tested: [TestedRule]

  var text: String {
    let suites = tested.filter(\.hasTests)
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
    lines.append("<testsuites name=\"trailsift\"\(Self.counts(TestSums(suites)))>")
    for tested in suites { lines += Self.lines(of: tested) }
    lines.append("</testsuites>")
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(of tested: TestedRule) -> [String] {
    let rule = tested.rule
    var lines = [
      "  <testsuite name=\"\(escaped(rule.title))\" id=\"\(escaped(rule.identity))\" "
        + "file=\"\(escaped(rule.path))\"\(counts(TestSums([tested])))>"
    ]
    func add(_ name: String, _ body: [String]) {
      let head = "    <testcase classname=\"\(escaped(rule.path))\" name=\"\(escaped(name))\""
      if body.isEmpty { return lines.append(head + "/>") }
      lines.append(head + ">")
      lines += body
      lines.append("    </testcase>")
    }
    if tested.suite.hasErrors {
      let problems = tested.suite.diagnostics.filter { $0.severity == .error }
      add(
        "the list of tests",
        problems.map { element("error", $0.message, ["\($0.file):\($0.position?.line ?? 1)"]) })
    }
    for result in tested.results {
      switch result.outcome {
      case .passed: add(result.test.name, [])
      case .skipped:
        add(result.test.name, ["      <skipped message=\"\(escaped(result.summary))\"/>"])
      case .broken: add(result.test.name, [element("error", result.summary, [])])
      case .failed:
        let details = TestReportText().details(of: result, rule).map(\.text)
        add(result.test.name, [element("failure", result.summary, details)])
      }
    }
    return lines + ["  </testsuite>"]
  }

  private static func element(_ name: String, _ message: String, _ text: [String]) -> String {
    "      <\(name) message=\"\(escaped(message))\">"
      + text.map(escaped).joined(separator: "\n") + "</\(name)>"
  }

  private static func counts(_ sums: TestSums) -> String {
    " tests=\"\(sums.tests)\" failures=\"\(sums.failed)\" errors=\"\(sums.broken)\" "
      + "skipped=\"\(sums.skipped)\""
  }

  /// XML 1.0 has no control characters, which `SafeText` makes visible.
  private static func escaped(_ text: String) -> String {
    var output = String.UnicodeScalarView()
    for scalar in SafeText(text).text.unicodeScalars {
      switch scalar {
      case "&": output.append(contentsOf: "&amp;".unicodeScalars)
      case "<": output.append(contentsOf: "&lt;".unicodeScalars)
      case ">": output.append(contentsOf: "&gt;".unicodeScalars)
      case "\"": output.append(contentsOf: "&quot;".unicodeScalars)
      default: output.append(scalar)
      }
    }
    return String(output)
  }
}
