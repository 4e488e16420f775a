import ArgumentParser
import Foundation
import NcursesTerminal
import RuleEditing
import TerminalScreen
import Triage
import TriageUI

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract:
      "Play a session again: on screen, or headless to see that it arrives at the same rule.",
    discussion: "Nothing is written: rules are changed in memory only.")

  @Argument(help: "A session file; `trailsift sessions` lists them.")
  var session: String

  @Flag(help: "Without a screen: prints the outcome; status 2 if it differs from the record.")
  var headless = false

  @Option(help: "How many recorded seconds pass in one.")
  var speed = 1.0

  @Option(help: ArgumentHelp("The logs, if they are no longer where they were.", valueName: "log"))
  var logs: [String] = []

  @Option(
    help: ArgumentHelp("Write the rule that a headless replay arrives at.", valueName: "file"))
  var output: String?

  @Option(help: "Worker threads; all cores if not given.")
  var jobs: Int?

  @OptionGroup var screen: ScreenOptions

  func validate() throws {
    if !(speed > 0 && speed <= 1_000) { throw ValidationError("--speed wants a number above 0") }
    if output != nil && !headless { throw ValidationError("--output goes with --headless") }
  }

  func run() throws {
    guard FileManager.default.fileExists(atPath: session) else {
      Console.error("\(session): no such session")
      throw ExitCode.inputMissing
    }
    let contents: JournalContents
    do {
      contents = try JournalContents(path: session)
    } catch {
      Console.error("\(error)")
      throw ExitCode.incomplete
    }
    if headless { try playHeadless(contents) } else { try play(contents) }
  }

  private func playHeadless(_ contents: JournalContents) throws {
    let replay = HeadlessReplay(contents)
    for rule in replay.ruleTexts {
      Console.print("rule \(rule.path)  sha256 \(SHA256.hex(of: rule.text.utf8))")
    }
    for edit in replay.edits {
      Console.print("edit \(edit.summary), silenced \(edit.silenced)")
    }
    Console.print(
      "\(replay.state.decisions.countedAs("decision")) in force, \(replay.state.verdicts.countedAs("hit")) judged"
    )
    StandardOutput.shared.flush()
    if let output, let rule = replay.ruleTexts.first {
      do {
        try Data(rule.text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
      } catch {
        Console.error("\(output): cannot be written: \(error.localizedDescription)")
        throw ExitCode.cannotCreate
      }
    }
    for problem in replay.problems { Console.error(problem) }
    for deviation in replay.deviations { Console.error(deviation) }
    if !replay.deviations.isEmpty { throw ExitCode.replayDiffers }
    if !replay.problems.isEmpty { throw ExitCode.incomplete }
  }

  private func play(_ contents: JournalContents) throws {
    let header = contents.header
    let rules = try LoadedRules(header: header)
    let logs = self.logs.isEmpty ? header.logs.map(\.absolutePath) : self.logs
    do {
      try LogInputs.check(logs)
    } catch {
      Console.error("--logs says where they are now; --headless needs none")
      throw error
    }
    let (workbench, terminal) = try screen.openWorkbench()
    defer { terminal.close() }
    let spool = try Spool()
    let session = SessionState(header: header)
    let engine = TriageEngine(
      session: session, rules: rules.set,
      storage: RuleTextsInMemory(
        Dictionary(
          header.rules.map { ($0.absolutePath, $0.text) }
            + header.files.compactMap { file in file.text.map { (file.absolutePath, $0) } },
          uniquingKeysWith: { a, _ in a })
      ),
      journal: nil, spool: spool,
      clock: SessionClock(fixedAt: EventTime.milliseconds(header.started) ?? 0),
      author: header.author)
    var request = ScanRequest(
      matcher: rules.set.matcher, logs: logs, columns: rules.set.columns,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    request.adopt(header.options)
    request.correlations = rules.set.correlations
    let state = State.opening(
      rules.set, session: session, columns: request.columns, isReadOnly: true,
      sessionPath: self.session, replay: Replay(entries: contents.entries, speed: speed))
    let (ending, _) = workbench.run(state, engine: engine, scan: Scan(request), spool: spool)
    terminal.close()
    if case .signal(let signal) = ending { throw ExitCode(128 + signal) }
  }
}
