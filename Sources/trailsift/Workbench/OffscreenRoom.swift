import ArgumentParser
import TerminalScreen
import Triage
import TriageUI

/// The workbench's loop without a terminal: effects are carried out at once, one after the other.
///
///     var room = OffscreenRoom(state, engine, theme: theme)
///     try room.scan(scan, spool: spool)
///     room.send(.key(.character("j")))
///     room.state.view()
struct OffscreenRoom {
  private(set) var state: State
  private(set) var theme: Theme
  private let engine: TriageEngine
  /// The scan that found the hits, by which the events around one are searched; nil where they cannot be.
  private let request: ScanRequest?
  private var context: (number: Int, search: ContextSearch)?

  init(_ state: State, _ engine: TriageEngine, theme: Theme, request: ScanRequest? = nil) {
    self.state = state
    self.engine = engine
    self.theme = theme
    self.request = request
  }

  /// Sends a message and carries out all that follows from it.
  mutating func send(_ message: Message) {
    var effects = state.update(message)
    while !effects.isEmpty {
      let effect = effects.removeFirst()
      let answers = contextAnswers(to: effect) ?? answer(to: effect).map { [$0] } ?? []
      for answer in answers { effects += state.update(answer) }
    }
  }

  /// What a search for the events around a hit finds, to its end; nil for other effects.
  private mutating func contextAnswers(to effect: Effect) -> [Message]? {
    guard let request else { return nil }
    do {
      switch effect {
      case .searchContext(let query, let number):
        let search = try ContextSearch(query, like: request)
        let found = Locked<[Message]>([])
        search.run { update in
          found.withLock { $0.append(.contextFound(update, search: number)) }
        }
        context = (number, search)
        return found.withLock { $0 }
      case .readContextEvent(let row, let table, let number):
        guard let context, context.number == number else { return [] }
        let detail = try context.search.detail(of: row, table)
        return [.contextEventRead(detail, search: number)]
      default: return nil
      }
    } catch {
      return [.refused("\(error)")]
    }
  }

  mutating func answer(to effect: Effect) -> Message? {
    do {
      guard case .useTheme(let name) = effect else { return try engine.answer(to: effect) }
      theme = try ThemeCatalog().theme(named: name)
      return .themeChanged(theme.slug)
    } catch {
      return .refused("\(error)")
    }
  }

  /// Takes in all hits. Ends the program when the spool cannot hold them.
  mutating func scan(_ scan: Scan, spool: Spool) throws -> ScanReport {
    let messages = Locked<(all: [Message], failure: String?)>(([], nil))
    let rules = engine.rules
    let columns = state.table.columns
    @Sendable func keep(_ batch: HitBatch) {
      do {
        let hits = try SpooledHits(batch, keptIn: spool)
        messages.withLock { $0.all.append(.hits([hits])) }
      } catch {
        messages.withLock { $0.failure = "\(error)" }
        scan.stop()
      }
    }
    let report = scan.run { update in
      switch update {
      case .files(let files, let progress):
        messages.withLock { $0.all.append(.scanStarted(files: files, progress)) }
      case .hits(let batch): keep(batch)
      case .alerts(let alerts): keep(HitBatch(alerts: alerts, rules: rules, columns: columns))
      case .progress(let progress, let counts):
        messages.withLock { $0.all.append(.scanned(progress, counts)) }
      case .finished(let report): messages.withLock { $0.all.append(.scanFinished(report)) }
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
