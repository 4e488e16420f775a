import Triage

/// An edit with its effect and its diff, to be written with Enter.
public struct ConfirmEdit: Sendable {
  let preview: EditPreview
  let purpose: PreviewPurpose
  var scroll = Scroll()
  /// The text of the rule file changed after the preview; this is the edit on the new text.
  var isRenewed = false
  /// The number of further edits of the same command, which are shown after it.
  var following = 0
  /// Why it could not be written, after a failed try.
  var failure: String?

  init(preview: EditPreview, purpose: PreviewPurpose) {
    self.preview = preview
    self.purpose = purpose
  }

  /// The decision when the edit is confirmed.
  var request: DecisionRequest {
    switch purpose {
    case .edit: .edit(preview)
    case .falsePositive(let hits): .judge(.falsePositive, hits: hits, exception: preview)
    }
  }
}

extension ConfirmEdit: SurfaceContent {
  static let contexts: Set<Command.Context> = [.confirm]

  init?(_ surface: Surface) {
    guard case .dialog(.confirm(.edit(let confirm))) = surface else { return nil }
    self = confirm
  }

  func put(into surface: inout Surface) { surface = .dialog(.confirm(.edit(self))) }
}
