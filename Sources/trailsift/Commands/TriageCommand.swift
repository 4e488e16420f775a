import ArgumentParser
import Baseline
import Basics
import Foundation
import HitStore
import NcursesTerminal
import Places
import Scanning
import Sessions
import TerminalScreen
import TriageUI
import WorkbenchRuntime

struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "Open the workbench: scan, judge the hits, tune the rule. (default)",
    discussion: "If standard output is not a terminal, prints hits as a table, like scan.",
    examples: [
      (
        "trailsift rules/unusual-region.yml AWSLogs",
        "Judge the hits of a rule on a folder of logs."
      ),
      (
        "trailsift rules AWSLogs --since 7d --region ap-east-1,me-south-1",
        "All rules of a folder, on the last week in two regions."
      ),
      (
        "trailsift rules/unusual-region.yml AWSLogs --edits-to filters.yml",
        "Leave the rule as it is, and write edits to a Sigma filter."
      ),
    ])

  @Argument(
    help: "A Sigma rule file or a folder of rules. Default with --session: the session's rules.")
  var rule: String?

  @Argument(
    help:
      "CloudTrail files or folders, s3://BUCKET/PREFIX, athena:DATABASE.TABLE; - for standard input."
  )
  var log: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --session: the new path of its logs, if they were moved.", valueName: "log"))
  var logs: [String] = []

  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var cloud: CloudOptions
  @OptionGroup var target: TargetOptions
  @OptionGroup var geo: GeoOptions
  @OptionGroup var screen: ScreenOptions

  @Option(
    help: ArgumentHelp(
      "Keep the session in this file, and resume it if it exists. Outside your session folder, it writes only the files that the command line names too.",
      valueName: "file"))
  var session: String?

  @Option(help: "The author of decisions. Default: your login name.")
  var author: String?

  @Flag(
    help:
      "Write no rule, filter or placeholder file. Opens even if the session cannot be saved.")
  var readOnly = false

  @Flag(help: "Print no summary on standard error at the end.")
  var quiet = false

  @Flag(help: "Keep watching the folders for new files.")
  var follow = false

  @Flag(help: ArgumentHelp("Show the tour of trailsift demo.", visibility: .private))
  var tour = false

  func validate() throws {
    if let session, FileManager.default.fileExists(atPath: session) { return }
    if rule == nil { throw ValidationError("Missing expected argument '<rule>'") }
    if log.isEmpty && logs.isEmpty {
      throw ValidationError("Missing expected argument '<log> ...'")
    }
  }

  func run() throws {
    var options = try match.sessionOptions()
    place.apply(to: &options)
    guard let rule else { return try open(nil, logs: self.log + logs, options: options) }
    let rules = try LoadedRules(
      path: rule, options: options, filters: filters, target: target,
      complains: !Terminals.isTerminal(STDOUT_FILENO))
    let remote = try RemoteLogs(self.log + logs, rules: rules.set, options, cloud, quiet: quiet)
    let log = remote.logs
    if !log.isEmpty { try LogInputs.check(log, follows: follow) }
    guard Terminals.isTerminal(STDOUT_FILENO) else {
      var request = match.request(rules: rules.set, logs: log, options: options)
      request.follows = follow
      try ScanCommand.scan(rules, request, format: .table, stats: nil, quiet: quiet)
      return try remote.finish()
    }
    if log.contains(where: \.isStandardInput) && Terminals.isTerminal(STDIN_FILENO) {
      Console.error("- reads a log from standard input, which is the terminal")
      throw ExitCode.validationFailure
    }
    try open(rules, logs: log, options: options)
    try remote.finish()
  }

  /// Opens the workbench on the rules of the command line, or on those of the session that it
  /// names.
  private func open(
    _ rules: LoadedRules?, logs: [String], options: ScanOptions
  ) throws {
    let configuration = Configuration.load()
    let places = try geo.provider(configured: configuration.geo ?? [])
    let terminal = try screen.openTerminal(configuration)
    defer { terminal.close() }
    let loop = TerminalRunLoop(terminal, configuration)

    do {
      // Before the journal: without room for the hits, no session begins.
      let spool = try spool()
      guard let start = try chooseSession(rules, logs: logs, options: options, loop) else { return }
      let read = try logs.isEmpty ? SessionStart.logs(of: start.state.header) : logs
      let choices = KeptChoices(
        of: start.rules, environment: ProcessInfo.processInfo.environment)
      let (path, hasErrors) = (start.journal?.path, start.rules.hasErrors)
      let session = openSession(
        start, logs: read, spool, configuration, choices, places,
        problems: rules?.unreadable ?? [])
      let (ending, report) = loop.run(session, keeping: choices)
      terminal.close()
      try endWords(path, ending, report)
      // The screen has said why.
      if rules?.hasErrors == true || hasErrors || report?.hasFailures == true {
        throw ExitCode.incomplete
      }
    } catch let failure as StartFailure {
      terminal.close()
      Console.error(failure.message)
      throw failure.status
    }
  }

  private func spool() throws -> Spool {
    do {
      return try Spool()
    } catch {
      throw StartFailure(.cannotWrite, "\(error)")
    }
  }

  /// Paths of the filter files.
  private func locations(_ rules: LoadedRules) -> [String] {
    rules.set.filterFiles.map { SessionHeader.absolute($0.path) }
  }

  /// Absolute paths of the files that the command line names and that edits may change.
  private func namedFiles(_ rules: RuleSet?) throws -> [String] {
    let files = ((rules?.files ?? []) + (rules?.filterFiles ?? [])).map(\.path)
    let placeholders = try match.placeholderFiles(complains: false).map(\.path)
    return (files + [target.editsTo].compactMap { $0 } + placeholders).map(SessionHeader.absolute)
  }

  private var editsToLocation: String? { target.editsTo.map(SessionHeader.absolute) }

  private var authorName: String { Author.name(given: author) }

  private var clock: SessionClock {
    SessionClock(environment: ProcessInfo.processInfo.environment)
  }

  /// A new session, the one that `--session` names, or the one that the analyst resumes. `nil`:
  /// quit.
  private func chooseSession(
    _ rules: LoadedRules?, logs log: [String], options: ScanOptions,
    _ loop: TerminalRunLoop
  ) throws -> sending SessionStart? {
    let conditions = SessionStart.Conditions(
      author: authorName, clock: clock, isReadOnly: readOnly, named: try namedFiles(rules?.set),
      store: SessionStore(environment: ProcessInfo.processInfo.environment))
    guard let rules else { return try SessionStart.resume(path: session ?? "", conditions) }
    func begin() throws -> SessionStart {
      let header = try target.header(
        rules.set, from: rule, logs: log, options, match, author: conditions.author,
        conditions.clock, isRecorded: true)
      return try SessionStart.begin(header, rules.set, path: session, conditions)
    }
    if let session {
      guard FileManager.default.fileExists(atPath: session) else { return try begin() }
      return try SessionStart.resume(
        path: session, over: rules.set,
        filters: filters.filters.isEmpty ? nil : locations(rules), editsTo: editsToLocation,
        conditions)
    }
    let found = conditions.store.resumable(
      rules: rules.set.files.map { SessionHeader.absolute($0.path) }, filters: locations(rules),
      logs: log.map(SessionHeader.absolute), editsTo: editsToLocation)
    guard let found else { return try begin() }

    switch loop.ask(.asking(rules.set, whether: found)) {
    case .left(.resume(let path)): return try SessionStart.resume(path: path, conditions)
    case .left(.beginSession): return try begin()
    case .left(.quit): return nil
    case .signal(let signal): throw ExitCode(128 + signal)
    }
  }

  private func openSession(
    _ start: sending SessionStart, logs: [String], _ spool: Spool,
    _ configuration: Configuration, _ choices: KeptChoices, _ places: PlaceProvider?,
    problems: [String]
  ) -> sending OpenSession {
    let started = Timestamp.milliseconds(start.state.header.started)
    var request = match.request(
      rules: start.rules, logs: logs, options: start.state.header.options)
    request.follows = follow
    if match.columns == nil, let columns = configuration.columns { request.columns = columns }
    request.countsRegions = true
    request.baseline = BaselineRequest()
    // Regions are allowed by what this column holds.
    if !request.columns.contains("awsRegion") { request.columns.append("awsRegion") }
    var session = OpenSession(
      start, spool: spool, request: request,
      clock: SessionClock(environment: ProcessInfo.processInfo.environment, started: started),
      author: authorName, isReadOnly: readOnly, places: places)
    session.state.rules.problems = problems
    session.state.takeProblems(of: start.rules, knownFields: configuration.knownFields ?? [])
    choices.restore(into: &session.state)
    if tour { session.state.tour = Tour() }
    return session
  }

  private func endWords(
    _ path: String?, _ ending: TerminalRunLoop.Ending, _ report: ScanReport?
  ) throws {
    report?.complain()
    if let path {
      let decided = (try? JournalContents(path: path)).map {
        $0.entries.contains { if case .decide = $0.action { true } else { false } }
      }
      if decided == false && session == nil {
        // Without decisions there is nothing to resume.
        try? FileManager.default.removeItem(atPath: path)
      } else if !quiet {
        Console.say("session: \(path)")
      }
    }
    if case .signal(let signal) = ending { throw ExitCode(128 + signal) }
  }
}

extension StartFailure {
  fileprivate var status: ExitCode {
    switch kind {
    case .otherSession: .validationFailure
    case .inputMissing: .inputMissing
    case .cannotCreate: .cannotCreate
    case .cannotWrite: .cannotWrite
    }
  }
}
