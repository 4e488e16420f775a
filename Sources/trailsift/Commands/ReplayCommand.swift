import ArgumentParser
import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import TerminalScreen
import TriageUI
import WorkbenchRuntime

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract:
      "Play a session again: on screen, into a recording, headless to see that it arrives at the same rule, or onto another rule.",
    discussion: """
      SESSION is a session or a bundle; a bundle needs no logs. Rules are changed in memory only, except for --onto with \
      --write or --output.

      Exit status of --headless: 2 if it arrives elsewhere than recorded. Of --onto: 0 if every edit applies or is there \
      already; 2 if one conflicts: the others are applied all the same.
      """)

  @Argument(help: "A session file, or a bundle; `trailsift sessions` lists the sessions.")
  var session: String

  @Flag(help: "Without a screen: prints the outcome; status 2 if it differs from the record.")
  var headless = false

  @Option(
    help: ArgumentHelp(
      "Make the session's edits on this rule file: prints what applied, what was there and what conflicts, and the diff.",
      valueName: "rule"))
  var onto: String?

  @Option(
    help: ArgumentHelp(
      "Write a recording of the terminal (asciicast version 2, for asciinema and its like).",
      valueName: "file"))
  var cast: String?

  @Option(help: ArgumentHelp("The recording's size.", valueName: "colsxrows"))
  var size = "100x30"

  @Option(help: "How many recorded seconds pass in one.")
  var speed = 1.0

  @Option(help: "The longest pause that is waited for, in recorded seconds.")
  var idleLimit = ReplayTimeline.defaultMaximumPause

  @Option(
    help: ArgumentHelp(
      "The logs, if they are no longer where they were. With --onto: logs to prove the edits on.",
      valueName: "log"))
  var logs: [String] = []

  @Option(
    help: ArgumentHelp(
      "Write the rule that --headless or --onto arrives at to this file.", valueName: "file"))
  var output: String?

  @Flag(help: "With --onto: write the rule in its place.")
  var write = false

  @Option(help: "How --onto reports: text or json.")
  var format: ReportFormat = .text

  @Option(help: "Worker threads; all cores if not given.")
  var jobs: Int?

  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    if !(speed > 0 && speed <= 1_000) { throw ValidationError("--speed wants a number above 0") }
    if !(idleLimit > 0 && idleLimit <= 86_400) {
      throw ValidationError("--idle-limit wants seconds above 0")
    }
    if [headless, onto != nil, cast != nil].count(where: \.self) > 1 {
      throw ValidationError("--headless, --onto and --cast go one at a time")
    }
    if output != nil && !headless && onto == nil {
      throw ValidationError("--output goes with --headless or --onto")
    }
    if write && onto == nil { throw ValidationError("--write goes with --onto") }
    if write && output != nil { throw ValidationError("--write or --output, not both") }
    if format != .text && onto == nil { throw ValidationError("--format goes with --onto") }
    if recordingSize == nil {
      throw ValidationError(
        "--size wants columns and rows, from 40x10 to 500x200: 100x30, not “\(size)”")
    }
  }

  private var recordingSize: Size? {
    let numbers = size.lowercased().pieces(at: "x")
      .map { Int($0) }
    guard numbers.count == 2, let columns = numbers[0], let rows = numbers[1],
      (40...500).contains(columns), (10...200).contains(rows)
    else { return nil }
    return Size(columns: columns, rows: rows)
  }

  func run() throws {
    let input = try SessionInput(session)
    if headless {
      try playHeadless(input.contents)
    } else if let onto {
      try playOnto(onto, input)
    } else if let cast, let size = recordingSize {
      try record(input, to: cast, size)
    } else {
      try play(input)
    }
  }

  private func play(_ input: SessionInput) throws {
    let rules = try RuleSet(input.header)
    let configuration = Configuration.load()
    let session = try opening(input, rules)
    let terminal = try screen.openTerminal(configuration)
    defer { terminal.close() }
    let (ending, _) = TerminalRunLoop(terminal, configuration).run(session, keeping: .themeOnly)
    terminal.close()
    if case .signal(let signal) = ending { throw ExitCode(128 + signal) }
  }

  /// Where the events are read from; none for a bundle. Ends the program when they are nowhere.
  private func logs(of input: SessionInput) throws -> [String] {
    if input.bundle != nil { return [] }
    let logs = input.logs(given: self.logs)
    do {
      try LogInputs.check(logs)
    } catch {
      Console.error("--logs says where they are now; --headless and a bundle need none")
      throw error
    }
    return logs
  }

  /// A session at the beginning of its replay, which changes rules in memory only.
  func opening(
    _ input: SessionInput, _ rules: RuleSet, inOrder: Bool = false
  ) throws -> OpenSession {
    let header = input.header
    let logs = try self.logs(of: input)
    let spool: Spool
    do { spool = try Spool() } catch {
      Console.error("\(error)")
      throw ExitCode.cannotWrite
    }
    var request = input.request(rules, logs: logs, jobs: jobs)
    request.keepsInputOrder = inOrder && input.bundle == nil
    let timeline = ReplayTimeline(
      header: header, entries: input.contents.entries, maximumPause: idleLimit)
    var session = OpenSession(
      SessionState(header: header), rules: rules, edits: .memory, spool: spool, request: request,
      events: input.bundle?.events,
      clock: SessionClock(fixedAt: Timestamp.milliseconds(header.started) ?? 0),
      replay: Replay(timeline, speed: speed), path: self.session)
    session.state.takeProblems(of: rules, knownFields: Configuration.load().knownFields ?? [])
    return session
  }
}
