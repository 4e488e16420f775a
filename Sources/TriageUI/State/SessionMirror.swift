import HitStore
import Sessions

/// The session as the engine last told it, with its verdicts by row: the session knows them by hit.
@dynamicMemberLookup
public struct SessionMirror: Sendable {
  public private(set) var state: SessionState
  /// The verdict of each row of the table.
  public internal(set) var byRow = VerdictColumn()
  /// Hits by verdict, of the whole session: those that are not in the list count too.
  private(set) var counts: [Verdict: Int]
  public var isReadOnly: Bool
  /// Where the journal is, for the help page.
  public var path: String?
  /// Whether a rule file holds no text that can be the session's, and is to be looked at again.
  public var hasWaitingFiles = false
  /// How many of the table's rows were held against the rules as they are now, and whether more are just being.
  var evaluatedCount = 0
  var isEvaluating = false

  init(_ state: SessionState, of table: HitTable, isReadOnly: Bool, path: String?) {
    self.state = state
    self.isReadOnly = isReadOnly
    self.path = path
    counts = state.verdicts.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    byRow.extend(to: table, state.verdicts)
  }

  public subscript<Member>(dynamicMember path: KeyPath<SessionState, Member>) -> Member {
    state[keyPath: path]
  }

  var hasChangedRules: Bool { !state.changedPaths.isEmpty }

  /// Takes over another state of the session: it went on, or went back.
  ///
  /// - Returns: the rows that have another verdict now, and the ones that they had.
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
  mutating func show(_ session: SessionState) {
    let (rows, before) = self.session.replace(with: session, of: table)
    if !rows.isEmpty { list.judged(rows, before: before, of: table, self.session.byRow) }
  }
}
