import Triage

// Results of decisions.

extension State {
  mutating func receive(_ message: Message.Session) -> [Effect] {
    switch message {
    case .decided(let outcome, let request, let hasWaitingFiles):
      session.hasWaitingFiles = hasWaitingFiles
      return take(outcome, of: request)
    case .refused(let refusal, let session, let hasWaitingFiles):
      self.session.hasWaitingFiles = hasWaitingFiles
      let effects = session.ruleTexts == self.session.ruleTexts ? [] : adopt(session)
      let wayOut = "; \(key(.writeElsewhere)) keeps the rule in another file"
      refuse(refusal.description + (refusal.kind == .notSaved ? wayOut : ""))
      return effects
    case .filesSettled(let notes, let session, let evaluation, let areAllBack):
      show(session)
      self.session.hasWaitingFiles = !areAllBack
      take(evaluation)
      if let note = notes.first { notice = .warning(note.description) }
      return evaluateNewRows() + showCurrentIfChanged(always: true)
    case .silencersNamed(let column):
      table.replace(column)
      return []
    case .edited(let path): return [.engine(.takeFile(path))]
    case .evaluated(let evaluation):
      session.isEvaluating = false
      take(evaluation)
      return evaluateNewRows() + showCurrentIfChanged()
    }
  }

  /// With each key, checks whether a rule file has a usable text again.
  func recheckFiles() -> [Effect] {
    session.hasWaitingFiles && waiting.pending == nil ? [.engine(.recheckFiles)] : []
  }

  private mutating func take(
    _ outcome: DecisionOutcome, of request: DecisionRequest?
  ) -> [Effect] {
    waiting.pending = nil
    switch outcome {
    case .done(let session, let evaluation, let message):
      let judged = show(session)
      notice = .done(message)
      let marked = !list.marks.isEmpty
      let isOnPage = surfaces.page != nil
      if let evaluation { take(evaluation) }
      // Undoing and redoing show what they changed.
      if request == nil, !isOnPage, let row = judged.min(by: table.isBefore) {
        list.move(toRow: row, of: table)
      }
      if case .judge(_, let hits, _) = request { waiting.justJudged = hits }
      if case .judge(_?, _, _) = request {
        if isOnPage {
          let state = self
          surfaces.changePage(GroupsSurface.self) { $0.takeVerdict(in: state) }
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
