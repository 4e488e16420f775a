import Foundation
import Testing

/// The built program in a terminal of its own: a tmux server with one window of a fixed size.
///
///     let terminal = try Terminal(columns: 80, rows: 24, run: ["trailsift", rule, logs])
///     try terminal.wait("hits") { $0.contains("153 hits") }
///     try terminal.press("a")
///
/// Every wait is for something on the screen. A watchdog ends a wait that nothing will fulfil, and shows the screen.
final class Terminal {
  let folder: Folder
  private let socket: String
  private static let watchdog = Duration.seconds(60)

  /// Starts `arguments` (the first is `trailsift` or another program) with a clean environment.
  init(
    columns: Int = 80, rows: Int = 24, in folder: Folder, run arguments: [String],
    environment: [String: String] = [:]
  ) throws {
    self.folder = folder
    socket = "trailsift-test-\(UUID().uuidString.prefix(12))"
    var variables = [
      "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state",
      "XDG_CONFIG_HOME": folder.path + "/config", "TMPDIR": folder.path, "LANG": "C.UTF-8",
      "TZ": "UTC",
      "USER": "kim", "SOURCE_DATE_EPOCH": "1763000000",
    ]
    variables.merge(environment) { $1 }
    let assignments = variables.map { "\($0)=\($1)" }.sorted()
    let command = arguments.map { $0 == "trailsift" ? Program.path : $0 }
    let script = folder.path + "/run.sh"
    // The shell stays, so that what the program leaves on the screen, and its status, can be read.
    let line = (["env"] + assignments + command).map(Self.quoted).joined(separator: " ")
    try
      "\(line)\nstatus=$?\nstty -a > \(folder.path)/stty-after\necho \"ended with status $status\"\nexec cat\n"
      .write(toFile: script, atomically: true, encoding: .utf8)
    try tmux(
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c",
      folder.path,
      "sh", script)
  }

  deinit { _ = try? tmux("kill-server") }

  /// Types keys, by tmux's names: `a`, `Enter`, `Escape`, `C-d`, `Space`.
  func press(_ keys: String...) throws {
    for key in keys { try tmux("send-keys", key) }
  }

  /// Types a text.
  func type(_ text: String) throws { try tmux("send-keys", "-l", text) }

  func resize(columns: Int, rows: Int) throws {
    try tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// What stands on the screen.
  var screen: String {
    get throws { try tmux("capture-pane", "-p") }
  }

  /// The program's process, below the shell.
  var process: Int32 {
    get throws {
      let shell = try tmux("list-panes", "-F", "#{pane_pid}").trimmingCharacters(
        in: .whitespacesAndNewlines)
      let children = try String(
        contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
      return try #require(children.split(separator: " ").first.flatMap { Int32($0) })
    }
  }

  /// Waits until the screen is as wanted, and returns it.
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

  /// Ends the terminal itself, as when a window is closed.
  func killServer() throws { try tmux("kill-server") }

  /// Waits until a process is stopped, as after `^Z`.
  func waitUntilStopped(_ process: Int32) throws {
    let start = ContinuousClock.now
    while start.duration(to: .now) < Self.watchdog {
      let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      if status.contains("State:\tT") { return }
    }
    throw Unreached(what: "process \(process) to be stopped")
  }

  /// Waits until a process has ended. `false` if it does not.
  static func waitUntilGone(_ process: Int32) -> Bool {
    let start = ContinuousClock.now
    while start.duration(to: .now) < watchdog {
      let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      if status?.contains("State:\tZ") ?? true { return true }
    }
    return false
  }

  @discardableResult
  private func tmux(_ arguments: String...) throws -> String {
    try Program.run(
      "/usr/bin/env", ["LANG=C.UTF-8", "tmux", "-u", "-L", socket] + arguments
    ).output
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'"
  }
}

/// A temporary folder that goes when it is no longer needed.
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

/// The program under test, and others run beside it.
enum Program {
  /// The repository's root.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  /// The built program stands beside the bundle of tests.
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

  @discardableResult
  static func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let environment { process.environment = environment }
    let (output, errors) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let errorData = DataBox()
    let reader = Thread { errorData.finish(errors.fileHandleForReading.readDataToEndOfFile()) }
    reader.start()
    let outputData = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: outputData, as: UTF8.self),
      errors: String(decoding: errorData.wait(), as: UTF8.self))
  }

  /// Runs trailsift with a home of its own.
  static func trailsift(_ arguments: [String], in folder: Folder) throws -> Outcome {
    try run(
      path, arguments,
      environment: [
        "HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state", "TMPDIR": folder.path,
        "LANG": "C.UTF-8", "TZ": "UTC", "USER": "kim", "SOURCE_DATE_EPOCH": "1763000000",
        "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      ])
  }

  private final class DataBox: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var data = Data()

    func finish(_ data: Data) {
      self.data = data
      done.signal()
    }

    func wait() -> Data {
      done.wait()
      return data
    }
  }
}

/// The project's own samples, and what other people's data is beside the repository.
enum Samples {
  static let rule = Program.root + "/samples/rules/unusual-region.yml"
  static let logs = Program.root + "/samples/logs"
  static let damaged = Program.root + "/samples/damaged"

  /// A folder with shared test data, if it is there.
  static let shared: String? = {
    let path = URL(fileURLWithPath: Program.root).deletingLastPathComponent()
      .appendingPathComponent("shared").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}
