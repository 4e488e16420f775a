import ArgumentParser
import Basics
import Foundation
import HitStore
import RuleEditing
import Scanning
import Sessions
import Sigma
import TestSupport
import WorkbenchRuntime

/// One round of a soak: resumes the session, presses random keys, meets faults.
struct SoakRound: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "round", abstract: "One round of a soak.", shouldDisplay: false)

  @Argument(help: "The soak's folder.")
  var folder: String

  @Option(help: "The round's seed.")
  var seed: UInt64

  private static let keys =
    ("a a a f f t t b c x u u d s / n N j k g G v * , ? ! T A E R M i H S # = P I Enter Enter Enter Tab Esc Esc "
    + "Space Up Down Left Right 2 3 PgUp PgDn Home End Backspace ^R ^U ^D e o ~ `").split(
      separator: " "
    ).map(String.init)

  func run() throws {
    // A write beyond a limit is an error, as on a full disk.
    signal(SIGXFSZ, SIG_IGN)
    var random = SeededGenerator(seed: seed)
    let workbench = try open()
    workbench.scan()
    for _ in 0..<(50 + random.next(below: 250)) {
      switch random.next(below: 60) {
      case 0: try editElsewhere(random.next(below: 4))
      case 1:
        try withFullDisk(random.next(below: 200)) {
          for _ in 0..<5 { workbench.press(Self.keys[random.next(below: Self.keys.count)]) }
        }
      default: workbench.press(Self.keys[random.next(below: Self.keys.count)])
      }
      _ = workbench.state.view()
    }
  }

  private func open() throws -> HeadlessWorkbench {
    let (rule, logs) = (folder + "/rule.yml", folder + "/logs")
    let path = folder + "/session.jsonl"
    let environment = ProcessInfo.processInfo.environment
    let clock = SessionClock(environment: environment)
    let conditions = SessionStart.Conditions(
      author: "soak", clock: clock, isReadOnly: false, named: [rule],
      store: SessionStore(environment: ["XDG_STATE_HOME": folder + "/state"]))
    let rules = try RuleSet(
      files: [try RuleFile.load(path: rule)], placeholders: Placeholders())
    let start: SessionStart
    if FileManager.default.fileExists(atPath: path) {
      start = try SessionStart.resume(path: path, over: rules, conditions)
    } else {
      let header = SessionHeader(
        over: rules, logs: [logs], options: ScanOptions(), author: "soak", clock: clock,
        isRecorded: true)
      start = try SessionStart.begin(header, rules, path: path, conditions)
    }
    var request = ScanRequest(
      matcher: start.rules.matcher, logs: [logs], columns: start.rules.columns, jobs: 1)
    request.countsRegions = true
    let session = OpenSession(
      start, spool: try Spool(), request: request, clock: clock, author: "soak",
      isReadOnly: false)
    return HeadlessWorkbench(session, theme: .terminal)
  }

  /// Somebody else's editor, which saves as editors do: a new file, put in place of the old one.
  private func editElsewhere(_ kind: Int) throws {
    let path = folder + "/rule.yml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let new =
      switch kind {
      case 0: text + "# seen by another\n"
      case 1: text.replacing(text: "level: medium", by: "level: high")
      case 2: text.replacing(text: "level: high", by: "level: medium")
      default: text.replacing(text: "# seen by another\n", by: "")
      }
    try Data(new.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
  }

  /// No file may grow beyond its size and some bytes, as on a disk without room.
  private func withFullDisk(_ room: Int, _ body: () throws -> Void) throws {
    var usual = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &usual)
    let size =
      (try? FileManager.default.attributesOfItem(atPath: folder + "/session.jsonl")[.size])
      as? Int ?? 0
    var full = usual
    full.rlim_cur = rlim_t(size + room)
    setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &full)
    defer { setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &usual) }
    try body()
  }
}
