import Basics
import HitStore
import Places
import RuleEditing
import Sigma

/// The results of a session, for a ticket: its rules and logs, the verdicts with reasons and
/// authors, the changes of the rules.
///
/// It depends only on the journal, and on the events if they are given: the same input gives the
/// same bytes in every format. Undone decisions are listed separately, and do not count.
public struct SessionReport: Sendable {
  public struct Verdict: Sendable, Hashable {
    public let hit: HitID
    public let verdict: HitStore.Verdict
    public let timestamp: String
    public let analyst: String
    /// The reason of its exception, and the comments on the hit.
    public let note: String
    public let facts: EventFacts?
    /// The number of its decision.
    let decision: Int
  }

  public struct Comment: Sendable, Hashable {
    public let hit: HitID
    public let timestamp: String
    public let analyst: String
    public let text: String
  }

  public struct Edit: Sendable, Hashable {
    public let timestamp: String
    public let analyst: String
    public let path: String
    public let rule: String
    /// `allow region ap-east-1`
    public let edit: String
    public let reason: String?
    /// How many hits it silenced.
    public let silenced: Int
    /// The number of its decision.
    let decision: Int
  }

  /// A rule file, or another file that edits may change.
  public struct RuleFile: Sendable {
    public let path: String
    public let titles: [String]
    /// SHA-256 of its text; nil if there was no such file.
    public let before: String?
    public let after: String
    public let diff: String
  }

  public struct Undone: Sendable, Hashable {
    public let timestamp: String
    public let analyst: String
    public let summary: String
  }

  /// Counts of the logs, if they are given.
  public struct Events: Sendable, Hashable {
    public let hits: Int
    public let first: Int64?
    public let last: Int64?
    /// Files and records of the scanned logs.
    public let logs: BundleManifest.Logs?
    /// The hash of a bundle's events.
    public let sha256: String?
    public let selection: BundleManifest.Selection
  }

  public let header: SessionHeader
  /// The wall time of the last entry.
  public let ended: String
  public let verdicts: [Verdict]
  /// Comments on hits without a verdict. Those on other hits are in their notes.
  public let comments: [Comment]
  public let edits: [Edit]
  public let rules: [RuleFile]
  public let undone: [Undone]
  public let events: Events?
  /// What was known about the sources of judged hits, and from which databases.
  public let places: KeptPlaces
  /// Entries of the journal that could not be read or do not follow from earlier ones.
  public let problems: [String]
  public let journalSHA256: String
  /// The program that wrote the report.
  public let tool: String

  public init(
    _ contents: JournalContents, journal: [UInt8], hits: ReportedHits? = nil, tool: String
  ) {
    let (state, problems) = SessionState.replaying(contents)
    header = contents.header
    self.tool = tool
    places = state.keptPlaces
    self.problems = contents.problems + problems
    journalSHA256 = SHA256.hex(of: journal)
    let started = Timestamp.milliseconds(contents.header.started) ?? 0
    let seconds = contents.entries.map(\.time).max() ?? 0
    ended = Timestamp.text(milliseconds: started + Int64(clampedSeconds: seconds))

    verdicts = Self.verdicts(state, hits)
    comments = state.comments.filter { state.verdicts[$0.key] == nil }
      .flatMap { hit, comments in
        comments.map { Comment(hit: hit, timestamp: $0.at, analyst: $0.author, text: $0.text) }
      }
      .sorted { ($0.timestamp, $0.hit, $0.text) < ($1.timestamp, $1.hit, $1.text) }
    edits = state.decisions.flatMap { decision in
      decision.changes.map {
        Edit(
          timestamp: decision.at, analyst: decision.author, path: $0.path, rule: $0.rule,
          edit: "\($0.edit)", reason: $0.stamp.reason, silenced: $0.silenced,
          decision: decision.sequence)
      }
    }
    undone = state.undone.reversed().map {
      Undone(timestamp: $0.at, analyst: $0.author, summary: $0.summary)
    }
    let header = contents.header
    rules = header.paths.map { path in
      let before = header.originalText(of: path) ?? ""
      let after = state.ruleTexts[path] ?? before
      let isRule = header.rules.contains { $0.path == path }
      return RuleFile(
        path: path,
        titles: isRule ? Sigma.RuleFile(text: before, path: path).rules.map(\.title) : [],
        before: header.beganAbsent(path) ? nil : SHA256.hex(of: before.utf8),
        after: SHA256.hex(of: after.utf8),
        diff: TextDiff(before: before, after: after).unified(path: path))
    }
    events = hits?.events
  }

  /// The verdicts in force, in the order of their decisions.
  private static func verdicts(_ state: SessionState, _ hits: ReportedHits?) -> [Verdict] {
    var made: [HitID: (decision: Decision, place: Int)] = [:]
    for decision in state.decisions {
      guard case .judge(let hits, _?, _) = decision.kind else { continue }
      for (place, hit) in hits.enumerated() { made[hit] = (decision, place) }
    }
    let judged = state.verdicts.compactMap { hit, verdict in
      made[hit].map { (hit: hit, verdict: verdict, decision: $0.decision, place: $0.place) }
    }
    return judged.sorted {
      ($0.decision.sequence, $0.place, $0.hit) < ($1.decision.sequence, $1.place, $1.hit)
    }.map { one in
      // The same reason for all rules of one decision.
      let reasons = [one.decision.changes.first?.stamp.reason].compactMap { $0 }
      let comments = (state.comments[one.hit] ?? []).map(\.text)
      return Verdict(
        hit: one.hit, verdict: one.verdict, timestamp: one.decision.at,
        analyst: one.decision.author, note: (reasons + comments).joined(separator: "; "),
        facts: hits?.facts[one.hit], decision: one.decision.sequence)
    }
  }

  public func count(of verdict: HitStore.Verdict) -> Int {
    verdicts.count { $0.verdict == verdict }
  }
}
