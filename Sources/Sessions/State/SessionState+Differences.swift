import HitStore

extension SessionState {
  /// Hits that may have different verdicts in an earlier or later state of the session: those of
  /// decisions that are in force in only one of the two.
  public func hitsJudgedDifferently(in other: SessionState) -> [HitID] {
    let common = zip(decisions, other.decisions).prefix { $0.sequence == $1.sequence }.count
    return (decisions[common...] + other.decisions[common...]).flatMap { decision -> [HitID] in
      if case .judge(let hits, _, _) = decision.kind { hits } else { [] }
    }
  }
}
