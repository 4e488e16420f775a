import TerminalScreen

/// What happened at the terminal, in the order in which it happened.
public enum TerminalEvent: Sendable, Hashable {
  case key(Key)
  /// Text from the clipboard, in one piece: it must never be taken for commands. Not yet `SafeText`.
  case paste(String)
  /// The terminal has this size now; everything needs drawing.
  case resize(Size)
  /// Somebody called `Waker.wake()`.
  case woken
  /// The process was stopped and goes on. The screen has been redrawn.
  case suspendedAndResumed
  /// SIGTERM, SIGINT, SIGQUIT, SIGUSR1 or SIGUSR2 (their number): leave.
  case terminate(Int32)
  /// SIGHUP, or the terminal is gone: leave without drawing.
  case hangUp
}
