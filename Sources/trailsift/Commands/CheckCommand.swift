import ArgumentParser
import Basics
import Foundation
import RuleEditing
import Scanning
import Sessions
import Sigma
import SourceYAML
import WorkbenchRuntime

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Parse rules and report every problem with its file, line and column.",
    discussion: """
      --format json writes one object to standard output:

        {"diagnostics": [{"file", "line", "column", "length", "severity",
                          "category", "message", "advice"}, ...],
         "sums": {"files", "rules", "errors", "warnings", "other_logs"}}

      line and column count from 1; column and length are in Unicode scalars. They are null if the \
      whole file is concerned. advice may be null. severity is error or warning; category is \
      syntax (not YAML), invalid (not Sigma), unsupported, suspicious (valid, but probably not \
      meant) or unreadable. rules counts those that can run. Fields may be added later; none is \
      renamed or removed.

      An exception with the comment '# expires: YYYY-MM-DD' is a warning after that day.

      Warnings also name fields that no CloudTrail event has, and values and conditions with which a \
      rule can never match. known_fields in config.yml and --known-field name further fields of \
      your logs.

      Exit status: 65 with an error, 0 with warnings only, unless --strict makes them errors.
      """,
    examples: [
      (
        "trailsift check rules --strict",
        "In a pipeline: fail on errors and warnings."
      ),
      (
        "trailsift check rules --format json",
        "Problems with their places, for an editor."
      ),
    ])

  @Argument(help: "Sigma rule files or folders of rules.")
  var rule: [String]

  @Option(help: "text (on standard error) or json.")
  var format: ReportFormat = .text

  @Flag(help: "Treat warnings as errors (exit status 65).")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "A field of your logs that CloudTrail does not have, with all below it. Can be repeated.",
      valueName: "field"))
  var knownField: [String] = []

  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions

  func run() throws {
    let options = try match.sessionOptions()
    var files: [RuleFile] = []
    var unreadable: [RuleFileReadError] = []
    for name in try rule.flatMap(RuleInputs.discover) {
      do throws(RuleFileReadError) {
        files.append(try RuleFile.load(path: name))
      } catch {
        unreadable.append(error)
      }
    }
    let set = try RuleSet(
      files: files, filterFiles: try filters.load(besides: files),
      placeholders: Placeholders(options.placeholders), anyLogSource: options.anyRecord)
    files += set.filterFiles
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    let diagnostics =
      set.diagnostics
      + set.suspicions(knownFields: knownField + (Configuration.load().knownFields ?? []))
      + WrittenException.expired(in: files, on: clock.date)
    let errors = unreadable.count + diagnostics.count { $0.severity == .error }
    let sums = CheckDocument.Sums(
      files: files.count + unreadable.count,
      rules: set.rules.count + set.correlations.entries.count, errors: errors,
      warnings: diagnostics.count { $0.severity == .warning },
      otherLogs: set.otherLogSources.count)
    switch format {
    case .text:
      for error in unreadable { Console.error("\(error)") }
      tell(diagnostics, in: files)
      tell(sums)
    case .json:
      try JSONOutput.write(
        CheckDocument(
          diagnostics: unreadable.map { .init($0) } + diagnostics.map { .init($0) }, sums: sums)
      )
      StandardOutput.shared.flush()
    }
    if errors > 0 || strict && sums.warnings > 0 { throw ExitCode.ruleNotValid }
  }

  private func tell(_ diagnostics: [Diagnostic], in files: [RuleFile]) {
    let texts = Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { a, _ in a })
    for diagnostic in diagnostics {
      Console.say(diagnostic, in: texts[diagnostic.file] ?? "")
    }
  }

  private func tell(_ sums: CheckDocument.Sums) {
    Console.say(
      "\(sums.files.counting("file")), \(sums.rules.counting("rule")) that can run, "
        + "\(sums.errors.counting("error")), \(sums.warnings.counting("warning"))"
        + (sums.otherLogs == 0
          ? "" : "; \(sums.otherLogs.counting("rule")) for other logs left out"))
  }
}
