import Basics
import TerminalScreen

extension Command {
  /// `W`: the rule is kept in another file from here on, for one that cannot be written.
  static let writeElsewhere = Command(
    "writeElsewhere", keys: [.character("W")], hint: "write elsewhere",
    help:
      "Writes the rule to another file, and keeps it there from then on; its own stays as it is.",
    in: [.confirm, .hits, .event],
    availability: { state in
      if case .confirm(let confirm) = state.dialog, confirm.failure == nil,
        confirm.preview.silencesTruePositives
      {
        return .unavailable(
          because: "it would silence true positives; \(state.key(.writeAnyway)) writes it anyway")
      }
      if state.dialog == nil && state.pathToRelocate == nil {
        return .unavailable(because: "mark hits of one rule: that rule is written")
      }
      return canWrite(state)
    },
    perform: { state in
      var waiting: Dialog.ConfirmEdit?
      if case .confirm(let confirm) = state.dialog { waiting = confirm }
      guard let path = waiting?.preview.path ?? state.pathToRelocate else { return [] }
      state.dialog = .place(TextInput(path.nameForCopy), of: path, waiting)
      return []
    })
}

extension State {
  /// The file of the rule that the targets are hits of.
  fileprivate var pathToRelocate: String? {
    targetRule.flatMap { rules.indices.contains($0) ? rules[$0].path : nil }
  }

  mutating func writeElsewhere(
    _ path: String, to place: String, _ confirm: Dialog.ConfirmEdit?
  ) -> [Effect] {
    dialog = confirm.map(Dialog.confirm)
    guard !place.isEmpty else { return [] }
    dialog = nil
    pending = .decision
    return [.engine(.writeElsewhere(path, to: place, then: confirm?.request))]
  }
}

extension String {
  /// A name to begin with: `unusual-region-edited.yml`, in the working folder.
  fileprivate var nameForCopy: String {
    guard let (stem, kind) = lastPathPart.cut(atLast: ".") else { return lastPathPart + "-edited" }
    return stem + "-edited." + kind
  }
}
