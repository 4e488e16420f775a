import RuleEditing

/// Edits of a rule that were asked for together: each is shown, confirmed and journalled by itself, one after the other.
struct EditQueue: Sendable, Hashable {
  let rule: Int
  private(set) var waiting: ArraySlice<RuleEdit>

  init?(_ edits: some Sequence<RuleEdit>, rule: Int) {
    waiting = ArraySlice(Array(edits))
    self.rule = rule
    if waiting.isEmpty { return nil }
  }

  mutating func next() -> RuleEdit? { waiting.popFirst() }
}

extension State {
  /// Has the effect of the first edit worked out; the others come when it is written.
  mutating func preview(_ edits: [RuleEdit], rule: Int) -> [Effect] {
    waiting.edits = EditQueue(edits, rule: rule)
    return previewNextEdit()
  }

  mutating func previewNextEdit() -> [Effect] {
    guard var queue = waiting.edits, let edit = queue.next() else {
      waiting.edits = nil
      return []
    }
    waiting.edits = queue
    return preview(edit, rule: queue.rule)
  }

  /// Forgets the edits that wait, and says so.
  mutating func dropWaitingEdits() {
    let left = waiting.edits?.waiting.count ?? 0
    waiting.edits = nil
    guard left > 0 else { return }
    let words = "\(left) more \(left == 1 ? "edit was" : "edits were") not made"
    switch notice {
    case .some(let notice) where notice.kind == .refused:
      self.notice = .refused("\(notice.text); \(words)")
    default: notice = .warning(words)
    }
  }
}
