import ArgumentParser
import Basics
import Foundation
import RuleTests
import Scanning
import Sigma
import SourceYAML
import TerminalScreen

enum TestFormat: String, Sendable, ExpressibleByArgument, CaseIterable {
  case text, json, junit, github
}

struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the tests of rules: events that they must match, and events that they must not.",
    discussion: """
      A rule names its tests with regression_tests_path, as SigmaHQ's rules do: the path of an \
      info.yml with regression_tests_info, looked for in the rule's folder and all folders above. \
      Tests of the type json have events in any form in which logs may be. match_count is the \
      number of events that must match at least; 0: none of them must. Tests of other types, such \
      as evtx, are skipped and named. A file RULE_tests.json beside the rule, with should_match and \
      should_not_match (TrailAlerts), is run too.

      --from SESSION writes such tests: data files and info.yml below regression_data, as in \
      SigmaHQ's repository, and regression_tests_path in the rule. It prints them as a diff. Nothing \
      is written that does not get the rule's answer of the original event. --undo takes it back.

      A failed test is printed with each event on which the rule decides otherwise, and the parts \
      of the rule that decide.

      --format json writes one object, junit an XML file for CI systems, and github annotations at \
      the lines of a pull request.

      Exit status: 2 if a test fails or can't be run, 65 if a rule is not valid.
      """,
    examples: [
      (
        "trailsift test rules --format github",
        "In a pipeline: do the rules still pass their tests?"
      ),
      ("trailsift test rules/rule.yml --all", "Every test of a rule, also those that pass."),
    ])

  @Argument(help: "Sigma rule files or folders of rules.")
  var rule: [String]

  @Option(help: "text, json, junit or github.")
  var format: TestFormat = .text

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write. Default: standard output.", valueName: "file"))
  var output: String?

  @Flag(help: "List the tests that passed as well.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "Write tests from the judged hits of a session or bundle, one example of each kind: what it judged true or benign must match; false positives that the rule no longer matches must not. Secrets are masked.",
      valueName: "session"))
  var from: String?

  @Option(
    help: ArgumentHelp(
      "The logs for --expect and --against. With --from: where its events are; default: the logs it recorded.",
      valueName: "log"))
  var logs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Hold the hits in --logs against a YAML file of expectations: maps with rule (id or title), at_least, at_most, exactly, events (eventIDs that are hits) and none_in (regions).",
      valueName: "file"))
  var expect: String?

  @Option(
    help: ArgumentHelp(
      "Print the events in --logs that the rule gains and loses against this older text of it. Exit status 2 if it loses an event that a session judged true positive, or that a test must match.",
      valueName: "rule"))
  var against: String?

  @Option(help: ArgumentHelp("With --from: the most events in a test.", valueName: "number"))
  var most = 20

  @Flag(
    help:
      "With --from: replace account ids, names, access keys and addresses, the same ones by the same ones, except where the rule's answer depends on them."
  )
  var anonymize = false

  @Flag(help: "With --from: print the files; write nothing.")
  var dryRun = false

  @Flag(help: "Take back what the last --from wrote for the rule.")
  var undo = false

  @Option(
    help: ArgumentHelp(
      "With --from: the rule, by id or title, if there are several.", valueName: "id"))
  var ruleId: String?

  @Option(help: "With --from: the author of the tests. Default: your login name.")
  var author: String?

  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions

  func validate() throws {
    if most < 1 { throw ValidationError("--most takes 1 or more") }
    if from == nil, anonymize || dryRun { throw ValidationError("--from says what to write") }
    if [from != nil, undo, expect != nil, against != nil].count(where: \.self) > 1 {
      throw ValidationError("use only one of --from, --undo, --expect and --against")
    }
    if expect != nil || against != nil {
      if logs.isEmpty { throw ValidationError("--expect and --against need --logs") }
      if format == .junit || format == .github {
        throw ValidationError("--expect and --against report as text or json")
      }
    }
  }

  func run() throws {
    if undo { return try takeBack() }
    if let from { return try write(from: from) }
    if let output { try Console.checkOutput(output) }
    if let expect { return try checkExpectations(expect) }
    if let against { return try compare(with: against) }
    let (rules, unreadable) = try load()
    let run = RuleTestRun(
      matcher: rules.matcher, jobs: match.jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    let tested = run.run(
      rules.rules.indices.map { (rule: $0, file: rules.files[rules.places[$0].file]) })
    let diagnostics = rules.diagnostics + tested.flatMap(\.suite.diagnostics)
    tell(diagnostics, tested, rules)
    try write(tested, diagnostics)
    Console.say(TestSums(tested).text)
    if tested.contains(where: \.isFailure) { throw ExitCode.checkFailed }
    if rules.hasErrors || unreadable { throw ExitCode.ruleNotValid }
  }

  /// Rules for any logs: a test says itself which events it is about.
  func load(besides others: [String] = []) throws -> (rules: RuleSet, unreadable: Bool) {
    var files: [RuleFile] = []
    var unreadable = false
    for name in try (rule + others).flatMap(RuleInputs.discover) {
      do throws(RuleFileReadError) {
        files.append(try RuleFile.load(path: name))
      } catch {
        Console.error("\(error)")
        unreadable = true
      }
    }
    let options = try match.sessionOptions()
    let set = try RuleSet(
      files: files, filterFiles: try filters.load(besides: files),
      placeholders: Placeholders(options.placeholders), anyLogSource: true)
    return (set, unreadable)
  }

  private func write(_ tested: [TestedRule], _ diagnostics: [Diagnostic]) throws {
    func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }
    switch format {
    case .text:
      let report = TestReportText(listsPassed: all)
      try Console.write(lines(report.lines(of: tested).map(\.text)), to: output)
    case .json:
      let report = TestReportJSON(
        tested, diagnostics: diagnostics.filter { $0.severity == .error }, sums: TestSums(tested))
      try Console.write(try JSONOutput.line(report), to: output)
    case .junit: try Console.write(JUnitReport(tested: tested).text, to: output)
    case .github:
      try Console.write(
        lines(GitHubAnnotations(tested: tested, diagnostics: diagnostics).lines), to: output)
    }
  }

  /// Errors of rules, and all problems of lists of tests.
  private func tell(_ diagnostics: [Diagnostic], _ tested: [TestedRule], _ rules: RuleSet) {
    var texts: [String: String] = [:]
    for file in rules.files + rules.filterFiles { texts[file.path] = file.text }
    for information in tested.compactMap(\.suite.information) {
      texts[information.path] = information.text
    }
    let ofTests = Set(tested.flatMap(\.suite.diagnostics))
    for diagnostic in diagnostics
    where diagnostic.severity == .error || ofTests.contains(diagnostic) {
      Console.say(diagnostic, in: texts[diagnostic.file] ?? "")
    }
  }
}
