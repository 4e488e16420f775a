import HitStore
import Scanning
import Sessions

extension TriageEngine {
  /// Where a session's edits go, and where they are recorded.
  public enum Edits {
    /// To these files on disk, and into a journal, if there is one.
    case files(WritableFiles, Journal?)
    /// To the texts that the session's header holds, in memory: a replay, a picture, a dry run.
    case memory
    /// To those of another storage that may be written.
    case storage(any RuleStorage, WritableFiles, Journal?)
  }

  /// The engine of a session.
  ///
  /// - Parameter author: whose decisions are made; the header's if not given.
  public static func opened(
    _ session: SessionState, rules: RuleSet, edits: Edits, spool: Spool, clock: SessionClock,
    author: String? = nil
  ) -> TriageEngine {
    let (storage, writable, journal): (any RuleStorage, WritableFiles, Journal?) =
      switch edits {
      case .files(let writable, let journal): (RuleFilesOnDisk(), writable, journal)
      case .memory: (RuleTextsInMemory(session.header.storedTexts), .all, nil)
      case .storage(let storage, let writable, let journal): (storage, writable, journal)
      }
    return TriageEngine(
      session: session, rules: rules, storage: storage, writable: writable, journal: journal,
      spool: spool, clock: clock, author: author ?? session.header.author)
  }
}
