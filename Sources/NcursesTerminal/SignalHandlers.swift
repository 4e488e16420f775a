import Foundation

/// What the signal handlers need, in memory that is allocated before the first signal and never
/// freed: a handler may not allocate, lock, or call into ncurses.
struct SignalState {
  /// Whether we have the terminal, so that a crash has to restore it.
  var isActive = false
  var pipe: Int32 = -1
  var terminal: Int32 = -1
  var modes = termios()
  /// The bytes that switch off the alternate screen and everything else that was switched on.
  var farewell: UnsafeMutablePointer<UInt8>?
  var farewellCount = 0
}

/// Accessed before any handler is installed, so that its initialiser never runs inside one.
nonisolated(unsafe) let signalState: UnsafeMutablePointer<SignalState> = {
  let state = UnsafeMutablePointer<SignalState>.allocate(capacity: 1)
  state.initialize(to: SignalState())
  return state
}()

/// The handlers before ours, by signal number.
nonisolated(unsafe) private let previousActions: UnsafeMutablePointer<sigaction> = {
  let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: SignalHandlers.count)
  actions.initialize(repeating: sigaction(), count: SignalHandlers.count)
  return actions
}()

/// Restores the terminal with `poll`, `write` and `tcsetattr` only, all async-signal-safe (POSIX
/// 2.4.3). Does not wait long for a terminal that accepts nothing, as after a broken connection.
private func giveTerminalBack() {
  guard signalState.pointee.isActive else { return }
  signalState.pointee.isActive = false
  var terminal = pollfd(fd: signalState.pointee.terminal, events: Int16(POLLOUT), revents: 0)
  if let bytes = signalState.pointee.farewell, poll(&terminal, 1, 100) > 0 {
    _ = write(signalState.pointee.terminal, bytes, signalState.pointee.farewellCount)
  }
  _ = tcsetattr(signalState.pointee.terminal, TCSANOW, &signalState.pointee.modes)
}

/// Passes a signal on to `Terminal.wait` as one byte.
private func reportSignal(_ number: Int32) {
  let before = errno
  var byte = UInt8(truncatingIfNeeded: number)
  _ = write(signalState.pointee.pipe, &byte, 1)
  if number == SIGHUP { limitLife() }
  errno = before
}

/// After a hang-up nobody waits for results, and drawing may block for ever. If the program has not
/// ended by itself within a second, SIGALRM ends it. `setitimer` is only a system call.
private func limitLife() {
  var timer = itimerval()
  timer.it_value.tv_usec = 700_000
  #if canImport(Darwin)
    setitimer(ITIMER_REAL, &timer, nil)
  #else
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  #endif
}

/// Restores the terminal and lets the signal do what it does by default: end the process, with a
/// core dump or, if enabled, with Swift's backtrace, which is readable then.
private func crash(_ number: Int32) {
  giveTerminalBack()
  _ = sigaction(number, previousActions + Int(number), nil)
  raise(number)
}

/// Installs and removes the handlers. Those that report only write to a pipe; those for crashes
/// only restore the terminal.
enum SignalHandlers {
  static let count = 65

  private static let reported = [
    SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGWINCH, SIGTSTP, SIGCONT,
  ]
  private static let crashes = [
    SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGSYS, SIGALRM, SIGXCPU, SIGVTALRM,
    SIGPROF, SIGPIPE,
  ]

  /// A separate stack for crash handlers, since a stack overflow leaves none.
  private static let crashStackSize = 64 * 1024

  static func install() {
    giveBackAtExit()
    var stack = stack_t()
    stack.ss_sp = malloc(crashStackSize)
    stack.ss_size = crashStackSize
    if stack.ss_sp != nil { sigaltstack(&stack, nil) }
    for number in reported { set(reportSignal, for: number, flags: SA_RESTART) }
    for number in crashes { set(crash, for: number, flags: SA_ONSTACK) }
  }

  static func remove() {
    for number in reported + crashes {
      sigaction(number, previousActions + Int(number), nil)
    }
  }

  /// Stops the process group as ^Z does, and returns when it continues.
  static func stop() {
    var standard = sigaction()
    #if canImport(Darwin)
      standard.__sigaction_u.__sa_handler = SIG_DFL
    #else
      standard.__sigaction_handler.sa_handler = SIG_DFL
    #endif
    var ours = sigaction()
    sigaction(SIGTSTP, &standard, &ours)
    // The whole group: in a pipeline or a script, the shell waits for all of it.
    kill(0, SIGTSTP)
    sigaction(SIGTSTP, &ours, nil)
  }

  private static func set(
    _ handler: @escaping @convention(c) (Int32) -> Void, for number: Int32, flags: Int32
  ) {
    var action = sigaction()
    #if canImport(Darwin)
      action.__sigaction_u.__sa_handler = handler
    #else
      action.__sigaction_handler.sa_handler = handler
    #endif
    action.sa_flags = numericCast(flags)
    sigemptyset(&action.sa_mask)
    sigaction(number, &action, previousActions + Int(number))
  }

  /// Covers `exit()` without `close()`. Once per process, since it can't be undone.
  private static func giveBackAtExit() {
    _ = registration
  }

  private static let registration: Int32 = atexit { giveTerminalBack() }
}
