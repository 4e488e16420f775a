import Foundation
import TestSupport
import Testing

/// The built program in a terminal: a tmux server with one window of a fixed size.
///
///     let terminal = try Terminal(columns: 80, rows: 24, run: ["trailsift", rule, logs])
///     try terminal.wait("hits") { $0.contains("153 hits") }
///     try terminal.press("a")
///
/// Every wait is for something on the screen. A watchdog ends a wait that takes too long, and shows
/// the screen.
final class Terminal {
  let folder: Folder
  private let socket: String
  private static let watchdog = Duration.seconds(60)

  /// Starts `arguments` (the first is `trailsift` or another program) with a clean environment.
  /// - Parameter recording: a file of the folder that gets every byte sent to the terminal, from
  ///   the first one on.
  init(
    columns: Int = 80, rows: Int = 24, in folder: Folder, run arguments: [String],
    environment: [String: String] = [:], recording: String? = nil
  ) throws {
    self.folder = folder
    socket = "trailsift-test-\(UUID().uuidString.prefix(12))"
    var variables = [
      "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state",
      "XDG_CONFIG_HOME": folder.path + "/config", "TMPDIR": folder.path, "LANG": "C.UTF-8",
      "TZ": "UTC",
      "USER": "kim", "SOURCE_DATE_EPOCH": "1763000000", "TRAILSIFT_GEO": "none",
    ]
    variables.merge(environment) { $1 }
    let assignments = variables.map { "\($0)=\($1)" }.sorted()
    let command = arguments.map { $0 == "trailsift" ? Program.path : $0 }
    let script = folder.path + "/run.sh"
    // The shell stays, so that the screen after the program and its exit status can be read.
    let line = (assignments + command).map(Self.quoted).joined(separator: " ")
    // Without the developer's settings: no colours, no clipboard, no theme.
    let clean = #"env -i "PATH=$PATH" "TERM=$TERM" "TMUX=$TMUX""#
    try
      "\(clean) \(line)\nstatus=$?\nstty -a > \(folder.path)/stty-after\necho \"ended with status $status\"\nexec cat\n"
      .write(toFile: script, atomically: true, encoding: .utf8)
    let session = [
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c",
      folder.path, "sh", script,
    ]
    // In one command: tmux reads nothing from the program before it has run the whole line.
    try tmux(
      session + (recording.map { [";", "pipe-pane", "-o", "cat >> \(folder.path)/\($0)"] } ?? []))
  }

  /// The workbench on a rule and logs, after the scan.
  convenience init(
    columns: Int = 80, rows: Int = 24, in folder: Folder, judging rule: String,
    _ logs: String = Samples.logs, hits: Int = Samples.hitCount, with more: [String] = [],
    environment: [String: String] = [:], recording: String? = nil
  ) throws {
    try self.init(
      columns: columns, rows: rows, in: folder, run: ["trailsift", rule, logs] + more,
      environment: environment, recording: recording)
    try wait("the end of the scan") {
      $0.contains("\(hits) hit") && $0.contains("open") && !$0.contains(" %")
    }
  }

  deinit { _ = try? tmux("kill-server") }

  /// The resource use of a program that has ended.
  struct Ending {
    /// Without the time in which it was ready to run but had no processor.
    let seconds: Double
    let processorSeconds: Double
  }

  /// Watches a process until it ends; nil if it does not.
  static func watchEnding(of process: Int32) -> Ending? {
    let start = ContinuousClock.now
    let before = Times(process)
    var last = before
    while start.duration(to: .now) < watchdog {
      guard let now = Times(process) else {
        let wall = start.duration(to: .now) / .seconds(1)
        guard let before, let last else { return Ending(seconds: wall, processorSeconds: 0) }
        return Ending(
          seconds: wall - (last.waiting - before.waiting),
          processorSeconds: last.running - before.running)
      }
      last = now
    }
    return nil
  }

  /// The kernel's data about a running process (proc(5)).
  private struct Times {
    /// Seconds on a processor, of all threads.
    let running: Double
    /// Seconds for which the first thread was ready, and waited for a processor.
    let waiting: Double

