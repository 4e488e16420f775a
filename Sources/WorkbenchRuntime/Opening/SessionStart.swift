import Foundation
import RuleEditing
import Scanning
import Sessions
import Sigma
import Triage

/// Why a session could not begin. It is reported after the terminal is restored.
public struct StartFailure: Error {
  public enum Kind: Sendable {
    /// The session does not fit the command line.
    case otherSession
    case inputMissing
    case cannotCreate
    case cannotWrite
  }

  public let kind: Kind
  public let message: String

  public init(_ kind: Kind, _ message: String) { (self.kind, self.message) = (kind, message) }
}

/// A session at its start: new, or resumed.
public struct SessionStart {
  /// Nil if nothing is recorded: a read-only session without a place for a journal.
  public let journal: Journal?
  public let state: SessionState
  public let rules: RuleSet
  /// The files that the session may write.
  let writable: WritableFiles
  /// Notes for the analyst.
  let notes: [String]
  /// The header's paths of files that were moved.
  var moved: Set<String> = []

  /// The conditions of the start: author, options, paths.
  public struct Conditions: Sendable {
    public let author: String
    public let clock: SessionClock
    public let isReadOnly: Bool
    /// Absolute paths of the files that the command line names.
    public let named: [String]
    public let store: SessionStore

    public init(
      author: String, clock: SessionClock, isReadOnly: Bool, named: [String], store: SessionStore
    ) {
      (self.author, self.clock, self.isReadOnly) = (author, clock, isReadOnly)
      (self.named, self.store) = (named, store)
    }
  }

  /// Begins a session with its own journal.
  ///
  /// - Parameter path: the path of the journal; by default in the folder of sessions.
  public static func begin(
    _ header: SessionHeader, _ rules: RuleSet, path: String?, _ conditions: Conditions
  ) throws(StartFailure) -> SessionStart {
    let state = SessionState(header: header)
    var journal: Journal?
    var notes: [String] = []
    do {
      journal = try Journal(
        creating: path ?? conditions.store.newPath(header: header), header: header)
    } catch {
      guard conditions.isReadOnly else {
        throw StartFailure(.cannotCreate, "\(error); --session FILE puts it elsewhere")
      }
      notes.append(Self.unrecorded(error))
    }
    return SessionStart(
      journal: journal, state: state, rules: rules,
      writable: conditions.writable(journal, state), notes: notes)
  }

  private static func unrecorded(_ error: JournalError) -> String {
    "this session is not recorded: \(error)"
  }

  /// Resumes a session; with `rules`, only if it has these rule files, even if moved, and the same
  /// target of edits.
  public static func resume(
    path: String, over rules: RuleSet? = nil, filters: [String]? = nil, editsTo: String? = nil,
    _ conditions: Conditions
  ) throws -> SessionStart {
    do {
      let (journal, contents, unrecorded) = try open(path, conditions)
      var (state, problems) = SessionState.replaying(contents)
      let writable = conditions.writable(journal, state)
      let given = rules?.files.map { (path: SessionHeader.absolute($0.path), text: $0.text) }
      guard let moved = MovedRules(state, given: given ?? filesAround(state)) else {
        throw StartFailure(
          .otherSession,
          "the session \(path) is over other rules; without --session a new one begins")
      }
      if let filters,
        contents.header.filterLocations != Set(filters).subtracting([editsTo].compactMap { $0 })
      {
        throw StartFailure(
          .otherSession,
          "the session \(path) has other --filters; without --session a new one begins")
      }
      if rules != nil, contents.header.editsToLocation != editsTo {
        throw StartFailure(
          .otherSession,
          "the session \(path) writes its edits to \(contents.header.editsTo ?? "the rules")"
            + "; without --session a new one begins")
      }
      let loaded = try RuleSet(contents.header)
      let clock = conditions.clock
      try journal?.append(
        .resume(at: clock.timestamp, author: conditions.author), at: clock.elapsed)
      for (path, place) in moved.places.sorted(by: { $0.key < $1.key }) {
        // Only files that the user has named are recorded: from then on the session may write them.
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
      throw StartFailure(.cannotWrite, "\(error)")
    }
  }

  /// Opens a journal for writing, or only for reading.
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

  /// A session's rule files, by absolute path or else relative to the working folder.
  private static func filesAround(_ state: SessionState) -> [(path: String, text: String)] {
    state.header.rules.map { rule in
      let known = state.locations[rule.path] ?? rule.absolutePath
      guard !RuleFileStore.exists(known),
        let found = try? RuleFileStore.load(SessionHeader.absolute(rule.path))
      else { return (known, rule.text) }
      return (found.path, found.text)
    }
  }

  /// The current paths of a session's logs.
  public static func logs(of header: SessionHeader) throws -> [String] {
    try header.logs.map { log in
      guard let place = [log.absolutePath, log.path].first(where: RuleFileStore.exists) else {
        throw StartFailure(
          .inputMissing,
          "\(log.path): the session's log is no longer there; --logs says where it is now")
      }
      return place
    }
  }
}

extension SessionStart.Conditions {
  fileprivate func writable(_ journal: Journal?, _ state: SessionState) -> WritableFiles {
    isReadOnly ? .none : WritableFiles(named: named, journal: journal, of: state, in: store)
  }
}

extension RuleSet {
  /// The rules of a session at its start.
  public init(_ header: SessionHeader) throws {
    let filters = header.files.filter { $0.kind == .filters }
    try self.init(
      files: header.rules.map { RuleFile(text: $0.text, path: $0.path) },
      filterFiles: filters.map { RuleFile(text: $0.text ?? "", path: $0.path) },
      placeholders: Placeholders(header.options.placeholders),
      anyLogSource: header.options.anyRecord)
  }
}
