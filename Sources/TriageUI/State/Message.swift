import HitStore
import Places
import RuleEditing
import Scanning
import Sessions
import TerminalScreen
import Triage

/// An event for the state: a key, a hit, an answer. Each kind has an owner that handles it.
public enum Message: Sendable {
  case key(Key)
  case mouse(MouseInput)
  /// Pasted text. It is only text, never keys.
  case paste(String)
  /// No key came for a while: earlier digits do not count for the next one.
  case paused
  case resized(Size)
  case scan(Scan)
  case list(List)
  case event(Event)
  case surroundings(Surroundings)
  case edit(Edit)
  case session(Session)
  case replay(Replay)
  case copy(Copy)
  case settings(Settings)
  /// A request was refused.
  case refused(String)
}

extension Message {
  /// Results of the scan.
  public enum Scan: Sendable {
    case started(files: [String], ScanProgress)
    case hits([SpooledHits])
    case counted(ScanProgress, ScanCounts)
    case finished(ScanReport)
    /// The progress of reading the logs again.
    case readingAgain(ScanProgress)
    /// The logs were read again; nil if that is not possible, with the reason.
    case readAgain(CatchUp, ScanReport?, failure: String?)
  }

  /// Work over the whole list: results, progress, failures.
  public enum List: Sendable {
    case done(ListResult)
    case progress(job: Int, Double)
    case failed(job: Int, String)
    /// The list was written into a file.
    case exported(String, count: Int)
  }

  /// Events that were read.
  public enum Event: Sendable {
    case read(EventDetail)
    case alertOpened(AlertEvents)
    /// Two events to be compared.
    case pairRead(EventDetail, EventDetail)
    /// The events to copy were collected.
    case collected(CopiedText)
  }

  /// Results of a search for the events around a hit.
  public enum Surroundings: Sendable {
    case found(SurroundingsSearch.Update, search: Int)
    case eventRead(EventDetail, search: Int)
  }

  /// Information on rules and edits.
  public enum Edit: Sendable {
    case previewed(EditPreview, PreviewPurpose)
    case proposed(Proposals, hits: [HitID])
    case exceptionsListed([ExceptionStatus], rule: Int)
    /// What the exception being chosen would silence.
    case weighed(RuleEdit, EditEffect)
    case fieldsFound(ExceptionChoices, rule: Int)
    case regionsRead(RuleRegions)
  }

  /// Changes of the session.
  public enum Session: Sendable {
    /// The result of a decision, an undo or a redo, and whether a rule file has no usable text now.
    case decided(DecisionOutcome, DecisionRequest?, hasWaitingFiles: Bool)
    /// It failed: why, and the session, which may have adopted another text of a file.
    case refused(TriageRefusal, SessionState, hasWaitingFiles: Bool)
    /// The result of checking files without a usable text again, and its effect on all rows.
    case filesSettled([FileNote], SessionState, Evaluation, areAllBack: Bool)
    case evaluated(Evaluation)
    /// What silences each row.
    case silencersNamed(FieldColumn)
    /// The user edited a rule file in an editor.
    case edited(String)
  }

  /// A session being replayed.
  public enum Replay: Sendable {
    /// Time passed; sent only while a replay plays. Seconds.
    case tick(Double)
    /// A replay was moved to a position by a recording.
    case played(to: Int)
    /// The effect on all rows of the rules at the current moment of a replay.
    case replayed(Evaluation)
  }

  public enum Copy: Sendable {
    /// No program took the copy, so the terminal is asked.
    case fallsToTerminal(CopiedText)
    /// The target of a copy, or the failure.
    case done(CopyOutcome)
  }

  public enum Settings: Sendable {
    case themeChanged(String)
    /// The databases of places were opened.
    case placesOpened(PlacesSummary)
    /// The file in which the chosen theme is kept, or the failure.
    case themeKept(Result<String, TriageRefusal>)
  }
}

/// Hits, and the place of their JSON in the spool.
public struct SpooledHits: Sendable {
  public let batch: HitBatch
  public let offset: UInt64
  /// Whether they are silenced events.
  public let areSilenced: Bool
  /// The files of hits that were found when the logs were read again, by the batch's index. The
  /// table may have these hits already.
  public let filesAgain: [Int: String]?

  public init(
    batch: HitBatch, offset: UInt64, areSilenced: Bool = false, filesAgain: [Int: String]? = nil
  ) {
    self.batch = batch
    self.offset = offset
    self.areSilenced = areSilenced
    self.filesAgain = filesAgain
  }
}

/// The purpose of a previewed edit.
public enum PreviewPurpose: Sendable, Hashable {
  /// Only an edit of the rule.
  case edit
  /// An exception for hits that become false positives with it.
  case falsePositive(hits: [HitID])
}
