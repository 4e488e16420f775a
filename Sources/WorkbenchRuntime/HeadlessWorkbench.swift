import Basics
import Scanning
import TerminalScreen
import TriageUI

/// The workbench without a terminal: a complete scan, then keys, each with all its effects.
///
///     let workbench = HeadlessWorkbench(session, theme: .terminal)
///     workbench.scan()
///     workbench.press("j j t")
///     workbench.state.view()
public struct HeadlessWorkbench {
  let workbench: Workbench
  private let display: NoDisplay
  private let feed: ScanFeed

  public init(_ session: sending OpenSession, theme: Theme) {
    feed = session.feed
    display = NoDisplay(theme)
    workbench = Workbench(
      session, on: display, Mailbox(wake: {}), keeping: .none, worksOnTheSpot: true)
    workbench.takeMail()
  }

  public var state: State { workbench.state }
  public var theme: Theme { display.theme }

  /// Adds all hits of the session's logs.
  @discardableResult
  public func scan() -> ScanReport {
    let (messages, report) = feed.messages()
    for message in messages { send(message) }
    return report
  }

  public func send(_ message: Message) { workbench.send(message) }

  /// Presses keys, separated by spaces. A word that is not a key is typed.
  public func press(_ keys: String) {
    for word in keys.words.map(String.init) {
      if let key = Key(name: word) {
        send(.key(key))
      } else {
        // by Character: as it is typed
        for character in word { send(.key(.character(character))) }  // by Character
      }
    }
  }

  /// Plays the session's replay into a recording (asciicast version 2).
  ///
  /// - Parameter speed: recorded seconds that pass in one second.
  public func record(title: String, speed: Double, depth: ColorDepth) -> String {
    ReplayRecording(workbench: workbench)
      .record(title: title, speed: speed, theme: theme, depth: depth)
  }
}

extension ScanFeed {
  /// Scans to the end, and returns the messages.
  func messages() -> (all: [Message], report: ScanReport) {
    let messages = Locked<[Message]>([])
    let report = run { message in messages.withLock { $0.append(message) } }
    return (messages.withLock { $0 }, report)
  }
}
