import TerminalScreen

/// An event of the terminal. Events arrive in order.
public enum TerminalEvent: Sendable, Hashable {
  case key(Key)
  /// Pasted text, in one piece, so that it never becomes commands. Not yet `SafeText`.
  case paste(String)
  /// The terminal answered a query. `Terminal` uses it itself.
  case answer(TerminalAnswer)
  /// The terminal has a new size; everything has to be drawn.
  case resize(Size)
  /// `Waker.wake()` was called.
  case woken
  /// The process was stopped and continues. The screen has been redrawn.
  case suspendedAndResumed
  /// SIGTERM, SIGINT, SIGQUIT, SIGUSR1 or SIGUSR2 (their number): quit.
  case terminate(Int32)
  /// SIGHUP, or the terminal is gone: quit without drawing.
  case hangUp
}
