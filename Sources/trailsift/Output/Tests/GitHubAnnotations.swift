import Basics
import RuleTests
import Sigma
import SourceYAML
import TerminalScreen

/// The results of rule tests as workflow commands, which GitHub shows at the lines of a pull
/// request: a failed test at the part of the rule that fails it.
///
///     ::error file=rules/region.yml,line=14,title=AWS Activity in …%3A true positive::2 of 3 events …
///
/// <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>
struct GitHubAnnotations {
  let tested: [TestedRule]
  /// Problems of rules and of lists of tests.
  let diagnostics: [Diagnostic]

  var lines: [String] {
    diagnostics.filter { $0.severity == .error }.map(Self.line)
      + tested.flatMap { tested in
        tested.results.filter(\.isFailure).map { Self.line($0, tested.rule) }
      } + skipped
  }

  private static func line(_ diagnostic: Diagnostic) -> String {
    command(
      "error", file: diagnostic.file, line: diagnostic.position?.line,
      column: diagnostic.position?.column, title: nil,
      text: [SafeText(diagnostic.message)] + (diagnostic.advice.map { [SafeText($0)] } ?? []))
  }

  private static func line(_ result: RuleTestResult, _ rule: Rule) -> String {
    let test = result.test
    if case .broken = result.outcome {
      return command(
        "error", file: test.source, line: test.position?.line, column: nil, title: test.name,
        text: [SafeText(result.summary)])
    }
    let place = result.wrong.first.flatMap { event in
      let parts = event.decidingParts(of: rule)
      // An event that must not match: the exception that no longer covers it says more than the
      // selection.
      return (parts.last { $0.part.isNegated } ?? parts.first)?.place
    }
    return command(
      "error", file: place?.file ?? rule.path, line: place?.line, column: nil,
      title: "\(rule.title): \(test.name)", text: TestReportText().details(of: result, rule))
  }

  /// One annotation for all, since GitHub shows only ten of a step.
  private var skipped: [String] {
    let names = tested.flatMap { tested in
      tested.results.filter { $0.outcome == .skipped }.map { SafeText("\($0.test.path)") }
    }
    if names.isEmpty { return [] }
    return [
      Self.command(
        "notice", file: nil, line: nil, column: nil,
        title: "\(names.countedAs("test")) skipped: the type of the data is not read",
        text: Array(names.prefix(Self.maximumNames))
          + (names.count > Self.maximumNames ? ["and \(names.count - Self.maximumNames) more"] : [])
      )
    ]
  }

  private static let maximumNames = 20

  private static func command(
    _ name: String, file: String?, line: Int?, column: Int?, title: String?, text: [SafeText]
  ) -> String {
    var properties: [String] = []
    if let file { properties.append("file=" + property(file)) }
    if let line { properties.append("line=\(line)") }
    if let column { properties.append("col=\(column)") }
    if let title { properties.append("title=" + property(title)) }
    let message = text.map { escaped($0.text) }.joined(separator: "%0A")
    return "::\(name) \(properties.joined(separator: ","))::\(message)"
  }

  private static func property(_ text: String) -> String {
    escaped(SafeText(text).text).replacing(text: ":", by: "%3A").replacing(text: ",", by: "%2C")
  }

  private static func escaped(_ text: String) -> String {
    text.replacing(text: "%", by: "%25")
  }
}
