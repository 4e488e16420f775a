import ArgumentParser
import Foundation
import Sigma
import Triage

/// The options that decide what matches, common to all subcommands that scan.
struct MatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A YAML file with values for |expand placeholders (name: [value, ...]), or a folder of them. A name in several files has the values of them all; --define adds to them.",
      valueName: "path"))
  var placeholders: String?

  @Option(help: ArgumentHelp("Values of one placeholder.", valueName: "name=value,..."))
  var define: [String] = []

  @Flag(help: "Match every JSON object, CloudTrail or not, with rules for any logs.")
  var anyRecord = false

  @Flag(help: "Keep hits whose eventID was seen before.")
  var keepDuplicates = false

  @Option(help: ArgumentHelp("Only events at or after this time (UTC).", valueName: "date or time"))
  var since: String?

  @Option(help: ArgumentHelp("Only events before this time (UTC).", valueName: "date or time"))
  var until: String?

  @Option(help: "Worker threads; all cores if not given.")
  var jobs: Int?

  @Option(help: ArgumentHelp("Fields to show, with commas.", valueName: "field,..."))
  var columns: String?

  func validate() throws {
    for (name, text) in [("--since", since), ("--until", until)] {
      if let text, EventTime.milliseconds(text) == nil {
        throw ValidationError("\(name) wants 2026-11-02 or 2026-11-02T14:00:00Z, not “\(text)”")
      }
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs wants 1 or more") }
    if let columns = columnFields, columns.isEmpty || columns.contains("") {
      throw ValidationError("--columns wants names of fields with commas between them")
    }
    for definition in define where !definition.contains("=") {
      throw ValidationError("--define wants name=value,... and not “\(definition)”")
    }
  }

  /// What a session keeps of these options.
  func sessionOptions() throws -> SessionHeader.Options {
    var options = SessionHeader.Options()
    options.anyRecord = anyRecord
    options.keepDuplicates = keepDuplicates
    options.placeholders = try placeholderValues()
    options.since = since.flatMap(EventTime.milliseconds)
    options.until = until.flatMap(EventTime.milliseconds)
    return options
  }

  private func placeholderValues() throws -> [String: [String]] {
    var values = PlaceholderFile.values(of: try placeholderFiles())
    for (name, texts) in definedValues { values[name, default: []] += texts }
    return values
  }

  /// What `--define` gives, in the order given.
  var definedValues: [String: [String]] {
    var values: [String: [String]] = [:]
    for definition in define {
      let parts = definition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      values[String(parts[0]), default: []] += parts[1].split(separator: ",").map(String.init)
    }
    return values
  }

  /// The files of `--placeholders`. Complains of what is wrong with them only when `complains` says so: once.
  func placeholderFiles(complains: Bool = true) throws -> [PlaceholderFile] {
    guard let placeholders else { return [] }
    do {
      let files = try PlaceholderFile.load(placeholders)
      for file in files where complains {
        for problem in file.diagnostics { Console.say(problem, in: file.text) }
      }
      if files.contains(where: \.hasErrors) { throw ExitCode.ruleNotValid }
      return files
    } catch let error as RuleFileReadError {
      Console.error("\(error)")
      throw ExitCode.inputMissing
    }
  }

  func request(rules: RuleSet, logs: [String], options: SessionHeader.Options) -> ScanRequest {
    var request = ScanRequest(
      matcher: rules.matcher, logs: logs, columns: columnFields ?? rules.columns,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.adopt(options)
    request.correlations = rules.correlations
    return request
  }

  private var columnFields: [String]? {
    columns.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
  }
}
