import RuleEditing

/// A change of a file that is journalled and of which the journal does not say that it reached the file.
///
///     7 allowRegion …      the last line: a kill came between it and the file
///     8 saved of 7         with this line, the change is in the file
///
/// It may be completed, but only on the very text that it was made on, and only if planning it again leads to the same
/// bytes: a journal is a text that anybody may have written.
public struct UnsavedChange: Sendable, Hashable {
  /// The number of the entry: of the decision, or of its undo or redo.
  public let sequence: Int
  public let decision: Decision
  public let path: String
  /// The file's text that it was made on, and the one that it makes.
  package let before: String
  package let after: String
  let isUndo: Bool

  /// `allow region ap-east-1`, `undo of allow region ap-east-1`
  public var summary: String {
    (isUndo ? "undo of " : "") + (decision.change.map { "\($0.edit)" } ?? decision.summary)
  }
}

extension SessionState {
  /// What an entry that was just taken in changed, if it changed a file.
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

  /// Whether planning the change again, from its edit alone, leads to the bytes that the journal has for it.
  package func isProven(_ unsaved: UnsavedChange) -> Bool {
    guard let change = unsaved.decision.change else { return false }
    let (start, end) =
      unsaved.isUndo ? (unsaved.after, unsaved.before) : (unsaved.before, unsaved.after)
    guard let plan = try? with(start, of: unsaved.path).plan(again: change) else { return false }
    return plan.before.path == unsaved.path && plan.site.kind == change.site
      && plan.after.text.hasSameBytes(as: end)
  }
}
