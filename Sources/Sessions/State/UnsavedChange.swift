/// Changes that are journalled, but may not have reached their files.
///
///     7 allowRegion …      the last line: the program was killed before the save
///     8 saved of 7         with this line, the changes are in their files
///
/// They may be completed, but only on exactly the texts that they were made on, and only if planning
/// them again gives the same bytes: anyone may have written the journal.
public struct UnsavedChange: Sendable, Hashable {
  /// A file's text before and after the changes.
  package struct File: Sendable, Hashable {
    package let path: String
    package let before: String
    package let after: String
  }

  /// The number of the entry: the decision, or its undo or redo.
  public let sequence: Int
  public let decision: Decision
  package let files: [File]
  /// The paths of the files that may not have their text yet.
  package internal(set) var waiting: Set<String>
  let isUndo: Bool

  /// `allow region ap-east-1`, `undo of allow region ap-east-1`
  public var summary: String { (isUndo ? "undo of " : "") + decision.changes.editSummary }

  /// A file that may not have its text yet.
  package func file(_ path: String) -> File? {
    waiting.contains(path) ? files.first { $0.path == path } : nil
  }
}

extension SessionState {
  /// The changes of the last applied entry, if it changed files.
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
    guard let decision else { return nil }
    let files = decision.paths.compactMap { path in
      textsBefore[path].flatMap { before in
        ruleTexts[path].map { UnsavedChange.File(path: path, before: before, after: $0) }
      }
    }
    return files.isEmpty
      ? nil
      : UnsavedChange(
        sequence: entry.sequence, decision: decision, files: files,
        waiting: Set(files.map(\.path)), isUndo: isUndo)
  }

  /// Whether planning the changes again, from their edits alone, gives the bytes in the journal.
  package func isProven(_ unsaved: UnsavedChange) -> Bool {
    var state = self
    for file in unsaved.files {
      state = state.with(unsaved.isUndo ? file.after : file.before, of: file.path)
    }
    for change in unsaved.decision.changes {
      guard let plan = try? state.plan(again: change), plan.before.path == change.path,
        plan.site.kind == change.site
      else { return false }
      state = state.with(plan.after.text, of: change.path)
    }
    return unsaved.files.allSatisfy {
      state.ruleTexts[$0.path]?.hasSameBytes(as: unsaved.isUndo ? $0.before : $0.after) == true
    }
  }
}
