import Foundation
import RuleEditing
import HitStore
import Places
import Scanning
import Sessions
import Sigma
import TerminalScreen
import Triage
import TriageUI

/// An open session: the initial state of the workbench, and its engine, scan and files.
///
///     journal, command line ─▶ SessionStart ─▶ OpenSession ─▶ TerminalRunLoop, HeadlessWorkbench
public struct OpenSession {
  public var state: State
  /// Used by one thread at a time: the workbench that takes the session is its only user.
  let engine: TriageEngine
  let spool: Spool
  /// The scan for the hits.
  let request: ScanRequest
  let feed: ScanFeed
  /// Events that are scanned instead of logs.
  let events: KeptEvents?
  let places: PlaceProvider?

  /// - Parameters:
  ///   - edits: the target of edits.
  ///   - request: the scan for the hits.
  ///   - events: events to scan instead of logs.
  ///   - author: the author of new decisions; by default the header's.
  ///   - replay: the replay to play, if any; nothing is decided then.
  ///   - path: the path of the session.
  ///   - places: where addresses are.
  public init(
    _ session: SessionState, rules: RuleSet, edits: TriageEngine.Edits, spool: Spool,
    request: ScanRequest, events: KeptEvents? = nil, clock: SessionClock, author: String? = nil,
    replay: Replay? = nil, path: String? = nil, places: PlaceProvider? = nil
  ) {
    let engine = TriageEngine.opened(
      session, rules: rules, edits: edits, spool: spool, clock: clock, author: author)
    self.init(
      engine, spool: spool, request: request, events: events, replay: replay, path: path,
      places: places)
  }

  /// Resumes or begins a session whose edits are written to disk.
  ///
  /// - Parameters:
  ///   - clock: the session's clock.
  ///   - author: the author of new decisions.
  public init(
    _ start: SessionStart, spool: Spool, request: ScanRequest, clock: SessionClock,
    author: String, isReadOnly: Bool, places: PlaceProvider? = nil
  ) {
    let engine = TriageEngine.opened(
      start.state, rules: start.rules, edits: .files(start.writable, start.journal),
      spool: spool, clock: clock, author: author)
    // Also if everything is undone: a crash may have kept the last undo from the file.
    let moved = engine.checkLocations(trusted: start.moved)
    let known = engine.session.ruleTexts
    let notes =
      engine.reconcile().map(\.description) + start.notes + moved + engine.expiredExceptions()
    let former = engine.takeCurrentRules(after: known)
    var request = request
    request.correlations = engine.rules.correlations
    request.matcher = engine.rules.matcher
    if !former.versions.isEmpty,
      let matcher = try? RuleMatcher(
        engine.rules.rules.map { ($0, engine.rules.placeholders) } + former.versions,
        tellsSilenced: true)
    {
      request.matcher = matcher
      request.formerRules = former.indices
    }
    self.init(
      engine, spool: spool, request: request, path: start.journal?.path, places: places)
    state.session.isReadOnly = isReadOnly
    state.session.hasWaitingFiles = engine.hasWaitingFiles
    if let note = notes.first {
      state.notice = .warning(notes.count == 1 ? note : "\(note) (and \(notes.count - 1) more)")
    } else if !start.state.decisions.isEmpty {
      state.notice = .done("resumed the session of \(start.state.header.started)")
    }
  }

  private init(
    _ engine: TriageEngine, spool: Spool, request: ScanRequest, events: KeptEvents? = nil,
    replay: Replay? = nil, path: String? = nil, places: PlaceProvider?
  ) {
    let rules = engine.rules
    var request = request
    request.silenced = request.silenced ?? .usual
    engine.places = places
    self.engine = engine
    self.events = events
    self.places = places
    self.spool = spool
    self.request = request
    feed = ScanFeed(
      scan: events.map { Scan(request, of: $0) } ?? Scan(request), spool: spool, rules: rules,
      columns: request.columns)
    state = State(
      rules, session: engine.session, columns: request.columns, isReadOnly: replay != nil,
      sessionPath: path, replay: replay, scannedTexts: engine.scannedTexts)
    state.scan.hasLogs = events == nil
    state.settings.clock = SessionClock(environment: ProcessInfo.processInfo.environment)
  }
}

extension State {
  /// The initial state of a workbench.
  init(
    _ rules: RuleSet, session: SessionState, columns: [String], isReadOnly: Bool = false,
    sessionPath: String? = nil, replay: Replay? = nil, scannedTexts: [String: String]? = nil
  ) {
    self.init(
      size: Size(columns: 80, rows: 24),
      rules: rules.rules.enumerated().map { index, rule in
        SessionRules.Rule(
          title: rule.title, level: rule.level, tags: rule.tags,
          path: rules.files[rules.places[index].file].path, identity: rule.identity,
          exceptions: WrittenException.count(of: rule))
      }
        + rules.correlations.entries.map(\.correlation).map {
          SessionRules.Rule(title: $0.title, level: $0.level, tags: $0.tags, path: $0.path)
        },
      session: session, table: rules.makeTable(columns: columns), isReadOnly: isReadOnly,
      sessionPath: sessionPath, replay: replay, scannedTexts: scannedTexts)
  }

  /// A state that asks whether to resume a session that was found.
  public static func asking(_ rules: RuleSet, whether found: SessionStore.Summary) -> State {
    var state = State(
      rules, session: SessionState(header: found.header), columns: rules.columns)
    state.ask(toResume: found)
    return state
  }

  /// Adds the problems and warnings of the rules.
  ///
  /// - Parameter knownFields: fields of the logs that CloudTrail does not have.
  public mutating func takeProblems(of rules: RuleSet, knownFields: [String]) {
    self.rules.problems += rules.diagnostics.filter { $0.severity == .error }.map {
      $0.file + ($0.position.map { ":\($0.line):\($0.column)" } ?? "") + ": \($0.message)"
    }
    noticeRuleProblems()
    let suspicions = rules.suspicions(knownFields: knownFields)
    self.rules.warnings = (rules.diagnostics.filter { $0.severity == .warning } + suspicions).map {
      $0.file + ($0.position.map { ":\($0.line)" } ?? "") + ": \($0.message)"
    }
  }
}
