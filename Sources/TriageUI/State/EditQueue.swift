import RuleEditing

/// Edits of a rule by one command. Each is shown, confirmed and journalled separately, in order.
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
  /// Requests the preview of the first edit. The others follow when it is written.
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

  /// Drops the pending edits, with a notice.
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
