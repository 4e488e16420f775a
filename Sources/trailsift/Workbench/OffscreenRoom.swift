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

  init(_ state: State, _ engine: TriageEngine, theme: Theme) {
    self.state = state
    self.engine = engine
    self.theme = theme
  }

  /// Sends a message and carries out all that follows from it.
  mutating func send(_ message: Message) {
    var effects = state.update(message)
    while !effects.isEmpty {
      if let answer = answer(to: effects.removeFirst()) { effects += state.update(answer) }
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
