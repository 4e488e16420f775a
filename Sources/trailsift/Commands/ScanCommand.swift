import ArgumentParser
import Basics
import Foundation
import Places
import Scanning
import Sessions
import WorkbenchRuntime

struct ScanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan", abstract: "Print the hits of rules on logs.",
    examples: [
      (
        "trailsift scan rules AWSLogs --format ndjson --stats counts.json",
        "Print all hits for a program, and what was read."
      ),
      (
        "aws s3 cp s3://bucket/key.json.gz - | trailsift scan rule.yml -",
        "Scan one log from standard input."
      ),
      (
        "trailsift scan rules AWSLogs --format count --since 24h",
        "Count the hits of the last day."
      ),
    ])

  @Argument(help: "A Sigma rule file or a folder of rules.")
  var rule: String

  @Argument(
    help:
      "CloudTrail files or folders, s3://BUCKET/PREFIX, athena:DATABASE.TABLE; - for standard input."
  )
  var log: [String]

  @Option(help: "table, ndjson, csv, count, or lines (one hit a line in words, to be read aloud).")
  var format: HitFormat = .table

  @Option(
    help: ArgumentHelp(
      "With --format count: a line with the number and the value for each day, region, principal or rule.",
      valueName: "day|region|principal|rule"))
  var by: CountUnit?

  @Option(
    help: ArgumentHelp("Write counts of files, records and bytes as JSON.", valueName: "file"))
  var stats: String?

  @Flag(help: "Print no progress and no summary on standard error.")
  var quiet = false

  @Flag(help: "Keep watching the folders for new files, until Ctrl-C.")
  var follow = false

  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var cloud: CloudOptions

  @Flag(
    help:
      "With csv and ndjson: where the source address is, in fields of the Elastic Common Schema (source.geo.*, source.as.*)."
  )
  var places = false

  @OptionGroup var geo: GeoOptions

  func validate() throws {
    if by != nil, format != .count { throw ValidationError("--by needs --format count") }
    if places, format != .csv, format != .ndjson {
      throw ValidationError("--places needs --format csv or ndjson")
    }
  }

  func run() throws {
    var options = try match.sessionOptions()
    place.apply(to: &options)
    let rules = try LoadedRules(path: rule, options: options, filters: filters)
    let remote = try RemoteLogs(log, rules: rules.set, options, cloud, quiet: quiet)
    try LogInputs.check(remote.logs, follows: follow)
    var request = match.request(rules: rules.set, logs: remote.logs, options: options)
    request.follows = follow
    let book = try places ? openPlaces() : nil
    if let column = by?.column { request.columns = [column] }
    try Self.scan(
      rules, request, format: format, by: by, stats: stats, quiet: quiet, places: book?.book)
    try remote.finish()
    if book?.hasErrors == true { throw ExitCode.incomplete }
  }

  private func openPlaces() throws -> OpenedPlaces {
    let places = geo.sources(configured: Configuration.load().geo ?? []).open()
    try places.requireNamed()
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    let summary = places.summary(on: clock.today)
    for warning in summary.warnings() { Console.say(warning) }
    if !summary.knowsPlaces, !geo.isOff { Console.say(PlacesSummary.noDatabase) }
    return places
  }

  /// Scans and prints. `trailsift RULE LOG...` does this too if standard output is not a terminal.
  static func scan(
    _ rules: LoadedRules, _ request: ScanRequest, format: HitFormat, by: CountUnit? = nil,
    stats: String?, quiet: Bool, places: PlaceBook? = nil
  ) throws {
    var request = request
    request.keepsInputOrder = true
    let columns = request.columns
    if places != nil, !columns.contains(PlaceField.sourceField) {
      request.columns.append(PlaceField.sourceField)
    }
    let cells = places.map { book in
      PlaceCells(book, column: request.columns.firstIndex(of: PlaceField.sourceField) ?? 0)
    }
    if let stats {
      try Console.checkOutput(stats)
      request.silenced = SilencedLimits.none
    }
    let output = Locked(
      ScanOutput(
        hits: HitWriter(
          format: format, rules: rules.set, columns: columns, places: cells,
          terminalColumns: Terminals.columns(of: STDOUT_FILENO), by: by),
        progress: ProgressLine(isWanted: !quiet && format != .lines)))
    let scan = Scan(request)
    let interruption = Interruption { scan.stop() }
    output.withLock { $0.hits.begin() }
    let report = scan.run { update in output.withLock { $0.take(update) } }
    output.withLock { $0.progress.clear() }
    if let stats {
      try StatsFile.write(report, of: rules.set, to: stats)
    }
    report.complain()
    if !quiet { Console.say(report.summary) }
    // Last, since a failing standard output ends the program.
    output.withLock { $0.hits.end() }
    if report.wasStopped, let signal = interruption.signal {
      throw ExitCode(128 + signal)
    }
    if rules.hasErrors { throw ExitCode.ruleNotValid }
    if let failure = report.failure { throw failure }
  }
}

/// What a scan without a screen writes: hits as they come, and its progress.
private struct ScanOutput: Sendable {
  var hits: HitWriter
  var progress: ProgressLine

  mutating func take(_ update: ScanUpdate) {
    switch update {
    case .files(let files, _): hits.add(files: files)
    case .hits(let batch):
      progress.clear()
      hits.write(batch)
    case .silenced: break
    case .alerts(let alerts):
      progress.clear()
      hits.write(alerts)
    case .progress(let state, let counts):
      // Shows hits at once, not only when a buffer is full.
      hits.flush()
      progress.show(state, hits: counts.matched)
    case .finished:
      hits.flush()
      progress.clear()
    }
  }
}

enum Terminals {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// The width of a terminal; `nil` for anything else.
  static func columns(of descriptor: Int32) -> Int? {
    var size = winsize()
    guard isTerminal(descriptor), ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
    else {
      return nil
    }
    return Int(size.ws_col)
  }
}
