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
extension SessionState {
  /// The text that the decision's patches fit, if the file has another one.
  package func ownText(of decision: Decision) -> String? { ownTexts[decision.sequence] }

  mutating func takeForeignText(_ text: String, of path: String) {
    let old = ruleTexts[path]
    for next in [decisions.lastChange(of: path), undone.lastChange(of: path)] {
      guard let next, ownTexts[next.sequence] == nil else { continue }
      ownTexts[next.sequence] = old
    }
    ruleTexts[path] = text
  }

  /// Sets the patches of the next decision to undo or redo for the file's current text.
  mutating func rebase(
    _ sequence: Int, onto patches: [TextPatch], entry: Int
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
    _ stack: WritableKeyPath<SessionState, [Decision]>, onto patches: [TextPatch], isInForce: Bool,
    _ entry: Int
  ) throws(SessionInconsistency) {
    guard var decision = self[keyPath: stack].last, let change = decision.change,
      let text = ruleTexts[change.path],
      let next = try? (isInForce ? patches.inverted : patches).applied(to: text)
    else {
      throw SessionInconsistency(
        sequence: entry, description: "moves a change to where it does not fit the text")
    }
    let own = ownTexts.removeValue(forKey: decision.sequence) ?? text
    let ownNext = try? (isInForce ? change.patches.inverted : change.patches).applied(to: own)
    decision.setPatches(patches)
    self[keyPath: stack][self[keyPath: stack].count - 1] = decision
    // The decision after it starts with the text that this one made.
    if let behind = self[keyPath: stack].dropLast().last(where: { $0.change?.path == change.path }),
      ownTexts[behind.sequence] == nil, let ownNext, !ownNext.hasSameBytes(as: next)
    {
      ownTexts[behind.sequence] = ownNext
    }
  }
}

extension [Decision] {
  /// The last decision that changed this file.
  fileprivate func lastChange(of path: String) -> Decision? {
    last { $0.change?.path == path }
  }
}

extension Decision {
  fileprivate mutating func setPatches(_ patches: [TextPatch]) {
    switch kind {
    case .judge(let hits, let verdict, var change?):
      change.patches = patches
      kind = .judge(hits: hits, verdict: verdict, change: change)
    case .changeRule(var change):
      change.patches = patches
      kind = .changeRule(change)
    case .judge, .comment: break
    }
  }
}
