import Basics
import Foundation

/// A program that puts its input on the desktop's clipboard.
struct ClipboardProgram {
  let name: String
  let arguments: [String]

  /// The programs that fit the environment, best first.
  static func candidates(_ environment: [String: String]) -> [ClipboardProgram] {
    func isSet(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    // Over ssh they would reach another computer's clipboard.
    if isSet("SSH_CONNECTION") || isSet("SSH_TTY") || isSet("SSH_CLIENT") { return [] }
    var programs: [ClipboardProgram] = []
    if isSet("WAYLAND_DISPLAY") { programs.append(.init(name: "wl-copy", arguments: [])) }
    if isSet("DISPLAY") {
      programs.append(.init(name: "xclip", arguments: ["-selection", "clipboard", "-in"]))
      programs.append(.init(name: "xsel", arguments: ["--clipboard", "--input"]))
    }
    #if os(macOS)
      programs.append(.init(name: "pbcopy", arguments: []))
    #endif
    return programs
  }

  /// The commands that pass a text to the surrounding tmux: also to the terminal's clipboard, or
  /// only to the buffer, since tmux before 3.2 has no `-w`.
  static func tmux(_ environment: [String: String]) -> [ClipboardProgram] {
    guard environment["TMUX"]?.isEmpty == false else { return [] }
    return [["-w", "-"], ["-"]].map { .init(name: "tmux", arguments: ["load-buffer"] + $0) }
  }

  /// A program that waits for a desktop that is gone must not block the copy.
  private static let patience = 3.0

  /// Runs it with the text as its input. False if it does not exist, fails, or does not end in
  /// time.
  func run(_ text: String) -> Bool {
    // A file, not a pipe, so that nothing waits for a program that does not read.
    let calls = FileCalls.system
    guard
      let input = try? calls.createUnnamed(in: NSTemporaryDirectory(), prefix: "trailsift-copy")
    else { return false }
    defer { close(input) }
    // Written at offset 0, so that it is read from the start.
    guard (try? calls.writeAll(Array(text.utf8), to: input, at: 0)) != nil,
      let child = spawn(input)
    else { return false }
    return endsWell(child)
  }

  private func spawn(_ input: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var argv: [UnsafeMutablePointer<CChar>?] = ([name] + arguments).map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    var child: pid_t = 0
    return posix_spawnp(&child, name, &actions, nil, &argv, environ) == 0 ? child : nil
  }

  private func endsWell(_ child: pid_t) -> Bool {
    let deadline = ContinuousClock.now + .seconds(Self.patience)
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { return status == 0 }
      if ended < 0 && errno != EINTR { return false }
      if ContinuousClock.now >= deadline {
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        return false
      }
      usleep(10_000)
    }
  }
}
