import Basics
import HitStore
import RuleEditing
import Sessions

extension TriageEngine {
  /// Brings the files and the session together after a restart, and says what it found: what needs a person first.
  public func reconcile() -> [FileNote] {
    for path in session.changedPaths { forgetUnusableText(of: path) }
    var notes: [FileNote] = []
    for path in session.header.paths {
      do throws(WaitingFile) {
        if let note = try settle(path) { notes.append(note) }
      } catch {
        notes.append(.waiting(error))
      }
    }
    let protected = session.header.paths.map(location).filter { !storage.writable.allows($0) }
    if !storage.writable.isReadOnly, !protected.isEmpty {
      notes.append(.protected(places: protected))
    }
    return notes.filter(\.needsAPerson) + notes.filter { !$0.needsAPerson }
  }

  /// Looks again into the files that wait. Returns what has changed by that.
  public func recheck() -> [FileNote] {
    waiting.sorted().compactMap { try? settle($0) }
  }

  /// Whether a file waits for a text that can be the session's.
  public var hasWaitingFiles: Bool { !waiting.isEmpty }

  /// Earlier versions took over whatever a file held. What a rule cannot be is not gone on with: the text at the beginning is,
  /// until the file says something else.
  private func forgetUnusableText(of path: String) {
    guard let text = session.ruleTexts[path], let original = session.originalText(of: path),
      problem(with: text, of: path) != nil
    else { return }
    let action = JournalEntry.Action.ruleChangedElsewhere(path: path, text: original)
    try? session.apply(
      JournalEntry(sequence: session.lastSequence, time: clock.elapsed, action: action))
    untold.insert(path)
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
      replayed.reduce(0, { $0 + $1.evaluation.silenced.count }) > Self.maximumReplayedRows
        || replayed.count > Self.maximumReplayedTexts
    {
      replayed.removeFirst()
    }
    return evaluation
  }

  /// What is kept of a replay: tens of megabytes at most.
  private static let maximumReplayedRows = 2_000_000
  private static let maximumReplayedTexts = 256
}
