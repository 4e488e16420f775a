import Basics
import Foundation

/// The user's editor: `$VISUAL`, `$EDITOR`, or vi.
///
///     vim +23 /rules/region.yml         code -w -g /rules/region.yml:23
struct Editor {
  /// A command for the shell: it may have arguments.
  let command: String

  init(environment: [String: String]) {
    let given = ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.trimmed.isEmpty }
    command = given ?? "vi"
  }

  /// The arguments that open a file at a line. Most editors know `+23`.
  func arguments(_ path: String, line: Int) -> [String] {
    let program = command.words.first.map { String($0.lastPathPart) } ?? ""
    switch program {
    case "code", "codium", "code-insiders": return ["-g", "\(path):\(line)"]
    case "hx", "helix", "subl", "zed": return ["\(path):\(line)"]
    default: return ["+\(line)", path]
    }
  }

  /// Runs it on a terminal and waits for its end.
  /// - Returns: why it did not work, or nil.
  func open(_ path: String, line: Int, input: Int32, output: Int32) -> String? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    let words = ["sh", "-c", command + " \"$@\"", "sh"] + arguments(path, line: line)
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for text in argv { free(text) } }
    var child: pid_t = 0
    let code = posix_spawn(&child, "/bin/sh", &actions, nil, &argv, environ)
    guard code == 0 else { return String(cString: strerror(code)) }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status == 0 ? nil : "\(command) ended with status \(status >> 8 & 0xFF)"
  }
}
