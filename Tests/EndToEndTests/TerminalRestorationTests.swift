import Foundation
import Testing

/// The terminal is restored, however the program ends.
@Suite(.serialized) struct TerminalRestorationTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func open(_ environment: [String: String] = [:]) throws -> Terminal {
    let terminal = try Terminal(
      in: folder, run: ["trailsift", Samples.rule, Samples.logs, "--read-only"],
      environment: environment)
    try waitForScan(terminal)
    return terminal
  }

  private func waitForScan(_ terminal: Terminal) throws {
    try terminal.wait("the end of the scan") { $0.contains("150 hits") && !$0.contains(" %") }
  }

  /// The modes that a shell needs: lines, echo, signals, output processing.
  private func expectSaneModes() throws {
    let modes = try String(contentsOfFile: folder.path + "/stty-after", encoding: .utf8)
    let on = Set(modes.split(whereSeparator: \.isWhitespace))
    for mode: Substring in ["icanon", "echo", "isig", "opost", "icrnl"] {
      #expect(on.contains(mode), "\(mode) is off")
    }
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2])
  func aSignalEndsItAndLeavesTheTerminalInOrder(signal: Int32) throws {
    let terminal = try open()
    kill(try terminal.process, signal)
    let screen = try terminal.wait(for: "ended with status \(128 + signal)")
    // The alternate screen is gone, with everything on it.
    #expect(!screen.contains("150 hits"))
    try expectSaneModes()
  }

  /// A crash: the terminal is restored first, then the default action follows.
  @Test(arguments: [SIGTRAP, SIGILL, SIGSEGV, SIGABRT])
  func aCrashLeavesTheTerminalInOrder(signal: Int32) throws {
    let terminal = try open()
    kill(try terminal.process, signal)
    let screen = try terminal.wait(for: "ended with status \(128 + signal)")
    #expect(!screen.contains("150 hits"))
    #expect(!screen.contains("Backtrace"))
    try expectSaneModes()
  }

  @Test func quittingLeavesTheTerminalInOrder() throws {
    let terminal = try open()
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    try expectSaneModes()
  }

  @Test func aStoppedProgramComesBack() throws {
    let terminal = try Terminal(
      in: folder, run: ["bash", "--norc", "--noprofile", "-i"],
      environment: ["PS1": "ready> "])
    try terminal.wait(for: "ready>")
    try terminal.type("\(Program.path) \(Samples.rule) \(Samples.logs) --read-only")
    try terminal.press("Enter")
    try terminal.wait(for: "150 hits")
    try terminal.press("C-z")
    let shell = try terminal.wait(for: "Stopped")
    #expect(!shell.contains("150 hits"))
    try terminal.type("fg")
    try terminal.press("Enter")
    try waitForScan(terminal)
    try terminal.press("j", "q")
    try terminal.wait("the shell") { !$0.contains("150 hits") }
    try terminal.type("exit")
    try terminal.press("Enter")
    try terminal.wait(for: "ended with status 0")
    try expectSaneModes()
  }

  /// When idle, the program does nothing: its thread does not even wake.
  @Test func idleItCostsNothing() throws {
    let terminal = try open()
    let process = try terminal.process
    func wakings() throws -> Substring {
      let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
      return try #require(
        status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") })
    }
    // Until the last of the scan was drawn.
    var last = try wakings()
    try terminal.wait("a quiet moment") { _ in
      let now = try? wakings()
      defer { last = now ?? last }
      return now == last
    }
    for _ in 0..<30 { _ = try terminal.screen }
    #expect(try wakings() == last)
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  @Test func itFollowsTheSizeOfTheTerminal() throws {
    let terminal = try open()
    try terminal.resize(columns: 39, rows: 9)
    try terminal.wait(for: "needs 40×10")
    try terminal.resize(columns: 200, rows: 50)
    try terminal.wait("both panes side by side") { $0.contains("│") && $0.contains("150 hits") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  /// The work in progress when the window is closed.
  enum Business: CaseIterable {
    case none, dialog, page, slowScan
    /// In its own session, which gets no hang-up: only reading shows that the terminal is gone.
    case noSignal
  }

  @Test(arguments: Business.allCases)
  func aTerminalThatGoesAwayEndsTheProgramWithinASecond(business: Business) throws {
    let terminal: Terminal
    switch business {
    case .slowScan:
      #expect(mkfifo(folder.path + "/log", 0o600) == 0)
      terminal = try Terminal(
        in: folder,
        run: [
          "sh", "-c", #"exec "$0" "$1" - --read-only < "$2""#, Program.path, Samples.rule,
          folder.path + "/log",
        ])
      let pipe = try FileHandle(forWritingTo: URL(fileURLWithPath: folder.path + "/log"))
      defer { withExtendedLifetime(pipe) {} }
      try pipe.write(contentsOf: MadeLog.line(1, region: "ap-east-1"))
      try terminal.wait(for: "1 hit")
      try expectEnd(of: terminal)
      return
    case .noSignal:
      terminal = try Terminal(
        in: folder,
        run: ["setsid", "-w", Program.path, Samples.rule, Samples.logs, "--read-only"])
      try waitForScan(terminal)
    case .none: terminal = try open()
    case .dialog:
      terminal = try open()
      try terminal.press("f")
      try terminal.wait(for: "an exception for 1 hit")
    case .page:
      terminal = try open()
      try terminal.press("o")
      try terminal.wait(for: "all events of")
    }
    try expectEnd(of: terminal)
  }

  private func expectEnd(of terminal: Terminal) throws {
    let process = try terminal.process
    try terminal.vanish()
    let ending = try #require(Terminal.watchEnding(of: process))
    #expect(ending.seconds < 1)
    #expect(ending.processorSeconds < 0.5)
  }

  /// The terminal accepts nothing any more, as after a broken connection: drawing blocks for ever,
  /// but the program ends.
  @Test func aHangUpEndsItInTheMiddleOfDrawing() throws {
    let terminal = try Terminal(columns: 200, rows: 50, in: folder, judging: Samples.rule)
    let process = try terminal.process
    try terminal.whileFrozen {
      // Each one redraws everything, until the terminal's buffer is full and the kernel blocks the
      // program.
      let place = "/proc/\(process)/wchan"
      for _ in 0..<20_000 {
        if (try? String(contentsOfFile: place, encoding: .utf8)) == "wait_woken" { break }
        kill(process, SIGCONT)
      }
      kill(process, SIGHUP)
      let ending = try #require(Terminal.watchEnding(of: process))
      #expect(ending.seconds < 1)
    }
  }
}
