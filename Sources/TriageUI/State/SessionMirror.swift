import HitStore
import Sessions
import Triage

/// The session's last state from the engine, with its verdicts by row.
@dynamicMemberLookup
public struct SessionMirror: Sendable {
  public private(set) var state: SessionState
  /// The verdict of each row of the table.
  public internal(set) var byRow = VerdictColumn()
  /// Hits of the whole session by verdict, including those not in the list.
  private(set) var counts: [Verdict: Int]
  public var isReadOnly: Bool
  /// The path of the journal, for the help page.
  public var path: String?
  /// Whether a rule file has no usable text and has to be checked again.
  public var hasWaitingFiles = false
  /// The number of the table's rows that were tested with the current rules, and whether a test is
  /// running.
  var evaluatedCount = 0
  var isEvaluating = false
  /// The texts that the scan's rules are from.
  let scannedTexts: [String: String]
  /// Rules for which the logs have to be read again, and those for which they were.
  var catchUp: CatchUp?
  var lastCatchUp: CatchUp?

  init(
    _ state: SessionState, of table: HitTable, isReadOnly: Bool, path: String?,
    scannedTexts: [String: String]?
  ) {
    self.state = state
    self.scannedTexts = scannedTexts ?? state.header.texts
    self.isReadOnly = isReadOnly
    self.path = path
    counts = state.verdicts.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    byRow.extend(to: table, state.verdicts)
  }

  public subscript<Member>(dynamicMember path: KeyPath<SessionState, Member>) -> Member {
    state[keyPath: path]
  }

  var hasChangedRules: Bool { !state.changedPaths.isEmpty }
  /// Whether the current rules are not those that the scan uses.
  var hasOtherRulesThanScan: Bool { state.ruleTexts != scannedTexts || lastCatchUp != nil }

  /// Adopts another state of the session, later or earlier.
  ///
  /// - Returns: the rows with a changed verdict, and their previous verdicts.
  mutating func replace(
    with new: SessionState, of table: HitTable
  ) -> (rows: [HitTable.Row], before: [Verdict?]) {
    var rows: [HitTable.Row] = []
    var before: [Verdict?] = []
    var seen: Set<HitID> = []
    for hit in state.hitsJudgedDifferently(in: new) where seen.insert(hit).inserted {
      let (was, now) = (state.verdicts[hit], new.verdicts[hit])
      guard was != now else { continue }
      if let was { counts[was, default: 0] -= 1 }
      if let now { counts[now, default: 0] += 1 }
      guard let key = table.key(of: hit) else { continue }
      for row in table.rows(of: key) where byRow.set(row, now) {
        rows.append(row)
        before.append(was)
      }
    }
    state = new
    return (rows, before)
  }
}

extension State {
  /// Shows another state of the session.
  ///
  /// - Returns: the rows with another verdict.
  @discardableResult
  mutating func show(_ session: SessionState) -> [HitTable.Row] {
    let (rows, before) = self.session.replace(with: session, of: table)
    if !rows.isEmpty { list.judged(rows, before: before, of: table, self.session.byRow) }
    return rows
  }
}
