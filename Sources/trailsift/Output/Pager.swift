import Basics
import Foundation
import TerminalScreen

/// Shows long text: with `$PAGER` on a terminal, else on standard output.
enum Pager {
  static func show(_ text: String) throws {
    let columns = Terminals.columns(of: STDOUT_FILENO)
    let lines = wrapped(text, columns: min(columns ?? usualColumns, maximumColumns))
    if columns != nil, page(lines) { return }
    Console.printText(lines.joined(separator: "\n") + "\n")
    StandardOutput.shared.flush()
  }

  private static let usualColumns = 80
  /// Longer lines are hard to read.
  private static let maximumColumns = 100

  /// Paragraphs in lines of at most `columns`. Indented lines stay as they are.
  private static func wrapped(_ text: String, columns: Int) -> [String] {
    text.pieces(at: "\n").flatMap { line -> [String] in
      let line = String(line)
      if line.begins(with: " ") { return [line] }
      return SafeText(line).folded(columns: columns, hanging: "").map(\.text)
    }
  }

  /// False if no pager runs.
  private static func page(_ lines: [String]) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let pager = environment["PAGER"].flatMap { $0.isEmpty ? nil : $0 } ?? "less"
    // As git does: text that fits ends at once, and stays on the screen.
    if environment["LESS"] == nil { setenv("LESS", "FRX", 1) }
    let calls = FileCalls.system
    guard
      let input = try? calls.createUnnamed(in: NSTemporaryDirectory(), prefix: "trailsift-help")
    else { return false }
    defer { close(input) }
    let text = lines.map { SafeText($0).text + "\n" }.joined()
    // Written at offset 0, so that it is read from the start.
    guard (try? calls.writeAll(Array(text.utf8), to: input, at: 0)) != nil else { return false }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    var argv: [UnsafeMutablePointer<CChar>?] =
      (["sh", "-c", pager] as [String]).map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    var child: pid_t = 0
    // Ctrl-C is for the pager.
    signal(SIGINT, SIG_IGN)
    guard posix_spawn(&child, "/bin/sh", &actions, nil, &argv, environ) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 && errno == EINTR {}
    // 127: there is no such program.
    return status & 0x7F != 0 || (status >> 8) & 0xFF != 127
  }
}