    init?(_ process: Int32) {
      guard
        let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
        let schedule = try? String(contentsOfFile: "/proc/\(process)/schedstat", encoding: .utf8),
        // After the name, which may have spaces: state, …, and as 12th and 13th the ticks.
        let fields = status.split(separator: ")").last?.split(separator: " "), fields.count > 12,
        fields[0] != "Z", fields[0] != "X"
      else { return nil }
      let ticks = (Double(fields[11]) ?? 0) + (Double(fields[12]) ?? 0)
      running = ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
      let nanoseconds = schedule.split(separator: " ").dropFirst().first.flatMap { Double($0) }
      waiting = (nanoseconds ?? 0) / 1e9
    }
  }

  /// Types keys, by tmux's names: `a`, `Enter`, `Escape`, `C-d`, `Space`.
  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  /// Types a text.
  func type(_ text: String) throws { try tmux("send-keys", "-l", "--", text) }

  /// Pastes a text like a terminal: bracketed, if the program asked for it.
  func paste(_ text: String) throws {
    let path = folder.path + "/pasted"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try tmux("load-buffer", path)
    try tmux("paste-buffer", "-p")
  }

  /// Sends a mouse report (SGR mode, xterm's ctlseqs): the left button, or the wheel, at a cell.
  enum Mouse: Int { case left = 0, wheelUp = 64, wheelDown = 65 }

  /// - Parameter column: from 0, as `row`.
  func mouse(_ button: Mouse, column: Int, row: Int) throws {
    let place = "\(button.rawValue);\(column + 1);\(row + 1)"
    try type("\u{1B}[<\(place)M" + (button == .left ? "\u{1B}[<\(place)m" : ""))
  }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// From now on, writes every byte that the program sends to its terminal to a file.
  func record(to path: String) throws { try tmux("pipe-pane", "-o", "cat >> \(path)") }

  /// The text on the screen.
  var screen: String {
    get throws { try tmux("capture-pane", "-p") }
  }

  /// The text on the screen, with the sequences for its style.
  var styledScreen: String {
    get throws { try tmux("capture-pane", "-e", "-p") }
  }

  /// The text for the desktop's clipboard, which tmux keeps if configured.
  var clipboard: String {
    get throws { try tmux("save-buffer", "-") }
  }

  func keepClipboard() throws { try tmux("set-option", "-s", "set-clipboard", "on") }

  /// The program's process, somewhere below the shell.
  var process: Int32 {
    get throws {
      let shell = try tmux("list-panes", "-F", "#{pane_pid}").trimmingCharacters(
        in: .whitespacesAndNewlines)
      var process = try #require(Self.children(of: shell).first)
      while let child = Self.children(of: process).first { process = child }
      return try #require(Int32(process))
    }
  }

