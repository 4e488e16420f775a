import ArgumentParser
import Basics
import Foundation
import HitStore
import NcursesTerminal
import Scanning
import Sessions
import TerminalScreen
import Triage
import TriageUI
import WorkbenchRuntime

struct TriageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "Open the workbench: scan, judge the hits, teach the rule. (default)",
    discussion: "When standard output is no terminal, prints what scan prints, as a table.")

  @Argument(
    help: "A Sigma rule file, or a folder of rules; with --session the session's own if not given.")
  var rule: String?

  @Argument(help: "CloudTrail files or folders; - for standard input.")
  var log: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --session: where its logs are now, if they were moved.", valueName: "log"))
  var logs: [String] = []

  @OptionGroup var filters: FilterOptions
  @OptionGroup var match: MatchOptions
  @OptionGroup var place: PlaceOptions
  @OptionGroup var target: TargetOptions
  @OptionGroup var screen: ScreenOptions

  @Option(
    help: ArgumentHelp(
      "Keep the session in this file, and resume it if it exists. Of the files that it names, only those in the command line too are written, unless it lies in your session folder.",
      valueName: "file"))
  var session: String?

  @Option(help: "The name that decisions carry; your login name if not given.")
  var author: String?

  @Flag(
    help:
      "Write no rule, filter or placeholder file; opens even if the session cannot be recorded.")
  var readOnly = false

  @Flag(help: "No last words on standard error.")
  var quiet = false

  @Flag(help: "Go on with files that come into the folders.")
  var follow = false

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
    let log = self.log + logs
    guard let rule else { return try open(nil, logs: log, options: options) }
    let rules = try LoadedRules(
      path: rule, options: options, filters: filters, target: target)
    if !log.isEmpty { try LogInputs.check(log, follows: follow) }
    guard Terminals.isTerminal(STDOUT_FILENO) else {
      var request = match.request(rules: rules.set, logs: log, options: options)
      request.follows = follow
      return try ScanCommand.scan(rules, request, format: .table, stats: nil, quiet: quiet)
    }
    if log.contains(where: \.isStandardInput) && Terminals.isTerminal(STDIN_FILENO) {
      Console.error("- is a log from a pipe, and standard input is the terminal")
      throw ExitCode.validationFailure
    }
    try open(rules, logs: log, options: options)
  }

  /// Opens the workbench: on rules as the command line gives them, or on those of the session that it names.
  private func open(
    _ rules: LoadedRules?, logs: [String], options: ScanOptions
  ) throws {
    let (workbench, terminal) = try screen.openWorkbench()
    defer { terminal.close() }

    do {
      // Before the journal: what cannot hold the hits begins no session.
      let spool = try spool()
      guard let start = try chooseSession(rules, logs: logs, options: options, workbench)
      else { return }
      let read = try logs.isEmpty ? SessionStart.logs(of: start.state.header) : logs
      let (ending, report) = try triage(start, logs: read, spool, workbench)
      terminal.close()
      try endWords(start, ending, report)
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
      throw StartFailure(message: "\(error)", status: .cannotWrite)
    }
  }

  /// Where the files of filters are.
  private func locations(_ rules: LoadedRules) -> [String] {
    rules.set.filterFiles.map { SessionStart.absolute($0.path) }
  }

  /// Absolute paths of the files that the command line names and edits may change.
  private func namedFiles(_ rules: RuleSet?) throws -> [String] {
    let files = ((rules?.files ?? []) + (rules?.filterFiles ?? [])).map(\.path)
    let placeholders = try match.placeholderFiles(complains: false).map(\.path)
    return (files + [target.editsTo].compactMap { $0 } + placeholders).map(SessionStart.absolute)
  }

  private var editsToLocation: String? { target.editsTo.map(TargetOptions.absolute) }

  private var authorName: String { Author.name(given: author) }

  private var clock: SessionClock {
    SessionClock(environment: ProcessInfo.processInfo.environment)
  }

  /// A new session, the one that `--session` names, or the one that the analyst takes up again. `nil`: leave.
  private func chooseSession(
    _ rules: LoadedRules?, logs log: [String], options: ScanOptions,
    _ workbench: Workbench
  ) throws -> SessionStart? {
    let conditions = SessionStart.Conditions(
      author: authorName, clock: clock, isReadOnly: readOnly, named: try namedFiles(rules?.set))
    guard let rules else { return try SessionStart.resume(path: session ?? "", conditions) }
    func begin() throws -> SessionStart {
      try SessionStart.begin(
        rules, logs: log, options: options, target: target, match: match, path: session, conditions)
    }
    if let session {
      guard FileManager.default.fileExists(atPath: session) else { return try begin() }
      return try SessionStart.resume(
        path: session, over: rules.set,
        filters: filters.filters.isEmpty ? nil : locations(rules), editsTo: editsToLocation,
        conditions)
    }
    let found = conditions.store.resumable(
      rules: rules.set.files.map { SessionStart.absolute($0.path) }, filters: locations(rules),
      logs: log.map(SessionStart.absolute), editsTo: editsToLocation)
    guard let found else { return try begin() }

    var question = State.opening(
      rules.set, session: SessionState(header: found.header), columns: rules.set.columns)
    question.ask(toResume: found)
    switch workbench.ask(question) {
    case .resume(let path):
      return try SessionStart.resume(path: path, conditions)
    case .beginSession: return try begin()
    case .quit: return nil
    case .signal(let signal): throw ExitCode(128 + signal)
    }
  }

  private func triage(
    _ start: SessionStart, logs: [String], _ spool: Spool, _ workbench: Workbench
  ) throws -> (Workbench.Ending, ScanReport?) {
    let started = Timestamp.milliseconds(start.state.header.started)
    let engine = TriageEngine(
      session: start.state, rules: start.rules.set, storage: RuleFilesOnDisk(),
      writable: start.writable, journal: start.journal, spool: spool,
      clock: SessionClock(environment: ProcessInfo.processInfo.environment, started: started),
      author: authorName)
    // Also when all is undone: a crash may have kept the last undo from the file.
    let places = engine.checkLocations(trusted: start.moved)
    let notes =
      engine.reconcile().map(\.description) + start.notes + places + engine.expiredExceptions()
    var request = match.request(
      rules: start.rules.set, logs: logs, options: start.state.header.options)
    request.follows = follow
    if match.columns == nil, let columns = Configuration.load().columns {
      request.columns = columns
    }
    request.countsRegions = true
    // Regions are allowed by what stands in this column.
    if !request.columns.contains("awsRegion") { request.columns.append("awsRegion") }
    var state = State.opening(
      start.rules.set, session: engine.session, columns: request.columns, isReadOnly: readOnly,
      sessionPath: start.journal?.path)
    state.session.hasWaitingFiles = engine.hasWaitingFiles
    let columns = ColumnsStore(
      rules: start.rules.set, environment: ProcessInfo.processInfo.environment)
    workbench.columns = columns
    do {
      if let kept = try columns.load() {
        state.list.columns = Columns(kept, fields: state.table.columns)
      }
    } catch {
      state.notice = .warning("\(error)")
    }
    let filters = FilterHistory(environment: ProcessInfo.processInfo.environment)
    workbench.filters = filters
    do {
      state.settings.filterHistory = try filters.load()
    } catch {
      state.notice = .warning("\(error)")
    }
    if let note = notes.first {
      state.notice = .warning(notes.count == 1 ? note : "\(note) (and \(notes.count - 1) more)")
    } else if !start.state.decisions.isEmpty {
      state.notice = .done("resumed the session of \(start.state.header.started)")
    }
    return workbench.run(state, engine: engine, scan: Scan(request), request: request, spool: spool)
  }

  private func endWords(
    _ start: SessionStart, _ ending: Workbench.Ending, _ report: ScanReport?
  ) throws {
    report?.complain()
    if let path = start.journal?.path {
      let decided = (try? JournalContents(path: path)).map {
        $0.entries.contains { if case .decide = $0.action { true } else { false } }
      }
      if decided == false && session == nil {
        // Nothing was decided: there is nothing to come back to.
        try? FileManager.default.removeItem(atPath: path)
      } else if !quiet {
        Console.say("session: \(path)")
      }
    }
    if case .signal(let signal) = ending { throw ExitCode(128 + signal) }
    if start.rules.hasErrors { throw ExitCode.ruleNotValid }
    if report?.hasFailures == true { throw ExitCode.incomplete }
  }
}
