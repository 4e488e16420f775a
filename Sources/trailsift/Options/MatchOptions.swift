import ArgumentParser
import Basics
import Foundation
import Scanning
import Sessions
import Sigma

/// The options that decide what matches, common to all subcommands that scan.
struct MatchOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "A YAML file with values for |expand placeholders (name: [value, ...]), or a folder of them. A name in several files gets the values of all of them, and those of --define.",
      valueName: "path"))
  var placeholders: String?

  @Option(help: ArgumentHelp("Values of one placeholder.", valueName: "name=value,..."))
  var define: [String] = []

  @Flag(help: "Match every JSON object, CloudTrail or not, with rules for any logs.")
  var anyRecord = false

  @Flag(help: "Keep hits whose eventID was seen before.")
  var keepDuplicates = false

  @Option(
    help: ArgumentHelp(
      "Only events at or after this time, in UTC unless it has an offset: 2026-11-02, 2026-11-02T16:00:00+02:00, seconds since 1970, or back from now: 90s, 15m, 24h, 7d, 2w. Events without a readable time are kept.",
      valueName: "time"))
  var since: String?

  @Option(
    help: ArgumentHelp("Only events before this time, written as for --since.", valueName: "time"))
  var until: String?

  @Option(help: "Worker threads. Default: one per core.")
  var jobs: Int?

  @Option(help: ArgumentHelp("Fields to show, separated by commas.", valueName: "field,..."))
  var columns: String?

  func validate() throws {
    _ = try times()
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes 1 or more") }
    if let columns = columnFields, columns.isEmpty || columns.contains("") {
      throw ValidationError("--columns takes names of fields, separated by commas")
    }
    for definition in define where !definition.has("=") {
      throw ValidationError("--define takes name=value,..., not “\(definition)”")
    }
  }

  /// What a session keeps of these options.
  func sessionOptions() throws -> ScanOptions {
    var options = ScanOptions()
    options.anyRecord = anyRecord
    options.keepDuplicates = keepDuplicates
    options.placeholders = try placeholderValues()
    (options.since, options.until) = try times()
    return options
  }

  /// What `--since` and `--until` say, in milliseconds since 1970.
  private func times() throws -> (since: Int64?, until: Int64?) {
    let now = SessionClock(environment: ProcessInfo.processInfo.environment).now
    func time(_ option: String, _ text: String?) throws -> Int64? {
      guard let text else { return nil }
      do {
        return try Timestamp.span(text, now: now).lowerBound
      } catch {
        throw ValidationError(
          "\(option): \(error)\n\(error.caret(below: text))\n  Write \(TimeProblem.forms).")
      }
    }
    let (since, until) = (try time("--since", since), try time("--until", until))
    if let since, let until, until <= since {
      throw ValidationError(
        "--until is not after --since: \(Timestamp.exactText(milliseconds: since)) to "
          + Timestamp.exactText(milliseconds: until))
    }
    return (since, until)
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
      guard let (name, texts) = definition.cut(at: "=") else { continue }
      values[String(name), default: []] += texts.pieces(at: ",").map(String.init)
        .filter { !$0.isEmpty }
    }
    return values
  }

  /// The files of `--placeholders`. `complains` reports their errors; pass it once per run.
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

  func request(rules: RuleSet, logs: [String], options: ScanOptions) -> ScanRequest {
    var request = ScanRequest(
      matcher: rules.matcher, logs: logs, columns: columnFields ?? rules.columns,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.adopt(options)
    request.correlations = rules.correlations
    return request
  }

  private var columnFields: [String]? {
    columns.map { $0.pieces(at: ",").map(\.trimmed).filter { !$0.isEmpty } }
  }
}