  private static func children(of process: String) -> [String] {
    let path = "/proc/\(process)/task/\(process)/children"
    return (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ")
      .map(String.init) ?? []
  }

  /// Waits until the screen satisfies a condition, and returns it.
  @discardableResult
  func wait(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until isReached: (String) -> Bool
  ) throws -> String {
    let start = ContinuousClock.now
    var last = ""
    while start.duration(to: .now) < Self.watchdog {
      last = try screen
      if isReached(last) { return last }
    }
    Issue.record("never came: \(what). The screen is:\n\(last)", sourceLocation: sourceLocation)
    throw Unreached(what: what)
  }

  @discardableResult
  func wait(
    for text: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    try wait(text, sourceLocation: sourceLocation) { $0.contains(text) }
  }

  struct Unreached: Error { let what: String }

  /// The first digits of the displayed event's id; waits until there is one.
  var shownEvent: Substring {
    get throws {
      try #require(Self.event(on: wait("an event") { Self.event(on: $0) != nil }))
    }
  }

  /// Waits until the workbench shows another event, or an earlier one.
  func waitForEvent(
    _ what: String, sourceLocation: SourceLocation = #_sourceLocation,
    until isWanted: (Substring) -> Bool
  ) throws {
    try wait(what, sourceLocation: sourceLocation) { Self.event(on: $0).map(isWanted) ?? false }
  }

  private static func event(on screen: String) -> Substring? {
    screen.firstMatch(of: eventTitle)?.1
  }

  /// `event GetObject (AccessDenied)  26a3a807-…`
  nonisolated(unsafe) private static let eventTitle = /event .*  ([0-9a-f]{8})-/

  /// Ends the terminal itself, like closing a window: at once, without notice.
  func vanish() throws { kill(try server, SIGKILL) }

  /// Does something while the terminal neither reads nor shows anything.
  func whileFrozen(_ body: () throws -> Void) throws {
    let server = try server
    kill(server, SIGSTOP)
    defer { kill(server, SIGCONT) }
    try body()
  }

  private var server: Int32 {
    get throws {
      let number = try tmux("display-message", "-p", "#{pid}")
      return try #require(Int32(number.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
  }

  /// Quits the program by its key.
  func quit(sourceLocation: SourceLocation = #_sourceLocation) throws {
    try press("q")
    try wait(for: "ended with status 0", sourceLocation: sourceLocation)
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String { try tmux(arguments) }

  @discardableResult
  private func tmux(_ arguments: [String]) throws -> String {
    try Program.run(
      "/usr/bin/env", ["LANG=C.UTF-8", "tmux", "-u", "-L", socket] + arguments
    ).output
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}

/// A temporary folder, removed with the value.
final class Folder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "trailsift-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// A copy of a file of the repository, or of any other.
  func copy(of file: String, as name: String) throws -> String {
    let target = path + "/" + name
    try FileManager.default.copyItem(atPath: file, toPath: target)
    return target
  }

  func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path + "/" + name))
  }

  var sessions: [String] {
    let folder = path + "/state/trailsift/sessions"
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
      .map { folder + "/" + $0 }
  }
}

/// Runs the program under test, and other programs.
enum Program {
  static let root = Repository.root.path

  /// The built program is beside the test bundle.
  static let path: String = {
    var folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    while folder.path != "/" {
      let candidate = folder.appendingPathComponent("trailsift").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return root + "/.build/debug/trailsift"
  }()

  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Runs a program to its end.
  ///
  /// With `posix_spawn` and files: Foundation's `Process` waits for the end of a socket that a
  /// server of the program keeps open for ever.
  @discardableResult
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil
  ) throws -> Outcome {
    let stem = NSTemporaryDirectory() + "trailsift-output-" + UUID().uuidString
    let paths = [stem + ".out", stem + ".err"]
    defer { for path in paths { try? FileManager.default.removeItem(atPath: path) } }

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    for (descriptor, path) in zip([STDOUT_FILENO, STDERR_FILENO], paths) {
      posix_spawn_file_actions_addopen(
        &actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    let variables = environment ?? ProcessInfo.processInfo.environment
    var argv: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] =
      variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }

    // Test threads block signals, which children would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

    var process: pid_t = 0
    let problem = posix_spawn(&process, program, &actions, &attributes, &argv, &envp)
    guard problem == 0 else {
      throw NotRun(program: program, reason: String(cString: strerror(problem)))
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    let texts = try paths.map {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: $0)), as: UTF8.self)
    }
    let exitStatus = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return Outcome(status: exitStatus, output: texts[0], errors: texts[1])
  }

  struct NotRun: Error {
    let program: String
    let reason: String
  }

  /// Runs trailsift with its own home folder.
  /// - Parameter working: the folder that it runs in; nil: that of the tests.
  static func trailsift(
    _ arguments: [String], in folder: Folder, at working: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let command = [path] + arguments
    let inFolder = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", working ?? ""] + command
    let whole = working == nil ? command : inFolder
    return try run(
      whole[0], Array(whole.dropFirst()),
      environment: [
        "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state", "TMPDIR": folder.path,
        "LANG": "C.UTF-8", "TZ": "UTC", "USER": "kim", "SOURCE_DATE_EPOCH": "1763000000",
        "TRAILSIFT_GEO": "none",
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      ].merging(environment) { _, new in new })
  }
}

/// The project's own samples.
enum Samples {
  static let rule = Program.root + "/samples/rules/unusual-region.yml"
  static let logs = Program.root + "/samples/logs"
  /// The hits of the rule in the logs.
  static let hitCount = 150
  static let damaged = Program.root + "/samples/damaged"
}
