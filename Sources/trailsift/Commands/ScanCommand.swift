import ArgumentParser
import Foundation
import Triage

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Print the hits of rules on logs.")

  @Argument(help: "A Sigma rule file, or a folder of rules.")
  var rule: String

  @Argument(help: "CloudTrail files or folders; - for standard input.")
  var log: [String]

  @Option(help: "table, ndjson, csv or count.")
  var format: HitFormat = .table

  @Option(
    help: ArgumentHelp("Write counts of files, records and bytes as JSON.", valueName: "file"))
  var stats: String?

  @Flag(help: "No summary on standard error.")
  var quiet = false

  @OptionGroup var match: MatchOptions

  func run() throws {
    let options = try match.sessionOptions()
    let rules = try LoadedRules(path: rule, options: options)
    try LogInputs.check(log)
    try Self.scan(
      rules, logs: log, options: options, match: match, format: format, stats: stats, quiet: quiet)
  }

  /// Scans and prints; also what `trailsift RULE LOG...` does when standard output is no terminal.
  static func scan(
    _ rules: LoadedRules, logs: [String], options: SessionHeader.Options, match: MatchOptions,
    format: HitFormat, stats: String?, quiet: Bool
  ) throws {
    var request = match.request(rules: rules.set, logs: logs, options: options)
    request.keepsInputOrder = true
    let writer = Locked(
      HitWriter(
        format: format, rules: rules.set.rules, columns: request.columns,
        terminalColumns: Terminals.columns(of: STDOUT_FILENO)))
    let report = Scan(request).run { update in
      switch update {
      case .started(let files, _): writer.withLock { $0.begin(files: files) }
      case .hits(let batch): writer.withLock { $0.write(batch) }
      case .progress, .finished: break
      }
    }
    writer.withLock { $0.end() }
    if let stats {
      do {
        try StatsFile.write(report, to: stats)
      } catch {
        Console.error("\(stats): cannot be written: \(error.localizedDescription)")
        throw ExitCode.cannotCreate
      }
    }
    report.complain()
    if !quiet { Console.say(report.summary) }
    if rules.hasErrors { throw ExitCode.ruleNotValid }
    if report.hasFailures { throw ExitCode.incomplete }
  }
}

enum Terminals {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// How wide a terminal is; `nil` for what is none.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else {
      return nil
    }
    return Int(size.ws_col)
  }
}
