import HitStore
import RuleEditing
import Scanning
import Sessions
import Triage

/// Something that `update` wants done outside of the state, by whoever carries it out.
///
///     t  ─▶ .engine(.decide(…))      Esc ─▶ .list(.cancel(job: 7))      q ─▶ .logs(.stopScan), .leave(.quit)
///
/// No effect holds the table of hits: rows are those of the state's table, which only ever grows.
public enum Effect: Sendable {
  case engine(Engine)
  case list(List)
  case logs(Logs)
  case terminal(Terminal)
  case files(Files)
  case leave(Leaving)
}

extension Effect {
  /// The engine's: events, rules and the journal. One at a time, in the order in which they were asked for.
  public enum Engine: Sendable {
    case readEvent(HitTable.Row)
    case readPair(HitTable.Row, HitTable.Row)
    /// Gathers the JSON of events, to be copied.
    case collect(rows: [HitTable.Row], masksSecrets: Bool)
    /// Finds the events of an alert.
    case openAlert(HitTable.Row)
    case preview(RuleEdit, reason: String?, rule: Int, PreviewPurpose)
    /// Finds the exceptions of a rule and what each one silences.
    case listExceptions(rule: Int)
    /// Finds what an exception could test.
    case chooseFields(of: ExceptionStatus, rule: Int)
    case propose(rows: [HitTable.Row], rule: Int)
    case decide(DecisionRequest)
    /// Keeps the file with this path at another place from here on, and then makes a decision.
    case writeElsewhere(String, to: String, then: DecisionRequest?)
    /// Looks again into the rule files that hold no text that can be the session's.
    case recheckFiles
    case undo
    case redo
    /// Takes the session to a moment of a replay, in memory, and finds which hits its rules no longer match.
    case replay(SessionState)
    /// Finds which hits the rules as they are now no longer match.
    case evaluate(Range<HitTable.Row>)
    /// Finds what a rule as it is now says of regions.
    case readRegions(rule: Int)
    /// Journals what the analyst looked at.
    case look(JournalEntry.Action)
  }

  /// Work over every hit, beside the engine and away from the keys.
  public enum List: Sendable {
    /// Does the job that `State.job(_:)` holds.
    case run(job: Int)
    case cancel(job: Int)
  }

  /// Those that read the logs: the scan, and the search for the events around a hit.
  public enum Logs: Sendable {
    case stopScan
    /// Reads the logs again for the events around a hit, in the place of an earlier search.
    case searchContext(SurroundingsQuery, search: Int)
    case stopContext
    case readContextEvent(SpooledEvent, search: Int)
  }

  /// The terminal's, and the clipboard's of the desktop around it.
  public enum Terminal: Sendable {
    /// Puts a text on the clipboard.
    case copy(CopiedText)
    /// Asks the terminal to put it on its own.
    case copyThroughTerminal(CopiedText)
    case redraw
    case suspend
    /// Draws everything in the colours of this theme from now on.
    case useTheme(String)
  }

  /// What is kept in the user's files for the next session.
  public enum Files: Sendable {
    /// Keeps the columns for the next time these rules are opened.
    case saveColumns([Columns.Entry])
    /// Keeps a filter that was typed.
    case saveFilter(String)
    /// Writes the theme into the user's configuration.
    case saveTheme(String)
  }

  /// The ends of the workbench.
  public enum Leaving: Sendable {
    case quit
    /// The answers to the question at the start: go on with the session found there, or begin a new one.
    case resume(path: String)
    case beginSession
  }
}
