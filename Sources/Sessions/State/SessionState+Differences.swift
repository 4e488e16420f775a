import HitStore

extension SessionState {
  /// Hits that may have other verdicts in a session that went on from this one, or that this one went on from:
  /// those of the decisions that only one of the two has in force.
  public func hitsJudgedDifferently(in other: SessionState) -> [HitID] {
    let common = zip(decisions, other.decisions).prefix { $0.sequence == $1.sequence }.count
    return (decisions[common...] + other.decisions[common...]).flatMap { decision -> [HitID] in
      if case .judge(let hits, _, _) = decision.kind { hits } else { [] }
    }
  }
}
