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
      "Play a session again: on screen, as a recording, headless to check that it gives the same rule, or onto another rule.",
    discussion: """
      SESSION is a session or a bundle; a bundle needs no logs. Rules are changed in memory only, except for --onto with \
      --write or --output.

      Exit status of --headless: 2 if the result differs from the record. Of --onto: 0 if every edit applies or is \
      already there and the rule's tests pass, 2 if one conflicts (the others still apply) or a test fails. The tests are \
      those of the new rule, or if it has none, those of the session's rule.
      """,
    examples: [
      (
        "trailsift replay samples/sessions/unusual-region.bundle",
        "Watch how a case was worked."
      ),
      (
        "trailsift replay session.jsonl --headless",
        "In a pipeline: do the decisions still give the recorded rule?"
      ),
      (
        "trailsift replay session.jsonl --onto upstream/rule.yml --write",
        "Apply the edits to the next version of the rule."
      ),
    ])

  @Argument(help: "A session file or a bundle. `trailsift sessions` lists the sessions.")
  var session: String

  @Flag(help: "Print the outcome, without a screen. Exit status 2 if it differs from the record.")
  var headless = false

  @Option(
    help: ArgumentHelp(
      "Apply the session's edits to this rule file. Print what applied, what was already there and what conflicts, and the diff.",
      valueName: "rule"))
  var onto: String?

  @Option(
    help: ArgumentHelp(
      "Write a recording of the terminal (asciicast version 2, for asciinema).",
      valueName: "file"))
  var cast: String?

  @Option(help: ArgumentHelp("The recording's size.", valueName: "colsxrows"))
  var size = "100x30"

  @Option(help: "Recorded seconds that pass in one second.")
  var speed = 1.0

  @Option(help: "The longest pause, in recorded seconds.")
  var idleLimit = ReplayTimeline.defaultMaximumPause

  @Option(
    help: ArgumentHelp(
      "The new path of the logs, if they were moved. With --onto: logs to prove the edits on.",
      valueName: "log"))
  var logs: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --headless or --onto: write the resulting rule to this file.", valueName: "file"))
  var output: String?

  @Flag(help: "With --onto: write the rule in its place.")
  var write = false

  @Option(help: "How --onto reports: text or json.")
  var format: ReportFormat = .text

  @Option(help: "Worker threads. Default: one per core.")
  var jobs: Int?

  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    if !(speed > 0 && speed <= 1_000) { throw ValidationError("--speed takes a number above 0") }
    if !(idleLimit > 0 && idleLimit <= 86_400) {
      throw ValidationError("--idle-limit takes seconds above 0")
    }
    if [headless, onto != nil, cast != nil].count(where: \.self) > 1 {
      throw ValidationError("use only one of --headless, --onto and --cast")
    }
    if output != nil && !headless && onto == nil {
      throw ValidationError("--output needs --headless or --onto")
    }
    if write && onto == nil { throw ValidationError("--write needs --onto") }
    if write && output != nil { throw ValidationError("use only one of --write and --output") }
    if format != .text && onto == nil { throw ValidationError("--format needs --onto") }
    if recordingSize == nil {
      throw ValidationError(
        "--size takes columns and rows, from 40x10 to 500x200, such as 100x30, not “\(size)”")
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

  /// Where the events are read from; empty for a bundle. Ends the program if they are not found.
  private func logs(of input: SessionInput) throws -> [String] {
    if input.bundle != nil { return [] }
    let logs = input.logs(given: self.logs)
    do {
      try LogInputs.check(logs)
    } catch {
      Console.error("give their new path with --logs; --headless and a bundle need none")
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
