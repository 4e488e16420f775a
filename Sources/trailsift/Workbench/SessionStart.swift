import Basics
import ArgumentParser
import CloudTrail
import Foundation
import RuleEditing
import Scanning
import Sessions
import Triage
import TriageUI
import WorkbenchRuntime

/// Why a session could not begin. It is told once the terminal shows text again.
struct StartFailure: Error {
  let message: String
  let status: ExitCode
}

/// A session at its start: new, or taken up again.
struct SessionStart {
  /// Nil when nothing is recorded: a read-only session that has no place for a journal.
  let journal: Journal?
  let state: SessionState
  let rules: LoadedRules
  /// What the session may write.
  let writable: WritableFiles
  /// What the analyst should know of it before going on.
  let notes: [String]
  /// The header's paths of files that are used in another place than the session has them.
  var moved: Set<String> = []

  /// Who starts it, and how.
  struct Conditions {
    let author: String
    let clock: SessionClock
    let isReadOnly: Bool
    /// Absolute paths of the files that the command line names.
    let named: [String]
    var store = SessionStore(environment: ProcessInfo.processInfo.environment)
  }

  /// Begins a session over rules and logs.
  static func begin(
    _ rules: LoadedRules, logs: [String], options: ScanOptions, target: TargetOptions,
    match: MatchOptions, path: String?, _ conditions: Conditions
  ) throws -> SessionStart {
    var header = SessionHeader(
      tool: "trailsift " + Trailsift.version, author: conditions.author,
      started: conditions.clock.timestamp,
      rules: rules.set.files.map {
        .init(
          path: $0.path, absolutePath: absolute($0.path), sha256: SHA256.hex(of: $0.text.utf8),
          text: $0.text)
      },
      editsTo: target.path(among: rules.set),
      logs: logs.map { .init(path: $0, absolutePath: absolute($0), bytes: byteCount($0)) },
      options: options)
    header.files = try target.records(rules: rules.set, match: match)
    header.adoptDefined(match)
    let state = SessionState(header: header)
    var journal: Journal?
    var notes: [String] = []
    do {
      journal = try Journal(
        creating: path ?? conditions.store.newPath(header: header), header: header)
    } catch {
      guard conditions.isReadOnly else {
        throw StartFailure(
          message: "\(error); --session FILE puts it elsewhere", status: .cannotCreate)
      }
      notes.append(Self.unrecorded(error))
    }
    return SessionStart(
      journal: journal, state: state, rules: rules,
      writable: conditions.writable(journal, state), notes: notes)
  }

  private static func unrecorded(_ error: JournalError) -> String {
    "nothing of this session is recorded: \(error)"
  }

  /// Takes a session up again; with `rules`, only if it is over these rule files, be they moved, and its edits go where
  /// these go.
  static func resume(
    path: String, over rules: RuleSet? = nil, filters: [String]? = nil, editsTo: String? = nil,
    _ conditions: Conditions
  ) throws -> SessionStart {
    do {
      let (journal, contents, unrecorded) = try open(path, conditions)
      var (state, problems) = SessionState.replaying(contents)
      let writable = conditions.writable(journal, state)
      let given = rules?.files.map { (path: absolute($0.path), text: $0.text) }
      guard let moved = MovedRules(state, given: given ?? filesAround(state)) else {
        throw StartFailure(
          message: "the session \(path) is over other rules; without --session a new one begins",
          status: .validationFailure)
      }
      if let filters,
        contents.header.filterLocations != Set(filters).subtracting([editsTo].compactMap { $0 })
      {
        throw StartFailure(
          message: "the session \(path) has other --filters; without --session a new one begins",
          status: .validationFailure)
      }
      if rules != nil, contents.header.editsToLocation != editsTo {
        throw StartFailure(
          message:
            "the session \(path) writes its edits to \(contents.header.editsTo ?? "the rules")"
            + "; without --session a new one begins",
          status: .validationFailure)
      }
      let loaded = try LoadedRules(header: contents.header)
      let clock = conditions.clock
      try journal?.append(
        .resume(at: clock.timestamp, author: conditions.author), at: clock.elapsed)
      for (path, place) in moved.places.sorted(by: { $0.key < $1.key }) {
        // Only what the user has named is recorded: the session may write it from then on.
        let action = JournalEntry.Action.relocate(path: path, to: place)
        let recorded = rules == nil ? nil : try journal?.append(action, at: clock.elapsed)
        let entry = JournalEntry(sequence: state.lastSequence, time: 0, action: action)
        do { try state.apply(recorded ?? entry) } catch { problems.append(error.description) }
      }
      return SessionStart(
        journal: journal, state: state, rules: loaded, writable: writable,
        notes: unrecorded + moved.notes + contents.problems + problems,
        moved: Set(moved.places.keys))
    } catch let error as JournalError {
      throw StartFailure(message: "\(error)", status: .cannotWrite)
    }
  }

