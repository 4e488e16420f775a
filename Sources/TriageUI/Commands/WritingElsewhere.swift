import Basics
import TerminalScreen

extension Command {
  /// `W`: keeps the rule in another file from here on, if its own can't be written.
  static let writeElsewhere = Command(
    "writeElsewhere", keys: [.character("W")], hint: "write elsewhere",
    help:
      "Writes the rule to another file, and keeps it there from then on; its own stays as it is.",
    in: [.confirm, .hits, .event],
    availability: { state in
      let confirm = ConfirmEdit(state.surfaces.top)
      if let confirm, confirm.failure == nil,
        let loss = confirm.preview.loss
      {
        return .unavailable(
          because: "it would \(loss); \(state.key(.writeAnyway)) writes it anyway")
      }
      if confirm == nil && state.pathToRelocate == nil {
        return .unavailable(because: "mark hits of one rule: that rule is written")
      }
      return canWrite(state)
    },
    perform: { state in
      let waiting = ConfirmEdit(state.surfaces.top)
      guard let path = waiting?.preview.first.path ?? state.pathToRelocate else { return [] }
      return state.ask(.place(of: path), text: path.nameForCopy)
    })
}

extension State {
  /// The file of the targets' rule.
  fileprivate var pathToRelocate: String? {
    targetRule.flatMap { rules.indices.contains($0) ? rules[$0].path : nil }
  }

  /// Keeps a file at another path from here on, and writes the pending edit there.
  mutating func writeElsewhere(_ path: String, to place: String) -> [Effect] {
    guard !place.isEmpty else { return [] }
    let request = ConfirmEdit(surfaces.top)?.request
    surfaces.dismissDialogs()
    waiting.pending = .decision
    return [.engine(.writeElsewhere(path, to: place, then: request))]
  }
}

extension String {
  /// The suggested name: `unusual-region-edited.yml`, in the working folder.
  fileprivate var nameForCopy: String {
    guard let (stem, kind) = lastPathPart.cut(atLast: ".") else { return lastPathPart + "-edited" }
    return stem + "-edited." + kind
  }
}
