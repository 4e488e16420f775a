import Foundation
import NcursesTerminal
import Scanning
import TerminalScreen
import TriageUI

/// The loop that runs a workbench in a terminal.
///
///     wait ─▶ key, paste, resize, mail, tick ─▶ workbench.send ─▶ draw ─▶ wait
public final class TerminalRunLoop {
  private let terminal: Terminal
  private let display: TerminalDisplay
  private let configuration: Configuration
  private let mailbox: Mailbox

  public init(_ terminal: Terminal, _ configuration: Configuration) {
    self.terminal = terminal
    self.configuration = configuration
    mailbox = Mailbox(wake: terminal.waker.wake)
    display = TerminalDisplay(terminal, clipboard: configuration.clipboard ?? .auto, mailbox)
  }

  /// Why the loop ended.
  public enum Ending {
    case left(Effect.Leaving)
    /// The terminal is gone, or a signal asked the program to end.
    case signal(Int32)
  }

  /// Digits without a command are dropped after this time.
  private static let countPatience = Duration.seconds(2)
  /// Keys are handled for at most this long before the screen is drawn.
  private static let turn = Duration.milliseconds(40)
  /// The maximum number of pending mouse reports. More come from no hand and are dropped.
  private static let maximumMouseEvents = 64
  /// The step of a replay.
  private static let tick = 0.03
  /// The seconds to wait at the end until decisions are on disk, and the same if the terminal is
  /// gone.
  private static let patience = (usual: 30.0, afterSignal: 0.5)

  /// Asks which session to open, before there is an engine.
  public func ask(_ state: State) -> Ending { loop(Workbench(state, on: display, mailbox)) }

  /// Runs the workbench until the analyst quits.
  public func run(
    _ session: sending OpenSession, keeping choices: KeptChoices
  ) -> (ending: Ending, report: ScanReport?) {
    let workbench = Workbench(
      session, on: display, mailbox, keeping: choices, worksOnTheSpot: false)
    workbench.beginScan()
    let ending = loop(workbench)
    if case .signal = ending {
      workbench.finish(within: Self.patience.afterSignal)
    } else {
      workbench.finish(within: Self.patience.usual)
    }
    return (ending, workbench.state.scan.report)
  }

  private func loop(_ workbench: Workbench) -> Ending {
    prepare(&workbench.state)
    workbench.send(.resized(terminal.size))
    display.draw(workbench.state)
    var turnEnd = ContinuousClock.now
    var lastKey = turnEnd
    var lastTick = turnEnd
    var mouseEvents = 0
    var isFlooded = false
    while true {
      if let leaving = workbench.leaving { return .left(leaving) }
      let isPlaying = workbench.state.replay.map { $0.isPlaying && !$0.isAtEnd } ?? false
      let patience = workbench.state.isCounting ? Self.countPatience : nil
      let hasInput = terminal.hasInput
      if !hasInput { mouseEvents = 0 }
      if !isFlooded, !hasInput || ContinuousClock.now >= turnEnd {
        display.draw(workbench.state)
        turnEnd = .now + Self.turn
      }
      isFlooded = false
      switch terminal.wait(timeout: isPlaying ? .seconds(Self.tick) : patience) {
      case .key(.mouse(let event)):
        mouseEvents += 1
        isFlooded = mouseEvents > Self.maximumMouseEvents
        if isFlooded { continue }
        // A click refers to what the analyst sees, so earlier keys are drawn first.
        let screen = display.draw(workbench.state)
        workbench.send(.mouse(MouseInput(event, on: screen)))
      case .key(let key):
        if lastKey.duration(to: .now) > Self.countPatience { workbench.send(.paused) }
        lastKey = .now
        workbench.send(.key(key))
      case .paste(let text): workbench.send(.paste(text))
      case .resize(let size): workbench.send(.resized(size))
      case .suspendedAndResumed: terminal.redraw()
      case .terminate(let signal): return .signal(signal)
      case .hangUp: return .signal(SIGHUP)
      case nil: if patience != nil, !isPlaying { workbench.send(.paused) }
      case .woken, .answer: break
      }
      workbench.takeMail()
      let now = ContinuousClock.now
      if isPlaying { workbench.send(.replay(.tick(lastTick.duration(to: now) / .seconds(1)))) }
      lastTick = now
    }
  }

  /// Applies the properties of the terminal and the configuration to a state.
  private func prepare(_ state: inout State) {
    state.settings.themes = display.themes.names
    state.settings.theme = terminal.theme.slug
    state.settings.keymap = configuration.keymap
    state.settings.isMouseOn = configuration.mouse ?? false
    if let complaint = configuration.complaint, state.notice == nil {
      state.notice = .warning(complaint)
    }
    if let substitute = terminal.substitute {
      let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
      state.notice = .warning("terminfo does not know TERM=\(term); \(substitute) is used")
    }
  }
}
