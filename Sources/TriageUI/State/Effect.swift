import HitStore
import RuleEditing
import Scanning
import Sessions
import Triage

/// A side effect of `update`, carried out outside the state.
///
///     t  ─▶ .engine(.decide(…))      Esc ─▶ .list(.cancel(job: 7))      q ─▶ .logs(.stopScan), .leave(.quit)
///
/// Effects do not contain the table of hits: rows refer to the state's table, which only grows.
public enum Effect: Sendable {
  case engine(Engine)
  case list(List)
  case logs(Logs)
  case terminal(Terminal)
  case files(Files)
  case leave(Leaving)
}

extension Effect {
  /// For the engine: events, rules and the journal. One at a time, in order.
  public enum Engine: Sendable {
    case readEvent(HitTable.Row)
    case readPair(HitTable.Row, HitTable.Row)
    /// Collects the JSON of events to copy.
    case collect(rows: [HitTable.Row], masksSecrets: Bool)
    /// Finds the events of an alert.
    case openAlert(HitTable.Row)
    case preview(RuleEdit, reason: String?, rules: [Int], PreviewPurpose)
    /// Finds the exceptions of a rule and what each one silences.
    case listExceptions(rule: Int)
    /// Finds the possible tests of an exception.
    case chooseFields(of: ExceptionStatus, rule: Int)
    /// Finds exceptions that hold for all rules of some hits.
    case propose(rows: [HitTable.Row])
    case decide(DecisionRequest)
    /// Keeps the file with this path elsewhere from here on, and then makes a decision.
    case writeElsewhere(String, to: String, then: DecisionRequest?)
    /// Finds what an exception would silence, while its fields are being chosen.
    case weigh(RuleEdit, rules: [Int])
    /// Takes a file as it is now, after the user edited it.
    case takeFile(String)
    /// Checks rule files without a usable text again.
    case recheckFiles
    case undo
    case redo
    /// Sets the session to a moment of a replay, in memory, and finds the hits that its rules no
    /// longer match.
    case replay(SessionState)
    /// Finds the hits that the current rules no longer match.
    case evaluate(Range<HitTable.Row>)
    /// The logs were read again for some rules: which rows do the current ones match?
    case caughtUp(CatchUp)
    /// Names what silences each row, as a column.
    case nameSilencers(Range<HitTable.Row>)
    /// Finds the regions in the current rule.
    case readRegions(rule: Int)
    /// Journals what the analyst looked at.
    case look(JournalEntry.Action)
  }

  /// Work over all hits, on other threads than the engine and the keys.
  public enum List: Sendable {
    /// Runs the job `State.job(_:)`.
    case run(job: Int)
    case cancel(job: Int)
  }

  /// Effects that read the logs: the scan, and the search for the events around a hit.
  public enum Logs: Sendable {
    case stopScan
    /// Reads the logs again for hits that are not among the rows.
    case readAgain(CatchUp)
    /// Reads the logs again for the events around a hit, replacing an earlier search.
    case searchContext(SurroundingsQuery, search: Int)
    case stopContext
    case readContextEvent(SpooledEvent, search: Int)
  }

  /// For the terminal and the desktop's clipboard.
  public enum Terminal: Sendable {
    /// Puts a text on the clipboard.
    case copy(CopiedText)
    /// Asks the terminal to put it on its clipboard.
    case copyThroughTerminal(CopiedText)
    case redraw
    /// Opens a file in the user's editor at a line; `path` is the header's path of the rule.
    case edit(file: String, line: Int, path: String)
    case suspend
    /// Draws everything in the colours of this theme from now on.
    case useTheme(String)
  }

  /// Choices to keep in the user's files for the next session.
  public enum Files: Sendable {
    /// Keeps the columns for the next time these rules are opened.
    case saveColumns([Columns.Entry])
    /// Keeps a filter that was typed.
    case saveFilter(String)
    /// Shows the tour of `trailsift demo` no more.
    case endTour
    /// Keeps the part of the screen for the event.
    case saveEventSize(EventSize)
    /// Writes the list into a file.
    case export(ListExport)
    /// Writes the theme into the user's configuration.
    case saveTheme(String)
  }

  /// The ends of the workbench.
  public enum Leaving: Sendable {
    case quit
    /// The answers to the question at the start: resume the session, or begin a new one.
    case resume(path: String)
    case beginSession
  }
}
