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
    abstract: "Parse rules and report every error with its file, line and column.",
    discussion: """
      --format json writes one object to standard output:

        {"diagnostics": [{"file", "line", "column", "length", "severity",
                          "category", "message", "advice"}, ...],
         "sums": {"files", "rules", "errors", "warnings", "other_logs"}}

      line and column count from 1, columns and length in Unicode scalars; they are null for what \
      concerns a whole file, and so is advice where there is none. severity is error or warning; \
      category is syntax (no YAML), invalid (no Sigma), unsupported, suspicious (valid, but hardly \
      meant) or unreadable. rules counts those that can be run. Fields may be added later; none is \
      renamed or removed.

      An exception whose comment says '# expires: YYYY-MM-DD' and whose day has passed is a warning.

      Warnings tell what is hardly meant: fields that no CloudTrail event has, values and conditions \
      with which a rule can never match. known_fields in config.yml and --known-field name fields \
      that your logs have besides.

      Status 65 if there is an error, 0 with warnings only; with --strict 65 for a warning too.
      """)

  @Argument(help: "Sigma rule files, or folders of rules.")
  var rule: [String]

  @Option(help: "text (on standard error) or json.")
  var format: ReportFormat = .text

  @Flag(help: "End with status 65 for a warning, too.")
  var strict = false

  @Option(
    help: ArgumentHelp(
      "A field that the logs have beside CloudTrail's, with all below it. May be repeated.",
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
      "\(sums.files.counting("file")), \(sums.rules.counting("rule")) that can be run, "
        + "\(sums.errors.counting("error")), \(sums.warnings.counting("warning"))"
        + (sums.otherLogs == 0
          ? "" : "; \(sums.otherLogs.counting("rule")) for other logs left out"))
  }
}
