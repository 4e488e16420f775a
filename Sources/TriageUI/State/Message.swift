import HitStore
import RuleEditing
import Scanning
import Sessions
import TerminalScreen
import Triage

/// Something that happened: a key, a hit, an answer.
public enum Message: Sendable {
  case key(Key)
  case mouse(MouseInput)
  /// Text from the clipboard. It is only ever text, never keys.
  case paste(String)
  case resized(Size)
  /// No key came for a while: digits before it are no count for the next one.
  case paused
  case themeChanged(String)
  /// Where the theme that was chosen is kept for next time, or why it is not.
  case themeKept(Result<String, TriageRefusal>)
  /// Time passed; sent only while a replay plays. Seconds.
  case tick(Double)
  /// A replay was played up to a position, by what records it.
  case played(to: Int)

  case scanStarted(files: [String], ScanProgress)
  /// Hits that the scan found.
  case hits([SpooledHits])
  case scanned(ScanProgress, ScanCounts)
  case scanFinished(ScanReport)

  case eventRead(EventDetail)
  case alertOpened(AlertEvents)
  /// What a search for the events around a hit found.
  case contextFound(SurroundingsSearch.Update, search: Int)
  case contextEventRead(EventDetail, search: Int)
  /// Two events to be compared.
  case pairRead(EventDetail, EventDetail)
  /// What was to be copied has been gathered.
  case collected(CopiedText)
  /// No program took the copy: the terminal is asked.
  case copyFallsToTerminal(CopiedText)
  /// Where a copy went, or why nowhere.
  case copied(CopyOutcome)
  case previewed(EditPreview, PreviewPurpose)
  case exceptionsListed([ExceptionStatus], rule: Int)
  case exceptionFieldsFound(ExceptionChoices, rule: Int)
  case proposed(Proposals, hits: [HitID], rule: Int)
  /// What came of looking again into files that wait, and what the rules make of all rows with that.
  case filesSettled([FileNote], SessionState, Evaluation, areAllBack: Bool)
  /// What came of a decision, an undo or a redo, and whether a rule file waits for its text since.
  case decided(DecisionOutcome, DecisionRequest?, hasWaitingFiles: Bool)
  /// None came of it: why, and the session, which may have met another text in a file.
  case decisionRefused(TriageRefusal, SessionState, hasWaitingFiles: Bool)
  case evaluated(Evaluation)
  /// What came of work over the whole list, how far it is, why it could not be done.
  case listed(ListResult)
  case listProgress(job: Int, Double)
  case listFailed(job: Int, String)
  /// What the rules of the moment to which a replay came make of all rows.
  case replayed(Evaluation)
  case regionsRead(RuleRegions)
  /// What was asked for was not done.
  case refused(String)
}

/// Hits, and where their JSON lies in the spool.
public struct SpooledHits: Sendable {
  public let batch: HitBatch
  public let offset: UInt64

  public init(batch: HitBatch, offset: UInt64) {
    self.batch = batch
    self.offset = offset
  }

  /// Puts the events of hits into the spool, and lets go of them.
  public init(_ batch: HitBatch, keptIn spool: Spool) throws {
    var batch = batch
    offset = try spool.append(batch.json)
    batch.releaseJSON()
    self.batch = batch
  }
}

/// What a previewed edit is for.
public enum PreviewPurpose: Sendable, Hashable {
  /// An edit of the rule by itself.
  case edit
  /// An exception for hits that become false positives with it.
  case falsePositive(hits: [HitID])
}
