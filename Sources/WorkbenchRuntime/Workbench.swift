import Basics
import TriageUI

/// A workbench that runs: a state, and those who carry out its effects.
///
///     key, hit, answer ─▶ send ─▶ state.update ─▶ effects ─▶ engine, list, logs, files, display
///                          ▲                                              │
///                          └─────────────── mailbox ◀─────────────────────┘
///
/// It is one for a terminal, a picture, a recording and a test. They differ in the display, and in whether work is done
/// elsewhere, so that its answers come later (`TerminalRunLoop`), or at once (`HeadlessWorkbench`).
public final class Workbench {
  public var state: State
  /// How the analyst left, if so.
  private(set) var leaving: Effect.Leaving?

  private let display: any Display
  private let mailbox: Mailbox
  /// None while it is asked which session to open.
  private let executors: Executors?
  private let answersAtOnce: Bool

  private struct Executors {
    let engine: EngineExecutor
    let list: ListExecutor
    let logs: LogsExecutor
    let files: FilesExecutor
  }

  /// A question before there is a session.
  init(_ state: State, on display: any Display, _ mailbox: Mailbox) {
    self.state = state
    self.display = display
    self.mailbox = mailbox
    executors = nil
    answersAtOnce = false
  }

  /// - Parameters:
  ///   - worksOnTheSpot: carries effects out before `send` returns, and takes in what comes of them.
  init(
    _ session: sending OpenSession, on display: any Display, _ mailbox: Mailbox,
    keeping choices: KeptChoices, worksOnTheSpot: Bool
  ) {
    state = session.state
    self.display = display
    self.mailbox = mailbox
    answersAtOnce = worksOnTheSpot
    func worker(threads: Int) -> Worker { worksOnTheSpot ? .onTheSpot : Worker(threads: threads) }
    let list = ListExecutor(session.spool, worker(threads: Self.listThreads), mailbox)
    let logs = LogsExecutor(
      session.feed, like: session.request, worker(threads: Self.logThreads), mailbox)
    // Last of all: from here on the engine is its executor's alone.
    executors = Executors(
      engine: EngineExecutor(session.engine, worker(threads: 1), mailbox), list: list, logs: logs,
      files: FilesExecutor(choices, worker(threads: 1), mailbox))
  }

  /// Sorting, counting, searching, grouping and reading do not wait for each other.
  private static let listThreads = 5
  /// The scan, a search, the one before it, which is about to end, and an event that is read.
  private static let logThreads = 4

  /// Begins to scan; hits come by the mailbox.
  func beginScan() { executors?.logs.begin() }

  /// Takes in a message, and carries out all that follows from it. Returns the effects.
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

  /// Takes in what has come by the mailbox.
  func takeMail() {
    for message in mailbox.take() { send(message) }
  }

  /// Carries out an effect, or has it carried out. Returns the answers that are there already.
  private func perform(_ effect: Effect) -> [Message] {
    switch effect {
    case .engine(let effect): executors?.engine.perform(effect, table: state.table)
    case .list(let effect): executors?.list.perform(effect, of: state)
    case .logs(let effect): executors?.logs.perform(effect)
    case .files(let effect): executors?.files.perform(effect)
    case .terminal(let effect): return display.perform(effect)
    case .leave(let how): leaving = how
    }
    return answersAtOnce ? mailbox.take() : []
  }

  /// Stops what runs, and waits until what was decided is saved, or the time is up.
  func finish(within seconds: Double) {
    executors?.logs.stop()
    executors?.list.finish(within: Self.patience)
    executors?.files.finish(within: Self.patience)
    executors?.engine.finish(within: seconds)
  }

  /// Seconds that are waited for work that nobody will see.
  private static let patience = 0.3
}
