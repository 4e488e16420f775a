/// Why the terminal can't be used.
public enum TerminalError: Error, Sendable, Hashable {
  /// Neither standard input and output nor `/dev/tty` is a terminal.
  case notATerminal
  /// There is no terminfo entry with that name, or it can't move the cursor (`dumb`).
  case unknownTerminal(String)
  /// Another `Terminal` has not been closed yet.
  case alreadyOpen
  /// A pipe could not be made, for the system's reason.
  case noPipe(String)
}

extension TerminalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notATerminal:
      return "there is no terminal to draw on; use a subcommand that prints, such as scan"
    case .unknownTerminal(let name):
      let shown =
        name.isEmpty
        ? "TERM is not set" : "TERM is \"\(name)\", which cannot show screens, or is not known here"
      return """
        \(shown); try TERM=xterm-256color, or install ncurses-term; trailsift scan prints the hits \
        on any terminal
        """
    case .alreadyOpen:
      return "the terminal is in use already"
    case .noPipe(let reason):
      return "cannot make a pipe: \(reason)"
    }
  }
}
