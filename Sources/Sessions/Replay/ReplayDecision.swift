import Basics

/// An entry of a journal that changed something, for a list of decisions: time, author, decision,
/// effect.
///
///     2025-11-13T02:13:58Z  kim  allow region ap-east-1   silenced 12 hits
public struct ReplayDecision: Sendable, Hashable {
  /// Its index among the journal's entries.
  public let entry: Int
  /// Recorded seconds since the session began.
  public let seconds: Double
  /// Wall time: `2025-11-13T02:13:58Z`.
  public let at: String
  public let author: String
  /// `allow region ap-east-1`, `undone: true positive on 1 hit`
  public let summary: String
  /// `silenced 12 hits`, or why it had no effect.
  public let effect: String?
  /// Why the rule file could not be written, which undid the decision at once.
  public let failure: String?

  static func all(in entries: [JournalEntry], header: SessionHeader) -> [ReplayDecision] {
    let started = Timestamp.milliseconds(header.started) ?? 0
    var author = header.author
    var known: [Int: Decision] = [:]
    var failures: [Int: String] = [:]
    for entry in entries {
      if case .failed(let sequence, let reason) = entry.action { failures[sequence] = reason }
    }
    return entries.enumerated().compactMap { index, entry in
      let what: (summary: String, effect: String?)
      var name = author
      var at = Timestamp.text(milliseconds: started + Int64(clampedSeconds: entry.time))
      switch entry.action {
      case .decide(let decision):
        known[decision.sequence] = decision
        what = (decision.summary, Self.effect(of: decision.changes))
        (at, name) = (decision.at, decision.author)
      case .undo(let sequence):
        let decision = known[sequence]
        what = ("undone: " + (decision?.summary ?? "entry \(sequence)"), nil)
      case .redo(let sequence):
        let decision = known[sequence]
        what = (
          "redone: " + (decision?.summary ?? "entry \(sequence)"),
          decision.flatMap { Self.effect(of: $0.changes) }
        )
      case .ruleChangedElsewhere(let path, _):
        what = ("\(path) was changed elsewhere", nil)
        name = ""
      case .resume(_, let resumed):
        if !resumed.isEmpty { author = resumed }
        return nil
      case .failed, .saved, .moveCursor, .search, .rebase, .relocate, .places, .left, .unknown:
        return nil
      }
      return ReplayDecision(
        entry: index, seconds: entry.time, at: at, author: name, summary: what.summary,
        effect: what.effect, failure: failures[entry.sequence])
    }
  }

  private static func effect(of changes: [RuleChange]) -> String? {
    changes.isEmpty ? nil : "silenced " + changes.silenced.counting("hit")
  }
}

extension Int64 {
  /// Milliseconds of seconds from a file, which may be any number.
  init(clampedSeconds seconds: Double) {
    self = Int64(Swift.max(-1e12, Swift.min(1e12, (seconds * 1_000).rounded())))
  }
}
