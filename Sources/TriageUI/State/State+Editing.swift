import Triage

// Information on rules and edits: opens the pending dialog, or goes to the page that requested it.

extension State {
  mutating func receive(_ message: Message.Edit) -> [Effect] {
    switch message {
    case .previewed(let preview, let purpose):
      guard takesAnswer() else { return [] }
      var confirm = ConfirmEdit(preview: preview, purpose: purpose)
      if purpose == .edit { confirm.following = waiting.edits?.waiting.count ?? 0 }
      // Another reason does not change the edit.
      if ConfirmEdit(surfaces.top) != nil { surfaces.pop() }
      surfaces.push(.dialog(.confirm(.edit(confirm))))
    case .proposed(let proposals, let hits):
      guard takesAnswer() else { return [] }
      let menu = Menu(ProposalsMenu(proposals: proposals, hits: hits))
      surfaces.push(.dialog(.menu(menu)))
    case .fieldsFound(let choices, let rule):
      guard takesAnswer() else { return [] }
      surfaces.push(.dialog(.form(.fields(FieldsForm(changing: choices, rule: rule)))))
    case .weighed(let edit, let effect):
      surfaces.update(FieldsForm.self) { if $0.edit == edit { $0.effect = effect } }
    case .exceptionsListed(let statuses, let rule):
      surfaces.update(ExceptionsSurface.self) { if $0.rule == rule { $0.take(statuses) } }
    case .regionsRead(let regions): rules.regions = regions
    }
    return []
  }

  /// Whether an answer is still pending: Esc cancels it.
  private mutating func takesAnswer() -> Bool {
    guard waiting.pending == .preview else { return false }
    waiting.pending = nil
    return true
  }
}
