import HitStore
import Places
import RuleEditing
import SourceYAML

/// All decisions of a session so far: the result of its journal.
///
/// It is a fold over journal entries only, so that a resumed session, a replay and the running
/// session agree.
///
///     header ─▶ rule texts     decide ─▶ verdicts, comments, rule texts     undo ─▶ all of it undone
public struct SessionState: Sendable {
  public private(set) var header: SessionHeader
  /// The text of each file after the decisions, by path: rule files, filter files and placeholder
  /// files. A file that does not exist has the empty text.
  public internal(set) var ruleTexts: [String: String]
  public private(set) var verdicts: [HitID: Verdict] = [:]
  public private(set) var comments: [HitID: [Comment]] = [:]
  /// Decisions in force, oldest first.
  public internal(set) var decisions: [Decision] = []
  /// Undone decisions, the next to redo last.
  public internal(set) var undone: [Decision] = []
  /// New paths of files that the session keeps elsewhere, by the header's path.
  public internal(set) var locations: [String: String] = [:]
  /// For decisions whose patches no longer fit a file after someone else's change: the text that
  /// they fit.
  var ownTexts: [OwnText: String] = [:]
  /// What was known about the sources of judged hits when they were judged.
  public private(set) var keptPlaces = KeptPlaces()
  /// The last hit that the analyst looked at.
  public private(set) var cursor: HitID?
  /// The number of the last applied entry.
  public private(set) var lastSequence = 0
  /// For each verdict in force, the previous verdicts of its hits, which undo restores.
  private var previousVerdicts: [Int: [Verdict?]] = [:]
  /// The changes of the last decision entry, unless the journal says that they reached their files.
  public private(set) var unsaved: UnsavedChange?
  /// The last decision entry, and what could be redone before it, for `failed`.
  private var last: (entry: JournalEntry, undone: [Decision])?

  /// A decision, by its number, in a file.
  struct OwnText: Sendable, Hashable {
    let sequence: Int
    let path: String
  }

  public struct Comment: Sendable, Hashable {
    public let text: String
    public let author: String
    public let at: String
    let sequence: Int
  }

  public init(header: SessionHeader) {
    self.header = header
    ruleTexts = header.texts
  }

  /// The text at the start of the session.
  public func originalText(of path: String) -> String? { header.originalText(of: path) }

  /// The paths of the files whose text has changed since the start of the session.
  public var changedPaths: [String] {
    header.paths.filter { ruleTexts[$0] != header.originalText(of: $0) }
  }

  public var nextUndo: Decision? { decisions.last }
  public var nextRedo: Decision? { undone.last }
}

/// An entry that does not follow from earlier ones.
public struct SessionInconsistency: Error, Sendable, Hashable, CustomStringConvertible {
  public let sequence: Int
  public let description: String
}

extension SessionState {
  /// Applies one entry. On an error nothing changes.
  public mutating func apply(_ entry: JournalEntry) throws(SessionInconsistency) {
    defer { lastSequence = max(lastSequence, entry.sequence) }
    let undoneBefore = undone
    let textsBefore = ruleTexts
    switch entry.action {
    case .decide(let decision):
      try perform(decision)
      undone = []
    case .undo(let sequence):
      guard let decision = decisions.last, decision.sequence == sequence else {
        throw SessionInconsistency(
          sequence: entry.sequence,
          description: "takes back entry \(sequence), which is not the last decision")
      }
      try revert(decision)
    case .redo(let sequence):
      guard let decision = undone.last, decision.sequence == sequence else {
        throw SessionInconsistency(
          sequence: entry.sequence,
          description: "makes entry \(sequence) again, which is not the last one undone")
      }
      try rebaseInPlace(decision, entry: entry.sequence)
      try perform(decision)
      undone.removeLast()
    case .failed(let sequence, _): return try takeOut(failed: sequence)
    case .saved(let sequence):
      // The file has the older text again: someone restored it; it was not a crash.
      if unsaved?.sequence == sequence { unsaved = nil }
      return
    case .ruleChangedElsewhere(let path, let text):
      guard ruleTexts[path] != nil else {
        throw SessionInconsistency(
          sequence: entry.sequence,
          description: "has a text of \(path), which is not a file of this session")
      }
      takeForeignText(text, of: path)
      last = (entry, undoneBefore)
      noteInFile(path)
      return
    case .rebase(let sequence, let patches):
      try rebase(sequence, onto: patches, entry: entry.sequence)
    case .relocate(let path, let place):
      guard ruleTexts[path] != nil else {
        throw SessionInconsistency(
          sequence: entry.sequence,
          description: "moves \(path), which is not a file of this session")
      }
      locations[path] = place
      return
    case .places(_, let places):
      keptPlaces.merge(places)
      return
    case .moveCursor(let hit):
      cursor = hit
      return
    case .resume, .search, .left, .unknown: return
    }
    last = (entry, undoneBefore)
    unsaved = unsavedChange(of: entry, textsBefore: textsBefore)
  }

