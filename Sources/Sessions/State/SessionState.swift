import HitStore
import RuleEditing
import SourceYAML

/// Everything that a session has decided by now: what its journal adds up to.
///
/// It is a fold over journal entries and nothing else, so that a resumed session, a replay and the running one agree.
///
///     header ─▶ rule texts     decide ─▶ verdicts, comments, rule texts     undo ─▶ all of it back
public struct SessionState: Sendable {
  public private(set) var header: SessionHeader
  /// The text of each file as the decisions made it, by path: rule files, files of filters and of placeholders.
  /// A file that is not there has the empty text.
  public internal(set) var ruleTexts: [String: String]
  public private(set) var verdicts: [HitID: Verdict] = [:]
  public private(set) var comments: [HitID: [Comment]] = [:]
  /// Decisions in force, oldest first.
  public internal(set) var decisions: [Decision] = []
  /// Decisions taken back, the next to redo last.
  public internal(set) var undone: [Decision] = []
  /// Where files are that the session no longer keeps where its header says, by the header's path.
  public internal(set) var locations: [String: String] = [:]
  /// For decisions that a foreign change parted from their file's text, by number: the text that their patches are for.
  var ownTexts: [Int: String] = [:]
  /// Where the analyst looked last.
  public private(set) var cursor: HitID?
  /// The number of the last entry taken in.
  public private(set) var lastSequence = 0
  /// For each verdict in force, what its hits had before: undo puts it back.
  private var previousVerdicts: [Int: [Verdict?]] = [:]
  /// The change of the last entry that decided something, unless the journal says that it reached its file.
  public private(set) var unsaved: UnsavedChange?
  /// The last entry that decided something, and what could be redone before it: what `failed` takes back.
  private var last: (entry: JournalEntry, undone: [Decision])?

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

  /// The text with which the session began.
  public func originalText(of path: String) -> String? { header.originalText(of: path) }

  /// The paths of the files whose text is another than the session began with.
  public var changedPaths: [String] {
    header.paths.filter { ruleTexts[$0] != header.originalText(of: $0) }
  }

  public var nextUndo: Decision? { decisions.last }
  public var nextRedo: Decision? { undone.last }
}

/// An entry that does not follow from the ones before it.
public struct SessionInconsistency: Error, Sendable, Hashable, CustomStringConvertible {
  public let sequence: Int
  public let description: String
}

extension SessionState {
  /// Takes in one entry. On an error nothing has changed.
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
      if let change = decision.change, ownTexts[sequence] != nil {
        try rebase(sequence, onto: change.patches, entry: entry.sequence)
      }
      try perform(decision)
      undone.removeLast()
    case .failed(let sequence, _): return try takeOut(failed: sequence)
    case .saved(let sequence):
      // A file with the older text again: somebody put it back, and no crash kept the change from it.
      if unsaved?.sequence == sequence { unsaved = nil }
      return
    case .ruleChangedElsewhere(let path, let text):
      guard ruleTexts[path] != nil else {
        throw SessionInconsistency(
          sequence: entry.sequence,
          description: "has a text of \(path), which is not a file of this session")
      }
      takeForeignText(text, of: path)
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
    case .moveCursor(let hit):
      cursor = hit
      return
    case .resume, .search, .unknown: return
    }
    last = (entry, undoneBefore)
    unsaved = unsavedChange(of: entry, textsBefore: textsBefore)
  }

  private mutating func perform(_ decision: Decision) throws(SessionInconsistency) {
    if let change = decision.change { try apply(change.patches, of: change, decision.sequence) }
    switch decision.kind {
    case .judge(let hits, let verdict, _):
      previousVerdicts[decision.sequence] = hits.map { verdicts[$0] }
      for hit in hits { verdicts[hit] = verdict }
    case .comment(let hits, let text):
      let comment = Comment(
        text: text, author: decision.author, at: decision.at, sequence: decision.sequence)
      for hit in hits { comments[hit, default: []].append(comment) }
    case .changeRule: break
    }
    decisions.append(decision)
  }

  private mutating func revert(_ decision: Decision) throws(SessionInconsistency) {
    if let change = decision.change {
      if ownTexts[decision.sequence] != nil {
        try rebase(decision.sequence, onto: change.patches, entry: decision.sequence)
      }
      try apply(change.patches.inverted, of: change, decision.sequence)
    }
    switch decision.kind {
    case .judge(let hits, _, _):
      // Backwards, so that a hit named twice ends as it was at first.
      for (hit, verdict) in zip(hits, previousVerdicts[decision.sequence] ?? []).reversed() {
        verdicts[hit] = verdict
      }
    case .comment(let hits, _):
      for hit in hits {
        comments[hit]?.removeAll { $0.sequence == decision.sequence }
        if comments[hit]?.isEmpty == true { comments[hit] = nil }
      }
    case .changeRule: break
    }
    decisions.removeLast()
    undone.append(decision)
  }

  /// The entry was journalled, and then its rule file could not be written.
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

  private mutating func apply(
    _ patches: [TextPatch], of change: RuleChange, _ sequence: Int
  ) throws(SessionInconsistency) {
    guard let text = ruleTexts[change.path] else {
      throw SessionInconsistency(
        sequence: sequence,
        description: "changes \(change.path), which is not a file of this session")
    }
    do {
      ruleTexts[change.path] = try patches.applied(to: text)
    } catch {
      throw SessionInconsistency(
        sequence: sequence, description: "does not fit the text of \(change.path) at that point")
    }
  }
}
