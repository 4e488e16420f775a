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

  /// How the loop ended.
  public enum Ending {
    case left(Effect.Leaving)
    /// The terminal went away, or someone asked the program to end.
    case signal(Int32)
  }

  /// Digits that nothing follows for this long are forgotten.
  private static let countPatience = Duration.seconds(2)
  /// However fast keys come, they are taken in for so long before the screen is drawn.
  private static let turn = Duration.milliseconds(40)
  /// Reports of the mouse that wait to be read at once. More are a flood, which no hand makes, and are dropped.
  private static let maximumMouseEvents = 64
  /// A replay is played in steps of this length.
  private static let tick = 0.03
  /// Seconds that the last decisions have to reach the disk; and when the terminal is gone.
  private static let patience = (usual: 30.0, afterSignal: 0.5)

  /// A question before there is an engine: which session?
  public func ask(_ state: State) -> Ending { loop(Workbench(state, on: display, mailbox)) }

  /// The workbench itself: scans, and runs until the analyst leaves.
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
        // What is clicked is what the analyst sees: keys that came just before have their screen first.
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
      case .woken: break
      }
      workbench.takeMail()
      let now = ContinuousClock.now
      if isPlaying { workbench.send(.replay(.tick(lastTick.duration(to: now) / .seconds(1)))) }
      lastTick = now
    }
  }

  /// What the terminal and the user's configuration say of every state.
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
