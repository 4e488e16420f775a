import Basics
import RuleEditing
import SourceYAML

/// Decisions on a file that someone else changes.
///
///     decisions     1 ── 2 ── 3 ┆ (someone adds a line) ┆ 4
///     own texts               ▲ that of 3 is kept; 4 applies to the new text
///
/// A decision's patches fit one text: the text right after the decision if it is in force (undo
/// starts there), or right before it if it is undone. While nobody else writes, that is the file's
/// text, or follows from the next decision. When someone else writes, the text is kept here, so
/// that the patches can be moved to the new text when they are needed. A `rebase` entry records the
/// result.
///
/// A decision may change several files, and each has its own text.
extension SessionState {
  /// The text of a file that the decision's patches fit, if the file has another one.
  package func ownText(of decision: Decision, path: String) -> String? {
    ownTexts[OwnText(sequence: decision.sequence, path: path)]
  }

  mutating func takeForeignText(_ text: String, of path: String) {
    let old = ruleTexts[path]
    for next in [decisions.lastChange(of: path), undone.lastChange(of: path)] {
      guard let next else { continue }
      let key = OwnText(sequence: next.sequence, path: path)
      if ownTexts[key] == nil { ownTexts[key] = old }
    }
    ruleTexts[path] = text
  }

  /// Sets the patches of the next decision to undo or redo for the files' current texts.
  ///
  /// - Parameter patches: those of each of its changes.
  mutating func rebase(
    _ sequence: Int, onto patches: [[TextPatch]], entry: Int
  ) throws(SessionInconsistency) {
    if decisions.last?.sequence == sequence {
      try rebase(\.decisions, onto: patches, isInForce: true, entry)
    } else if undone.last?.sequence == sequence {
      try rebase(\.undone, onto: patches, isInForce: false, entry)
    } else {
      throw SessionInconsistency(
        sequence: entry,
        description: "moves the change of entry \(sequence), which is not the next to undo or redo")
    }
  }

  private mutating func rebase(
    _ stack: WritableKeyPath<SessionState, [Decision]>, onto patches: [[TextPatch]],
    isInForce: Bool, _ entry: Int
  ) throws(SessionInconsistency) {
    func misfit() -> SessionInconsistency {
      SessionInconsistency(
        sequence: entry, description: "moves a change to where it does not fit the text")
    }
    guard let old = self[keyPath: stack].last, old.changes.count == patches.count else {
      throw misfit()
    }
    var new = old
    for (index, own) in patches.enumerated() { new.changes[index].patches = own }
    var moved: [(path: String, text: String, next: String)] = []
    for path in old.paths {
      guard let text = ruleTexts[path],
        let next = new.changed(text, of: path, isUndone: isInForce)
      else { throw misfit() }
      moved.append((path, text, next))
    }
    self[keyPath: stack][self[keyPath: stack].count - 1] = new
    for (path, text, next) in moved {
      let own = ownTexts.removeValue(forKey: OwnText(sequence: old.sequence, path: path)) ?? text
      let ownNext = old.changed(own, of: path, isUndone: isInForce)
      // The decision after it starts with the text that this one made.
      guard let behind = self[keyPath: stack].dropLast().last(where: { $0.paths.contains(path) }),
        let ownNext, !ownNext.hasSameBytes(as: next)
      else { continue }
      let key = OwnText(sequence: behind.sequence, path: path)
      if ownTexts[key] == nil { ownTexts[key] = ownNext }
    }
  }
}

extension [Decision] {
  /// The last decision that changed this file.
  fileprivate func lastChange(of path: String) -> Decision? {
    last { $0.paths.contains(path) }
  }
}

extension Decision {
  /// The text of a file after the decision's changes, or after their undo; `nil` if they do not fit.
  func changed(_ text: String, of path: String, isUndone: Bool) -> String? {
    let own = changes.filter { $0.path == path }
    let patches = isUndone ? own.reversed().map(\.patches.inverted) : own.map(\.patches)
    return try? patches.reduce(text) { try $1.applied(to: $0) }
  }
}
