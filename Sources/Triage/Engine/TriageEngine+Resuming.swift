import Basics
import HitStore
import Sessions

extension TriageEngine {
  /// Reconciles the files and the session after a restart, and returns notes, those that need
  /// action first.
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

  /// Checks files without a usable text again. Returns what changed.
  public func recheck() -> [FileNote] {
    waiting.sorted().compactMap { try? settle($0) }
  }

  /// Takes a file as it is now, after its user edited it. Returns what changed.
  public func takeFile(_ path: String) -> [FileNote] {
    do throws(WaitingFile) {
      return try settle(path).map { [$0] } ?? []
    } catch {
      return [.waiting(error)]
    }
  }

  /// Whether a file has no usable text.
  public var hasWaitingFiles: Bool { !waiting.isEmpty }

  /// Earlier versions adopted any text of a file. An unusable text is replaced by the one at the
  /// start of the session, until the file has a usable one.
  private func forgetUnusableText(of path: String) {
    guard let text = session.ruleTexts[path], let original = session.originalText(of: path),
      problem(with: text, of: path) != nil
    else { return }
    let action = JournalEntry.Action.ruleChangedElsewhere(path: path, text: original)
    try? session.apply(
      JournalEntry(sequence: session.lastSequence, time: clock.elapsed, action: action))
    untold.insert(path)
  }

  /// Sets the session to a moment of a replay, and finds the hits that its rules no longer match.
  ///
  /// Moving back and forth meets the same few rule texts repeatedly, so their results are cached.
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

  /// The maximum cache of a replay: tens of megabytes.
  private static let maximumReplayedRows = 2_000_000
  private static let maximumReplayedTexts = 256
}