  private mutating func perform(_ decision: Decision) throws(SessionInconsistency) {
    ruleTexts = try texts(after: decision, isUndone: false)
    switch decision.kind {
    case .judge(let hits, let verdict, _):
      previousVerdicts[decision.sequence] = hits.map { verdicts[$0] }
      for hit in hits { verdicts[hit] = verdict }
    case .comment(let hits, let text):
      let comment = Comment(
        text: text, author: decision.author, at: decision.at, sequence: decision.sequence)
      for hit in hits { comments[hit, default: []].append(comment) }
    case .changeRules: break
    }
    decisions.append(decision)
  }

  private mutating func revert(_ decision: Decision) throws(SessionInconsistency) {
    try rebaseInPlace(decision, entry: decision.sequence)
    ruleTexts = try texts(after: decision, isUndone: true)
    switch decision.kind {
    case .judge(let hits, _, _):
      // Backwards, so that a hit that is named twice gets its first verdict.
      for (hit, verdict) in zip(hits, previousVerdicts[decision.sequence] ?? []).reversed() {
        verdicts[hit] = verdict
      }
    case .comment(let hits, _):
      for hit in hits {
        comments[hit]?.removeAll { $0.sequence == decision.sequence }
        if comments[hit]?.isEmpty == true { comments[hit] = nil }
      }
    case .changeRules: break
    }
    decisions.removeLast()
    undone.append(decision)
  }

  /// The entry was journalled, but its rule file could not be written.
  private mutating func takeOut(failed sequence: Int) throws(SessionInconsistency) {
    guard let (entry, undoneBefore) = last, entry.sequence == sequence else { return }
    switch entry.action {
    case .decide, .redo:
      if let decision = decisions.last { try revert(decision) }
    case .undo:
      if let decision = undone.last { try perform(decision) }
    default: break
    }
    undone = undoneBefore
    last = nil
    unsaved = nil
  }

  /// If the texts that a decision fits are known, they are the files' texts again.
  private mutating func rebaseInPlace(
    _ decision: Decision, entry: Int
  ) throws(SessionInconsistency) {
    guard decision.paths.contains(where: { ownText(of: decision, path: $0) != nil }) else { return }
    try rebase(decision.sequence, onto: decision.changes.map(\.patches), entry: entry)
  }

  /// All texts after the changes of a decision, or after their undo.
  private func texts(
    after decision: Decision, isUndone: Bool
  ) throws(SessionInconsistency) -> [String: String] {
    var texts = ruleTexts
    for path in decision.paths {
      guard let text = texts[path] else {
        throw SessionInconsistency(
          sequence: decision.sequence,
          description: "changes \(path), which is not a file of this session")
      }
      guard let changed = decision.changed(text, of: path, isUndone: isUndone) else {
        throw SessionInconsistency(
          sequence: decision.sequence,
          description: "does not fit the text of \(path) at that point")
      }
      texts[path] = changed
    }
    return texts
  }

  /// The text of a file of the last decision is known to be in the file, or someone else's is.
  package mutating func noteInFile(_ path: String) {
    unsaved?.waiting.remove(path)
    if unsaved?.waiting.isEmpty == true { unsaved = nil }
  }
}
