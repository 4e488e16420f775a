import Foundation
import RuleEditing
import TerminalScreen
import Triage
import TriageUI

/// The workbench without a terminal: a whole scan, then keys, each with all that follows from it.
///
///     var sitting = try Sitting(rules, request, …)
///     sitting.press("j j t")
///     sitting.state.view()
///
/// Rules change in memory only, and no journal is written.
struct Sitting {
  private(set) var state: State
  private(set) var theme: Theme
  private let engine: TriageEngine

  init(
    _ rules: RuleSet, _ request: ScanRequest, logs: [String], options: SessionHeader.Options,
    size: Size, theme: Theme
  ) throws {
    let clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    let header = SessionHeader(
      tool: "trailsift " + Trailsift.version, author: Author.name(given: nil),
      started: clock.timestamp,
      rules: rules.files.map {
        .init(
          path: $0.path, absolutePath: $0.path, sha256: SHA256.hex(of: $0.text.utf8),
          text: $0.text)
      },
      logs: logs.map { .init(path: $0, absolutePath: $0, bytes: nil) }, options: options)
    let session = SessionState(header: header)
    let spool = try Spool()
    self.theme = theme
    engine = TriageEngine(
      session: session, rules: rules,
      storage: RuleTextsInMemory(
        Dictionary(rules.files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })),
      journal: nil, spool: spool, clock: clock, author: header.author)
    state = State.opening(rules, session: session, columns: request.columns)
    send(.resized(size))
    scan(request, rules, spool)
  }

  /// All of it before the first key, in the order of the input: the same picture every time.
  private mutating func scan(_ request: ScanRequest, _ rules: RuleSet, _ spool: Spool) {
    var request = request
    request.keepsInputOrder = true
    request.countsRegions = true
    let updates = Locked<[ScanUpdate]>([])
    Scan(request).run { update in updates.withLock { $0.append(update) } }
    for update in updates.withLock({ $0 }) {
      switch update {
      case .files(let files, let progress): send(.scanStarted(files: files, progress))
      case .hits(let batch): take(batch, spool)
      case .alerts(let alerts):
        take(HitBatch(alerts: alerts, rules: rules, columns: request.columns), spool)
      case .progress(let progress, let counts): send(.scanned(progress, counts))
      case .finished(let report): send(.scanFinished(report))
      }
    }
  }

  private mutating func take(_ batch: HitBatch, _ spool: Spool) {
    do {
      send(.hits([SpooledHits(batch: batch, offset: try spool.append(batch.json))]))
    } catch {
      send(.refused("\(error)"))
    }
  }

  /// Presses keys, written with blanks between them. A word that is no key is typed.
  mutating func press(_ keys: String) {
    for word in keys.split(separator: " ").map(String.init) {
      if let key = Key(name: word) {
        send(.key(key))
      } else {
        for character in word { send(.key(.character(character))) }
      }
    }
  }

  /// Sends a message and carries out all that follows from it, one thing after the other.
  mutating func send(_ message: Message) {
    var effects = state.update(message)
    while !effects.isEmpty {
      let effect = effects.removeFirst()
      if let answer = answer(to: effect) { effects += state.update(answer) }
    }
  }

  private mutating func answer(to effect: Effect) -> Message? {
    if case .useTheme(let name) = effect {
      do {
        theme = try ThemeCatalog().theme(named: name)
        return .themeChanged(theme.slug)
      } catch {
        return .refused("\(error)")
      }
    }
    do {
      return try engine.answer(to: effect)
    } catch {
      return .refused("\(error)")
    }
  }
}
