import Basics
import RuleEditing

extension TriageEngine {
  /// Brings the rule files and the session together after a restart, and says what it found.
  ///
  /// A crash can fall between the journal and the rule file: then the file still has the text before the last change,
  /// and the change is written now. A file with any other text was changed by someone else, and its text counts.
  public func reconcile() -> [String] {
    var messages: [String] = []
    for path in session.header.paths {
      guard let wanted = session.ruleTexts[path] else { continue }
      do {
        let text = try storedText(of: path)
        if text.hasSameBytes(as: wanted) { continue }
        if let before = session.textsBeforeLastChange[path],
          text.hasSameBytes(as: before)
        {
          try put(wanted, at: path, replacing: text)
          messages.append("\(path): the last change had not reached the file; it has now")
        } else {
          try adopt(text, of: path)
          messages.append("\(path) was changed by someone else since; its text counts")
        }
      } catch {
        messages.append("\(error)")
      }
    }
    return messages
  }

  /// Makes a text that someone else wrote the session's own.
  func adopt(_ text: String, of path: String) throws {
    let action = JournalEntry.Action.ruleChangedElsewhere(path: path, text: text)
    let entry = JournalEntry(sequence: upcomingSequence, time: clock.elapsed, action: action)
    try journal?.append(action, at: clock.elapsed)
    try session.apply(entry)
  }

  /// Takes the session to a moment of a replay, and finds which hits its rules no longer match.
  ///
  /// Going to and fro meets the same few rule texts again and again; what was found for them is kept.
  public func replay(
    to session: SessionState, table: HitTable
  ) throws(TriageRefusal) -> Evaluation {
    self.session = session
    if let known = replayed.first(where: {
      $0.texts == session.ruleTexts && $0.evaluation.rows == table.rows
    }) {
      return known.evaluation
    }
    let evaluation = try evaluate(table.rows, of: table)
    replayed.append((session.ruleTexts, evaluation))
    while replayed.count > 1,
      replayed.reduce(0, { $0 + $1.evaluation.silenced.count }) > Self.mostReplayedRows
        || replayed.count > Self.mostReplayedTexts
    {
      replayed.removeFirst()
    }
    return evaluation
  }

  /// What is kept of a replay: tens of megabytes at most.
  private static let mostReplayedRows = 2_000_000
  private static let mostReplayedTexts = 256
}
