import Triage

// What became of a decision.

extension State {
  mutating func take(_ outcome: DecisionOutcome, of request: DecisionRequest?) -> [Effect] {
    waiting.pending = nil
    switch outcome {
    case .done(let session, let evaluation, let message):
      show(session)
      notice = .done(message)
      let marked = !list.marks.isEmpty
      let isOnPage = surfaces.page != nil
      if let evaluation { take(evaluation) }
      if case .judge(_?, _, _) = request {
        if isOnPage {
          let state = self
          surfaces.update(GroupsSurface.self) { $0.goToNextOpen(in: state) }
        } else {
          list.marks = []
          if !marked { goToNextUndecided() }
        }
        if let words = completionWords { notice = .done(words) }
      }
      let next = request == nil ? [] : previewNextEdit()
      return evaluateNewRows() + showCurrentIfChanged(always: true) + next
    case .ruleChanged(let preview, let session):
      let effects = adopt(session)
      notice = .warning(
        "the rule file was changed by someone else: this is the edit on its new text")
      var confirm = ConfirmEdit(preview: preview, purpose: purpose(of: request))
      confirm.isRenewed = true
      show(confirm)
      return effects
    case .notSaved(let preview, let reason, let session):
      let effects = adopt(session)
      notice = .refused("nothing was written")
      var confirm = ConfirmEdit(preview: preview, purpose: purpose(of: request))
      confirm.failure = reason
      show(confirm)
      return effects
    }
  }

  private func purpose(of request: DecisionRequest?) -> PreviewPurpose {
    if case .judge(_, let hits, _) = request { .falsePositive(hits: hits) } else { .edit }
  }

  /// Opens the dialog again, with an edit that was not written.
  private mutating func show(_ confirm: ConfirmEdit) {
    var confirm = confirm
    confirm.following = waiting.edits?.waiting.count ?? 0
    waiting.keys = []
    surfaces.push(.dialog(.confirm(.edit(confirm))))
  }
}
