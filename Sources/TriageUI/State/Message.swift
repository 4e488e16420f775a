import HitStore
import RuleEditing
import Scanning
import Sessions
import TerminalScreen
import Triage

/// Something that happened: a key, a hit, an answer. Each kind has its owner, which takes it in.
public enum Message: Sendable {
  case key(Key)
  case mouse(MouseInput)
  /// Text from the clipboard. It is only ever text, never keys.
  case paste(String)
  /// No key came for a while: digits before it are no count for the next one.
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
  /// What was asked for was not done.
  case refused(String)
}

extension Message {
  /// What the scan finds.
  public enum Scan: Sendable {
    case started(files: [String], ScanProgress)
    case hits([SpooledHits])
    case counted(ScanProgress, ScanCounts)
    case finished(ScanReport)
  }

  /// Work over the whole list: what came of it, how far it is, why it could not be done.
  public enum List: Sendable {
    case done(ListResult)
    case progress(job: Int, Double)
    case failed(job: Int, String)
  }

  /// Events that were read.
  public enum Event: Sendable {
    case read(EventDetail)
    case alertOpened(AlertEvents)
    /// Two events to be compared.
    case pairRead(EventDetail, EventDetail)
    /// What was to be copied has been gathered.
    case collected(CopiedText)
  }

  /// What a search for the events around a hit found.
  public enum Surroundings: Sendable {
    case found(SurroundingsSearch.Update, search: Int)
    case eventRead(EventDetail, search: Int)
  }

  /// What is known of rules and of edits to them.
  public enum Edit: Sendable {
    case previewed(EditPreview, PreviewPurpose)
    case proposed(Proposals, hits: [HitID], rule: Int)
    case exceptionsListed([ExceptionStatus], rule: Int)
    case fieldsFound(ExceptionChoices, rule: Int)
    case regionsRead(RuleRegions)
  }

  /// What became of the session.
  public enum Session: Sendable {
    /// What came of a decision, an undo or a redo, and whether a rule file waits for its text since.
    case decided(DecisionOutcome, DecisionRequest?, hasWaitingFiles: Bool)
    /// None came of it: why, and the session, which may have met another text in a file.
    case refused(TriageRefusal, SessionState, hasWaitingFiles: Bool)
    /// What came of looking again into files that wait, and what the rules make of all rows with that.
    case filesSettled([FileNote], SessionState, Evaluation, areAllBack: Bool)
    case evaluated(Evaluation)
  }

  /// A session being played again.
  public enum Replay: Sendable {
    /// Time passed; sent only while a replay plays. Seconds.
    case tick(Double)
    /// A replay was played up to a position, by what records it.
    case played(to: Int)
    /// What the rules of the moment to which a replay came make of all rows.
    case replayed(Evaluation)
  }

  public enum Copy: Sendable {
    /// No program took the copy: the terminal is asked.
    case fallsToTerminal(CopiedText)
    /// Where a copy went, or why nowhere.
    case done(CopyOutcome)
  }

  public enum Settings: Sendable {
    case themeChanged(String)
    /// Where the theme that was chosen is kept for next time, or why it is not.
    case themeKept(Result<String, TriageRefusal>)
  }
}

/// Hits, and where their JSON lies in the spool.
public struct SpooledHits: Sendable {
  public let batch: HitBatch
  public let offset: UInt64

  public init(batch: HitBatch, offset: UInt64) {
    self.batch = batch
    self.offset = offset
  }
}

/// What a previewed edit is for.
public enum PreviewPurpose: Sendable, Hashable {
  /// An edit of the rule by itself.
  case edit
  /// An exception for hits that become false positives with it.
  case falsePositive(hits: [HitID])
}
