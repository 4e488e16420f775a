import Basics
import RuleEditing
import SourceYAML

/// What becomes of decisions when someone else changes a file that they changed.
///
///     decisions     1 ── 2 ── 3 ┆ (someone adds a line) ┆ 4
///     own texts               ▲ that of 3 is kept: 4 is made on the new text
///
/// A decision's patches are for one text: in force, for the one right after it (undo takes them back from there);
/// undone, for the one right before it. As long as nobody else writes, that text is the file's, or follows from the
/// decision beside it. When somebody does, the text is kept here, so that the patches can be carried over to the new
/// one when their turn comes; what they are there, a `rebase` entry records.
extension SessionState {
  /// The text that the decision's patches are for, if the file holds another one.
  package func ownText(of decision: Decision) -> String? { ownTexts[decision.sequence] }

  mutating func takeForeignText(_ text: String, of path: String) {
    let old = ruleTexts[path]
    for next in [decisions.lastChange(of: path), undone.lastChange(of: path)] {
      guard let next, ownTexts[next.sequence] == nil else { continue }
      ownTexts[next.sequence] = old
    }
    ruleTexts[path] = text
  }

  /// Gives the next decision to undo or to redo the patches that it has on the file's present text.
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
    // The decision after it was made on the text that this one made.
    if let behind = self[keyPath: stack].dropLast().last(where: { $0.change?.path == change.path }),
      ownTexts[behind.sequence] == nil, let ownNext, !ownNext.hasSameBytes(as: next)
    {
      ownTexts[behind.sequence] = ownNext
    }
  }
}

extension [Decision] {
  /// The last one that changed this file.
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
