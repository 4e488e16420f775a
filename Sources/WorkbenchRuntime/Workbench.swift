import Basics
import TriageUI

/// A running workbench: a state, and the executors of its effects.
///
///     key, hit, answer ─▶ send ─▶ state.update ─▶ effects ─▶ engine, list, logs, files, display
///                          ▲                                              │
///                          └─────────────── mailbox ◀─────────────────────┘
///
/// It serves terminals, pictures, recordings and tests. They differ in the display, and in whether
/// effects run on other threads with later answers (`TerminalRunLoop`) or at once
/// (`HeadlessWorkbench`).
public final class Workbench {
  public var state: State
  /// How the analyst quit, after quitting.
  private(set) var leaving: Effect.Leaving?

  private let display: any Display
  private let mailbox: Mailbox
  /// Nil while asking which session to open.
  private let executors: Executors?
  private let answersAtOnce: Bool

  private struct Executors {
    let engine: EngineExecutor
    let list: ListExecutor
    let logs: LogsExecutor
    let files: FilesExecutor
  }

  /// A workbench that only asks a question, without a session.
  init(_ state: State, on display: any Display, _ mailbox: Mailbox) {
    self.state = state
    self.display = display
    self.mailbox = mailbox
    executors = nil
    answersAtOnce = false
  }

  /// - Parameters:
  ///   - worksOnTheSpot: carries out effects and handles their answers before `send` returns.
  init(
    _ session: sending OpenSession, on display: any Display, _ mailbox: Mailbox,
    keeping choices: KeptChoices, worksOnTheSpot: Bool
  ) {
    state = session.state
    self.display = display
    self.mailbox = mailbox
    answersAtOnce = worksOnTheSpot
    func worker(threads: Int) -> Worker { worksOnTheSpot ? .onTheSpot : Worker(threads: threads) }
    let list = ListExecutor(
      session.spool, session.places, worker(threads: Self.listThreads), mailbox)
    let logs = LogsExecutor(
      session.feed, like: session.request, of: session.events, worker(threads: Self.logThreads),
      mailbox)
    // Last: from here on, only the executor uses the engine.
    executors = Executors(
      engine: EngineExecutor(session.engine, worker(threads: 1), mailbox), list: list, logs: logs,
      files: FilesExecutor(choices, worker(threads: 1), mailbox))
    list.openPlaces(today: state.settings.clock.today)
  }

  /// Enough for sorting, counting, searching, grouping and reading at the same time.
  private static let listThreads = 5
  /// Enough for the scan, a search, the previous search that is ending, and reading an event.
  private static let logThreads = 4

  /// Starts the scan. Hits arrive by the mailbox.
  func beginScan() { executors?.logs.begin() }

  /// Handles a message and carries out its effects. Returns the effects.
  @discardableResult
  public func send(_ message: Message) -> [Effect] {
    var effects = state.update(message)
    var done = 0
    while done < effects.count {
      let answers = perform(effects[done])
      for answer in answers { effects += state.update(answer) }
      done += 1
    }
    return effects
  }

  /// Handles the messages in the mailbox.
  func takeMail() {
    for message in mailbox.take() { send(message) }
  }

  /// Carries out an effect, or passes it to its executor. Returns the immediate answers.
  private func perform(_ effect: Effect) -> [Message] {
    switch effect {
    case .engine(let effect): executors?.engine.perform(effect, table: state.table)
    case .list(let effect): executors?.list.perform(effect, of: state)
    case .logs(let effect): executors?.logs.perform(effect, table: state.table)
    case .files(let effect): executors?.files.perform(effect, of: state)
    case .terminal(let effect): return display.perform(effect)
    case .leave(let how): leaving = how
    }
    guard answersAtOnce else { return [] }
    var answers: [Message] = []
    while case let more = mailbox.take(), !more.isEmpty { answers += more }
    return answers
  }

  /// Stops running work, and waits until decisions are saved, or until the timeout.
  func finish(within seconds: Double) {
    executors?.logs.stop()
    executors?.list.finish(within: Self.patience)
    executors?.files.finish(within: Self.patience)
    executors?.engine.finish(within: seconds)
  }

  /// Seconds to wait for work whose result is not shown.
  private static let patience = 0.3
}