  /// Opens a journal to go on with it, or, to look only, as it is.
  private static func open(
    _ path: String, _ conditions: Conditions
  ) throws(JournalError) -> (journal: Journal?, contents: JournalContents, notes: [String]) {
    do {
      let (journal, contents) = try Journal.resume(path)
      return (journal, contents, [])
    } catch {
      switch error {
      case .cannotWrite, .inUse:
        guard conditions.isReadOnly else { throw error }
        return (nil, try JournalContents(path: path), [unrecorded(error)])
      case .cannotRead, .notAJournal, .newerFormat: throw error
      }
    }
  }

  /// A session's rule files: where they are, or else where its path leads from here.
  private static func filesAround(_ state: SessionState) -> [(path: String, text: String)] {
    state.header.rules.map { rule in
      let known = state.locations[rule.path] ?? rule.absolutePath
      guard !RuleFileStore.exists(known),
        let found = try? RuleFileStore.load(absolute(rule.path))
      else { return (known, rule.text) }
      return (found.path, found.text)
    }
  }

  /// Where a session's logs are now.
  static func logs(of header: SessionHeader) throws -> [String] {
    try header.logs.map { log in
      guard let place = [log.absolutePath, log.path].first(where: RuleFileStore.exists) else {
        throw StartFailure(
          message: "\(log.path): the session's log is no longer there; --logs says where it is now",
          status: .inputMissing)
      }
      return place
    }
  }

  static func absolute(_ path: String) -> String {
    path == "-" ? "-" : URL(fileURLWithPath: path).standardizedFileURL.path
  }

  /// Bytes of a file, or of all files in a folder; nil for a folder with so many files that counting them would keep the
  /// analyst waiting.
  private static func byteCount(_ path: String) -> Int64? {
    var files = 0
    var bytes: Int64 = 0
    _ = LogDiscovery.discover([path], selection: LogSelection()) { found in
      files += found.count
      bytes += found.reduce(0) { $0 + max(0, $1.byteCount) }
      return files < mostCountedFiles
    }
    return files < mostCountedFiles ? bytes : nil
  }

  private static let mostCountedFiles = 20_000
}

extension SessionStart.Conditions {
  fileprivate func writable(_ journal: Journal?, _ state: SessionState) -> WritableFiles {
    isReadOnly ? .none : WritableFiles(named: named, journal: journal, of: state, in: store)
  }
}

extension State {
  /// The state in which the workbench opens.
  static func opening(
    _ rules: RuleSet, session: SessionState, columns: [String], isReadOnly: Bool = false,
    sessionPath: String? = nil, replay: Replay? = nil
  ) -> State {
    var state = State(
      size: .init(columns: 80, rows: 24),
      rules: rules.rules.enumerated().map { index, rule in
        SessionRules.Rule(
          title: rule.title, level: rule.level, tags: rule.tags,
          path: rules.files[rules.places[index].file].path)
      }
        + rules.correlations.entries.map(\.correlation).map {
          SessionRules.Rule(title: $0.title, level: $0.level, tags: $0.tags, path: $0.path)
        },
      session: session,
      table: rules.makeTable(columns: columns),
      isReadOnly: isReadOnly, sessionPath: sessionPath, replay: replay)
    state.settings.clock = SessionClock(environment: ProcessInfo.processInfo.environment)
    state.rules.problems = rules.diagnostics.filter { $0.severity == .error }.map {
      "\($0.file): \($0.message)"
    }
    let suspicions = rules.suspicions(knownFields: Configuration.load().knownFields ?? [])
    state.rules.warnings = (rules.diagnostics.filter { $0.severity == .warning } + suspicions).map {
      $0.file + ($0.position.map { ":\($0.line)" } ?? "") + ": \($0.message)"
    }
    return state
  }
}
