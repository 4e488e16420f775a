import Foundation

/// What the signal handlers need, in memory that is there before the first signal and is never freed:
/// a handler may not allocate, lock, or call into ncurses.
struct SignalState {
  /// Whether the terminal is in our hands and a crash has to give it back.
  var isActive = false
  var pipe: Int32 = -1
  var terminal: Int32 = -1
  var modes = termios()
  /// The bytes that leave the alternate screen and everything else that was switched on.
  var farewell: UnsafeMutablePointer<UInt8>?
  var farewellCount = 0
}

/// Touched before any handler is installed, so that its initialiser never runs inside of one.
nonisolated(unsafe) let signalState: UnsafeMutablePointer<SignalState> = {
  let state = UnsafeMutablePointer<SignalState>.allocate(capacity: 1)
  state.initialize(to: SignalState())
  return state
}()

/// The handlers that were there before ours, by signal number.
nonisolated(unsafe) private let previousActions: UnsafeMutablePointer<sigaction> = {
  let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: SignalHandlers.count)
  actions.initialize(repeating: sigaction(), count: SignalHandlers.count)
  return actions
}()

/// Gives the terminal back with nothing but `poll`, `write` and `tcsetattr`, all async-signal-safe (POSIX 2.4.3). One that
/// takes nothing, as behind a broken line, is not waited for long.
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

/// After a hang-up nobody waits for what is being worked out, and what is being drawn may never be taken: if the program has
/// not ended by itself within its second, SIGALRM ends it. `setitimer` is no more than its system call.
private func limitLife() {
  var timer = itimerval()
  timer.it_value.tv_usec = 700_000
  #if canImport(Darwin)
    setitimer(ITIMER_REAL, &timer, nil)
  #else
    setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
  #endif
}

/// Gives the terminal back and lets the signal do what it would have done without us: end the process,
/// with a core or, where it is asked for, with Swift's backtrace, which can be read now.
private func crash(_ number: Int32) {
  giveTerminalBack()
  _ = sigaction(number, previousActions + Int(number), nil)
  raise(number)
}

/// Installs and removes the handlers. The ones that report only write to a pipe, whatever the thread was
/// doing; the ones for crashes only restore the terminal.
enum SignalHandlers {
  static let count = 65

  private static let reported = [
    SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGWINCH, SIGTSTP, SIGCONT,
  ]
  private static let crashes = [
    SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGSYS, SIGALRM, SIGXCPU, SIGVTALRM,
    SIGPROF, SIGPIPE,
  ]

  /// A stack of its own for handlers of crashes: a stack overflow leaves none.
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

  /// Stops the process group as ^Z does, and returns when it goes on.
  static func stop() {
    var standard = sigaction()
    #if canImport(Darwin)
      standard.__sigaction_u.__sa_handler = SIG_DFL
    #else
      standard.__sigaction_handler.sa_handler = SIG_DFL
    #endif
    var ours = sigaction()
    sigaction(SIGTSTP, &standard, &ours)
    // The whole group: with a pipeline or a script around us, the shell waits for all of it.
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

  /// Covers `exit()` without `close()`. Once in a process: there is no taking it back.
  private static func giveBackAtExit() {
    _ = registration
  }

  private static let registration: Int32 = atexit { giveTerminalBack() }
}
