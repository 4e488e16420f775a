import Basics
import Sigma

/// Replays a session's journal without a screen: do its decisions give the recorded rule bytes?
///
/// Each edit is planned again, from its value, on the replay's current text. The recorded result is
/// only used to compare. So the same journal always gives the same bytes, or the replay reports the
/// first difference.
public struct HeadlessReplay: Sendable {
  /// The resulting files by the header's path: rules, and other files that edits may change.
  public let ruleTexts: [(path: String, text: String)]
  public let state: SessionState
  /// Where the replay and the record differ; empty if they agree.
  public let deviations: [String]
  /// Entries that could not be read or do not follow from earlier ones.
  public let problems: [String]
  /// The recorded effect of each decision that edits rules, in order.
  public let edits: [(summary: String, silenced: Int)]

  public init(_ contents: JournalContents) {
    var state = SessionState(header: contents.header)
    var deviations: [String] = []
    var problems = contents.problems
    var edits: [(summary: String, silenced: Int)] = []

    let recorded =
      contents.header.rules.map { ($0.path, $0.text, $0.sha256) }
      + contents.header.files.map { ($0.path, $0.text ?? "", $0.sha256) }
    for (path, text, sha256) in recorded
    where sha256.map({ $0 != SHA256.hex(of: text.utf8) }) ?? false {
      deviations.append("\(path): the recorded text does not have the recorded SHA-256")
    }
    let failed = Set(
      contents.entries.compactMap { if case .failed(let of, _) = $0.action { of } else { nil } })
    for entry in contents.entries {
      if !failed.contains(entry.sequence), case .decide(let decision) = entry.action {
        // Each is made on the text that those before it leave.
        var current = state
        if !decision.changes.isEmpty {
          edits.append((decision.changes.editSummary, decision.changes.silenced))
        }
        for change in decision.changes {
          switch Self.replayed(change, from: current) {
          case .success(let next): current = next
          case .failure(let deviation):
            deviations.append("entry \(entry.sequence) (\(change.edit)): \(deviation)")
          }
        }
      }
      do {
        try state.apply(entry)
      } catch {
        problems.append("entry \(entry.sequence) \(error.description)")
      }
    }
    self.state = state
    self.deviations = deviations
    self.problems = problems
    self.edits = edits
    ruleTexts = contents.header.paths.compactMap { path in
      let text = state.ruleTexts[path] ?? ""
      return text.isEmpty && contents.header.isAbsentWhenEmpty(path) ? nil : (path, text)
    }
  }

  /// Plans a recorded change again: the state after it, or how the result differs from the recorded
  /// one.
  private static func replayed(
    _ change: RuleChange, from state: SessionState
  ) -> Result<SessionState, Deviation> {
    guard let text = state.ruleTexts[change.path] else {
      return .failure(Deviation(description: "no such rule file in this session"))
    }
    guard SHA256.hex(of: text.utf8) == change.before else {
      return .failure(
        Deviation(description: "it was made on another text than the replay has here"))
    }
    do {
      let plan = try state.plan(again: change)
      guard SHA256.hex(of: plan.after.text.utf8) == change.after else {
        return .failure(Deviation(description: "the rule it arrives at is not the one recorded"))
      }
      return plan.patches == change.patches
        ? .success(state.with(plan.after.text, of: change.path))
        : .failure(Deviation(description: "the recorded patches are not those it makes"))
    } catch {
      return .failure(Deviation(description: "\(error)"))
    }
  }

  private struct Deviation: Error, CustomStringConvertible {
    let description: String
  }
}
