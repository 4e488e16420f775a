import ArgumentParser
import Basics
import HitStore
import Scanning
import TerminalScreen
import Triage
import TriageUI

/// The workbench's loop without a terminal: effects are carried out at once, one after the other.
///
///     var room = OffscreenRoom(state, engine, spool, theme: theme)
///     try room.scan(scan)
///     room.send(.key(.character("j")))
///     room.state.view()
struct OffscreenRoom {
  private(set) var state: State
  private(set) var theme: Theme
  private let engine: TriageEngine
  private let spool: Spool
  /// The scan that found the hits, by which the events around one are searched; nil where they cannot be.
  private let request: ScanRequest?
  private var context: (number: Int, search: SurroundingsSearch)?

  init(
    _ state: State, _ engine: TriageEngine, _ spool: Spool, theme: Theme,
    request: ScanRequest? = nil
  ) {
    self.state = state
    self.engine = engine
    self.spool = spool
    self.theme = theme
    self.request = request
  }

  /// Sends a message and carries out all that follows from it.
  mutating func send(_ message: Message) {
    var effects = state.update(message)
    while !effects.isEmpty {
      for answer in answers(to: effects.removeFirst(), of: state) {
        effects += state.update(answer)
      }
    }
  }

  mutating func answers(to effect: Effect, of state: State) -> [Message] {
    do {
      switch effect {
      case .engine(let effect): return try engine.messages(for: effect, table: state.table)
      case .list(.run(let id)):
        let answer = state.job(id)?.answer(spool: spool, isCancelled: { false }, progress: { _ in })
        return answer.map { [$0] } ?? []
      case .logs(.searchContext(let query, let number)):
        return try request.map { try find(query, number, like: $0) } ?? []
      case .logs(.readContextEvent(let event, let number)):
        guard let context, context.number == number else { return [] }
        return [.surroundings(.eventRead(try context.search.detail(of: event), search: number))]
      case .terminal(.useTheme(let name)):
        theme = try ThemeCatalog().theme(named: name)
        return [.settings(.themeChanged(theme.slug))]
      // All is read and done before the next key; and there is neither a terminal nor a next session.
      case .list(.cancel), .logs(.stopScan), .logs(.stopContext), .terminal(.copy),
        .terminal(.copyThroughTerminal), .terminal(.redraw), .terminal(.suspend), .files, .leave:
        return []
      }
    } catch {
      return [.refused("\(error)")]
    }
  }

  /// Searches for the events around a hit, to the end.
  private mutating func find(
    _ query: SurroundingsQuery, _ number: Int, like request: ScanRequest
  ) throws -> [Message] {
    let search = try SurroundingsSearch(query, like: request)
    let found = Locked<[Message]>([])
    search.run { update in
      found.withLock { $0.append(.surroundings(.found(update, search: number))) }
    }
    context = (number, search)
    return found.withLock { $0 }
  }

  /// Takes in all hits. Ends the program when the spool cannot hold them.
  mutating func scan(_ scan: Scan) throws -> ScanReport {
    let messages = Locked<(all: [Message], failure: String?)>(([], nil))
    let rules = engine.rules
    let columns = state.table.columns
    let spool = spool
    @Sendable func keep(_ batch: HitBatch) {
      do {
        let hits = try SpooledHits(batch, keptIn: spool)
        messages.withLock { $0.all.append(.scan(.hits([hits]))) }
      } catch {
        messages.withLock { $0.failure = "\(error)" }
        scan.stop()
      }
    }
    let report = scan.run { update in
      switch update {
      case .files(let files, let progress):
        messages.withLock { $0.all.append(.scan(.started(files: files, progress))) }
      case .hits(let batch): keep(batch)
      case .alerts(let alerts): keep(HitBatch(alerts: alerts, rules: rules, columns: columns))
      case .progress(let progress, let counts):
        messages.withLock { $0.all.append(.scan(.counted(progress, counts))) }
      case .finished(let report): messages.withLock { $0.all.append(.scan(.finished(report))) }
      }
    }
    let (all, failure) = messages.withLock { $0 }
    if let failure {
      Console.error(failure)
      throw ExitCode.cannotWrite
    }
    for message in all { send(message) }
    return report
  }
}
