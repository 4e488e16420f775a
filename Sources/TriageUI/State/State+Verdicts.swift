import HitStore
import Sessions

// Verdicts by row, kept up to date from the session, which knows them by hit.

extension State {
  /// After the session became another one: it went on, or went back.
  mutating func takeVerdicts(since before: SessionState) {
    var rows: [HitTable.Row] = []
    var old: [Verdict?] = []
    var seen: Set<HitID> = []
    for hit in before.hitsJudgedDifferently(in: session) where seen.insert(hit).inserted {
      let (was, now) = (before.verdicts[hit], session.verdicts[hit])
      guard was != now else { continue }
      if let was { verdictCounts[was, default: 0] -= 1 }
      if let now { verdictCounts[now, default: 0] += 1 }
      guard let key = table.key(of: hit) else { continue }
      for row in table.rows(of: key) where verdicts.set(row, now) {
        rows.append(row)
        old.append(was)
      }
    }
    guard !rows.isEmpty else { return }
    list.judged(rows, before: old, of: table, verdicts)
  }
}
