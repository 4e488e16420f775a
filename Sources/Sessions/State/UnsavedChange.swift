/// A change that is journalled, but may not have reached its file.
///
///     7 allowRegion …      the last line: the program was killed before the save
///     8 saved of 7         with this line, the change is in the file
///
/// It may be completed, but only on exactly the text that it was made on, and only if planning it
/// again gives the same bytes: anyone may have written the journal.
public struct UnsavedChange: Sendable, Hashable {
  /// The number of the entry: the decision, or its undo or redo.
  public let sequence: Int
  public let decision: Decision
  public let path: String
  /// The file's text before and after the change.
  package let before: String
  package let after: String
  let isUndo: Bool

  /// `allow region ap-east-1`, `undo of allow region ap-east-1`
  public var summary: String {
    (isUndo ? "undo of " : "") + (decision.change.map { "\($0.edit)" } ?? decision.summary)
  }
}

extension SessionState {
  /// The change of the last applied entry, if it changed a file.
  func unsavedChange(
    of entry: JournalEntry, textsBefore: [String: String]
  ) -> UnsavedChange? {
    let decision: Decision?
    let isUndo: Bool
    switch entry.action {
    case .decide, .redo: (decision, isUndo) = (decisions.last, false)
    case .undo: (decision, isUndo) = (undone.last, true)
    default: return nil
    }
    guard let decision, let path = decision.change?.path, let before = textsBefore[path],
      let after = ruleTexts[path]
    else { return nil }
    return UnsavedChange(
      sequence: entry.sequence, decision: decision, path: path, before: before, after: after,
      isUndo: isUndo)
  }

  /// Whether planning the change again, from its edit alone, gives the bytes in the journal.
  package func isProven(_ unsaved: UnsavedChange) -> Bool {
    guard let change = unsaved.decision.change else { return false }
    let (start, end) =
      unsaved.isUndo ? (unsaved.after, unsaved.before) : (unsaved.before, unsaved.after)
    guard let plan = try? with(start, of: unsaved.path).plan(again: change) else { return false }
    return plan.before.path == unsaved.path && plan.site.kind == change.site
      && plan.after.text.hasSameBytes(as: end)
  }
}
