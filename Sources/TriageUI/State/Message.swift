import TerminalScreen
import Triage

/// Something that happened: a key, a hit, an answer.
public enum Message: Sendable {
  case key(Key)
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
  case contextFound(ContextSearch.Update, search: Int)
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

/// Something that shall happen outside of the state.
public enum Effect: Sendable {
  case readEvent(HitTable.Row, HitTable)
  /// Reads the logs again for the events around a hit; what an earlier search still finds is not wanted any more.
  case searchContext(ContextQuery, search: Int)
  case stopContext
  case readContextEvent(HitTable.Row, HitTable, search: Int)
  case readPair(HitTable.Row, HitTable.Row, HitTable)
  /// Puts a text on the clipboard.
  case copy(CopiedText)
  /// Asks the terminal to put it on its own.
  case copyThroughTerminal(CopiedText)
  /// Gathers the JSON of events, to be copied.
  case collect(rows: [HitTable.Row], HitTable, masksSecrets: Bool)
  /// Finds the events of an alert.
  case openAlert(HitTable.Row, HitTable)
  case preview(RuleEdit, reason: String?, rule: Int, HitTable, PreviewPurpose)
  /// Finds the exceptions of a rule and what each one silences.
  case listExceptions(rule: Int, HitTable)
  /// Finds what an exception could test.
  case chooseFields(of: ExceptionStatus, rule: Int, HitTable)
  case propose(rows: [HitTable.Row], rule: Int, HitTable)
  case decide(DecisionRequest, HitTable)
  /// Keeps the file with this path at another place from here on, and then makes a decision.
  case writeElsewhere(String, to: String, then: DecisionRequest?, HitTable)
  /// Looks again into the rule files that hold no text that can be the session's.
  case recheckFiles(HitTable)
  case undo(HitTable)
  case redo(HitTable)
  /// Takes the session to a moment of a replay, in memory, and finds which hits its rules no longer match.
  case replay(SessionState, HitTable)
  /// Finds which hits the rules as they are now no longer match.
  case evaluate(Range<HitTable.Row>, HitTable)
  /// Looks at every hit, away from the keys. It may be cancelled.
  case list(ListJob)
  case cancelList(Int)
  /// Keeps the columns for the next time these rules are opened.
  case saveColumns([Columns.Entry])
  /// Keeps a filter that was typed for the sessions to come.
  case saveFilter(String)
  /// Finds what a rule as it is now says of regions.
  case readRegions(rule: Int)
  /// Journals what the analyst looked at.
  case look(JournalEntry.Action)
  /// The answer to the question at the start: go on with the session found there, or begin a new one.
  case resume(path: String)
  case beginSession
  case stopScan
  case redraw
  case suspend
  /// Draws everything in the colours of this theme from now on.
  case useTheme(String)
  /// Writes the theme into the user's configuration.
  case keepTheme(String)
  case quit
}
