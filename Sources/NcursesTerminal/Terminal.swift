import CNcurses
import Foundation
import TerminalScreen

/// The terminal, from entering the alternate screen until it is restored.
///
///     let terminal = try Terminal(theme: .terminal, color: nil)
///     defer { terminal.close() }
///     terminal.draw(screen)
///     switch terminal.wait(timeout: .seconds(1)) { case .key(let key)?: … }
///
/// Only one exists at a time, on one thread; other threads may use only `waker`. Signals become
/// events: while the terminal is open, only a crash ends the process, and the terminal is restored
/// first. At its start it asks the terminal for its colours, and then for its attributes, whose
/// answer shows that no other is on its way.
public final class Terminal {
  /// The colours that the terminal shows: those requested, or fewer.
  public let colorDepth: ColorDepth

  /// The terminfo entry used instead, if terminfo does not know `TERM`.
  public let substitute: String?

  /// Wakes `wait` from other threads.
  public let waker: Waker

  /// Changing it redraws everything in the new colours.
  public var theme: Theme {
    didSet { if theme != oldValue { forgetColors() } }
  }

  /// The terminal's colours, as far as it has told them.
  var ownColors = TerminalColors(environment: ProcessInfo.processInfo.environment) {
    didSet { if ownColors != oldValue { forgetColors() } }
  }

  /// Whether the terminal has not answered all queries yet.
  var awaitsAnswer = false

  /// Whether mouse presses and the wheel become keys. Off by default: when on, terminals no longer
  /// select text as usual.
  public var isMouseOn = false {
    didSet {
      if isOpen, isMouseOn != oldValue {
        MouseReport.set(isMouseOn, output: files.outputDescriptor)
      }
    }
  }

  let files: TerminalFiles
  let signals: SelfPipe
  let isASCII: Bool
  private let handle: OpaquePointer
  private let restorer: Restorer

  var isOpen = true
  var shown: Screen?
  var styles: [Style: DrawnStyle] = [:]
  var pairs: [ColorPair: Int32] = [:]
  var pending: [TerminalEvent] = []
  var clicks = ClickCounter()

  /// Milliseconds within which the bytes of one key arrive: long enough for ssh, too short to
  /// notice.
  static let escapeDelay: Int32 = 25

  /// Enters the alternate screen.
  /// - Parameter color: nil uses what terminfo and `COLORTERM` announce. The caller handles
  ///   `NO_COLOR`.
  /// - Parameter ascii: whether only ASCII is drawn; nil decides by the locale and `TERM`.
  public init(theme: Theme, color: ColorDepth?, ascii: Bool? = nil) throws(TerminalError) {
    guard !signalState.pointee.isActive else { throw .alreadyOpen }
    let files = try TerminalFiles()
    do {
      signals = try SelfPipe()
      waker = Waker(pipe: try SelfPipe())
    } catch {
      files.close()
      throw error
    }
    self.files = files
    self.theme = theme
    let hasUTF8 = LocaleSetup.apply()
    let isPoor = Glyphs.isPoor(term: ProcessInfo.processInfo.environment["TERM"] ?? "")
    isASCII = !hasUTF8 || ascii ?? isPoor
    // Before ncurses changes them.
    tcgetattr(files.outputDescriptor, &signalState.pointee.modes)
    guard let (handle, substitute) = TerminalType.open(files: files, color: color) else {
      files.close()
      throw .unknownTerminal(ProcessInfo.processInfo.environment["TERM"] ?? "")
    }
    self.handle = handle
    self.substitute = substitute
    colorDepth = TerminalType.startColors(color)
    restorer = Restorer()
    signalState.pointee.pipe = signals.writeEnd
    signalState.pointee.terminal = files.outputDescriptor
    restorer.publish()
    SignalHandlers.install()
    setModes()
    BracketedPaste.defineKeys()
    MouseReport.defineKeys()
    trailsift_refresh()
    switchExtras(on: true)
    signalState.pointee.isActive = true
    askForColors()
  }

  deinit {
    close()
  }

  /// The terminal's size in cells.
  public var size: Size {
    Size(columns: Int(trailsift_columns()), rows: Int(trailsift_lines()))
  }

  /// Restores the terminal: modes, colours, cursor, main screen, signal handlers. A second call
  /// does nothing.
  public func close() {
    guard isOpen else { return }
    isOpen = false
    leave()
    signalState.pointee.isActive = false
    SignalHandlers.remove()
    signalState.pointee.pipe = -1
    restorer.withdraw()
    delscreen(handle)
    files.close()
  }

  /// For ^Z: restores the terminal, stops the process group, and takes the terminal again when the
  /// shell continues it.
  public func suspend() {
    guard isOpen else { return }
    leave()
    signalState.pointee.isActive = false
    SignalHandlers.stop()
    enter()
    // The signal that continued us belongs to this stop and is not an event.
    for byte in signals.drain() where Int32(byte) != SIGCONT { take(signal: Int32(byte)) }
  }

  /// Restores the terminal for another program, and takes it again when `body` returns.
  ///
  /// - Parameter body: gets the terminal's descriptors for input and output.
  public func lend<Result>(_ body: (Int32, Int32) -> Result) -> Result {
    leave()
    signalState.pointee.isActive = false
    defer {
      enter()
      // Keys for the other program, such as ^C, were not for this one.
      for byte in signals.drain() where Int32(byte) == SIGWINCH { take(signal: SIGWINCH) }
    }
    return body(files.inputDescriptor, files.outputDescriptor)
  }

  /// Takes the terminal (again) and draws everything.
  func enter() {
    guard isOpen else { return }
    reset_prog_mode()
    reportSize()
    redraw()
    switchExtras(on: true)
    signalState.pointee.isActive = true
  }

  private func leave() {
    switchExtras(on: false)
    // An answer that is still on its way must not end up in the shell.
    if awaitsAnswer { tcflush(files.inputDescriptor, TCIFLUSH) }
    endwin()
  }

  private func setModes() {
    raw()
    noecho()
    nonl()
    trailsift_meta(true)
    trailsift_keypad(true)
    set_escdelay(Terminal.escapeDelay)
    curs_set(0)
  }

  /// Modes that ncurses does not switch by itself. `endwin` leaves the alternate screen last.
  private func switchExtras(on: Bool) {
    if isMouseOn { MouseReport.set(on, output: files.outputDescriptor) }
    BracketedPaste.set(on, output: files.outputDescriptor)
  }

  /// Updates the size of the terminal. A change is an event.
  func reportSize() {
    var columns: Int32 = 0
    var rows: Int32 = 0
    guard trailsift_window_size(files.outputDescriptor, &columns, &rows),
      case let new = TerminalType.capped(Size(columns: Int(columns), rows: Int(rows))), size != new
    else { return }
    resizeterm(Int32(new.rows), Int32(new.columns))
    shown = nil
    pending.removeAll { if case .resize = $0 { true } else { false } }
    pending.append(.resize(size))
  }
}
