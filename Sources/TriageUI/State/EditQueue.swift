import RuleEditing

/// Edits of a rule, or of several, by one command. Each is shown, confirmed and journalled separately, in order.
struct EditQueue: Sendable, Hashable {
  let rules: [Int]
  private(set) var waiting: ArraySlice<RuleEdit>

  init?(_ edits: some Sequence<RuleEdit>, rules: [Int]) {
    waiting = ArraySlice(Array(edits))
    self.rules = rules
    if waiting.isEmpty { return nil }
  }

  mutating func next() -> RuleEdit? { waiting.popFirst() }
}

extension State {
  /// Requests the preview of the first edit. The others follow when it is written.
  mutating func preview(_ edits: [RuleEdit], rules: [Int]) -> [Effect] {
    waiting.edits = EditQueue(edits, rules: rules)
    return previewNextEdit()
  }

  mutating func previewNextEdit() -> [Effect] {
    guard var queue = waiting.edits, let edit = queue.next() else {
      waiting.edits = nil
      return []
    }
    waiting.edits = queue
    return preview(edit, rules: queue.rules)
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
