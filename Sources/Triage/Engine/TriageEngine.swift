import EventJSON
import HitStore
import Places
import RuleEditing
import Scanning
import Sessions
import Sigma

/// Carries out decisions: previews an edit, proves it, journals it, writes the rule, undoes it.
///
///     a  ─▶ preview(allowRegion) ─▶ plan ─▶ proof over every hit ─▶ EditPreview ─▶ the dialog
///     ⏎  ─▶ decide(edit)         ─▶ journal (fsync) ─▶ rule file (atomic) ─▶ Outcome ─▶ the list
///
/// The same engine runs in the workbench (rule files on disk, a journal), with `--read-only`, and
/// in a replay (rule texts in memory, no journal). Only one thread uses it at a time.
public final class TriageEngine {
  public internal(set) var session: SessionState
  /// The rules that the scan uses: those at the start of the session or, when it is resumed, of
  /// that moment.
  public internal(set) var rules: RuleSet
  /// The texts of the files that the scan's rules are from.
  public internal(set) var scannedTexts: [String: String]
  /// Rules for which the logs were read again, as they were then.
  var readRules: [Int: Rule] = [:]
  /// What the bare rules meant for which the logs were read.
  var readMeanings: [Int: [BareMeaning]] = [:]

  /// The files, and which of them may be written. All writes go through this.
  var storage: GuardedStorage
  let journal: Journal?
  let spool: Spool
  let clock: SessionClock
  let author: String
  /// Where addresses are; nil: nobody asks.
  public var places: PlaceProvider?
  /// What is to be said about tests that stand for an AS.
  var systemNotes: [RuleException.FieldTest: String] = [:]

  /// The current rules by index, with the changed texts from which they were compiled.
  var compiled: [Int: (texts: [String: String], matcher: RuleMatcher)] = [:]
  /// What bare rules have in the place of searches, with the text that says so.
  var bareSearchesByRule: [String: (text: String, searches: [String: SearchIdentifier])] = [:]
  /// Parsed files whose text has changed since the start, by path.
  var parsed: [String: RuleFile] = [:]

  /// The files without a usable text, by the header's path.
  var waiting: Set<String> = []
  /// The files with a text that the session knows but its journal does not.
  var untold: Set<String> = []

  /// Rule texts of a replay, with their effects on all rows; the latest last.
  var replayed: [(texts: [String: String], evaluation: Evaluation)] = []

  init(
    session: SessionState, rules: RuleSet, storage: any RuleStorage, writable: WritableFiles,
    journal: Journal?, spool: Spool, clock: SessionClock, author: String
  ) {
    self.session = session
    self.rules = rules
    scannedTexts = session.header.texts
    self.storage = GuardedStorage(storage, writable: writable)
    self.journal = journal
    self.spool = spool
    self.clock = clock
    self.author = author
  }

  /// The number that the next journal entry gets.
  var upcomingSequence: Int { journal?.upcomingSequence ?? session.lastSequence + 1 }

  /// The header's path of the file that a rule is in.
  func path(ofRule rule: Int) -> String { rules.files[rules.places[rule].file].path }

  /// The absolute path of a file.
  func location(of path: String) -> String {
    session.locations[path] ?? session.header.location(of: path)
  }

  /// The rule file's text after the session's decisions.
  public func currentText(ofRule rule: Int) -> String {
    session.ruleTexts[path(ofRule: rule)] ?? rules.files[rules.places[rule].file].text
  }

  /// The text of any file after the session's decisions.
  public func currentText(of path: String) -> String { session.ruleTexts[path] ?? "" }

  /// Reads the events of rows from the spool, with their fields picked for `matchers`' first slots.
  func forEachEvent(
    _ rows: some Sequence<HitTable.Row>, of table: HitTable, fields: [String],
    _ body: (HitTable.Row, PickedEvent) throws -> Void
  ) throws(TriageRefusal) {
    let event = PickedEvent(trie: FieldTrie(fields: fields))
    var buffer: [UInt8] = []
    for row in rows {
      let extent = table.spooled(row)
      guard spool.read(extent, into: &buffer) else {
        throw TriageRefusal(Spool.Failure.unreadable.description)
      }
      try refusing {
        try buffer.withUnsafeBytes { bytes in
          _ = try event.read(UnsafeRawBufferPointer(rebasing: bytes.prefix(extent.length)))
          try body(row, event)
        }
      }
    }
  }

  /// Turns any error into a refusal with the error's text.
  func refusing<Result>(_ body: () throws -> Result) throws(TriageRefusal) -> Result {
    do {
      return try body()
    } catch let refusal as TriageRefusal {
      throw refusal
    } catch {
      let isNothingToDo = (error as? EditRefusal)?.isNothingToDo == true
      throw TriageRefusal("\(error)", kind: isNothingToDo ? .nothingToDo : .other)
    }
  }

  /// The rows that the current rules do not match and, of all rows, the rules for which more has to
  /// be read.
  public func evaluate(
    _ rows: Range<HitTable.Row>, of table: HitTable
  ) throws(TriageRefusal) -> Evaluation {
    Evaluation(
      rows: rows, silenced: try silenced(rows, of: table),
      catchUp: rows == table.rows ? try catchUp(table: table) : nil)
  }

  private func silenced(
    _ rows: Range<HitTable.Row>, of table: HitTable
  ) throws(TriageRefusal) -> RowSet {
    var byRule: [Int: [HitTable.Row]] = [:]
    // Edits do not affect alerts.
    for row in rows where !table.isAlert(row) { byRule[table.rule(row), default: []].append(row) }
    var silenced = RowSet()
    for (rule, rows) in byRule {
      if try isAsAtFirst(rule), readRules[rule] == nil {
        silenced.formUnion(rows.lazy.filter(table.rowsSilencedAtScan.contains))
        continue
      }
      let matcher = try currentMatcher(ofRule: rule)
      try forEachEvent(rows, of: table, fields: matcher.fields) { row, event in
        if !matcher.matches(event, rule: 0) { silenced.insert(row) }
      }
    }
    return silenced
  }
}

/// The effect of the current rules on the rows.
public struct Evaluation: Sendable {
  /// The rows that were checked.
  public let rows: Range<HitTable.Row>
  /// The rows that the rules do not match: silenced events, and hits of an older text.
  public let silenced: RowSet
  /// The rules whose hits are not all among the rows.
  public var catchUp: CatchUp?
}

/// Why a request was refused, as text for the screen. Nothing was changed.
public struct TriageRefusal: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: Sendable, Hashable {
    case other
    /// There is nothing to do, for example if the rule already allows the region.
    case nothingToDo
    /// The file could not be written; another path may work.
    case notSaved
  }

  public let description: String
  public let kind: Kind

  public init(_ description: String, kind: Kind = .other) {
    self.description = description
    self.kind = kind
  }
}
