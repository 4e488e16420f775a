import TerminalScreen

// The dialog with the diff: Enter writes.

extension Command {
  static let write: Command = Command(
    "write", keys: [.enter], hint: "write the rule",
    help: "Writes the rule file, at once and whole.", in: [.confirm],
    availability: { state in
      guard let confirm = ConfirmEdit(state.surfaces.top) else { return .available }
      if let loss = confirm.preview.loss {
        return .unavailable(
          because: "it would \(loss); \(state.key(.writeAnyway)) writes it anyway")
      }
      return canWrite(state)
    },
    perform: { $0.writeConfirmed() })

  static let giveReason = Command(
    "giveReason", keys: [.character("r")], hint: "reason",
    help: "Says why: the reason goes into the rule's comment, with date and author.", in: [.confirm]
  ) { state in
    guard let confirm = ConfirmEdit(state.surfaces.top) else { return [] }
    return state.ask(.reason, text: confirm.preview.reason ?? "")
  }

  static let writeAnyway: Command = Command(
    "writeAnyway", keys: [.character("!")], hint: "write anyway",
    help:
      "Writes the rule although hits marked as true positives would be silenced, or tests break.",
    in: [.confirm],
    availability: { state in
      guard let confirm = ConfirmEdit(state.surfaces.top), confirm.preview.loss != nil
      else {
        return .unavailable(
          because: "no true positive and no test would be lost; \(state.key(.write)) writes it")
      }
      return canWrite(state)
    },
    perform: { $0.writeConfirmed() })

  static let canWrite: @Sendable (State) -> Availability = { state in
    state.session.isReadOnly
      ? .unavailable(because: "this session is read-only") : canDecide(state)
  }
}

extension State {
  fileprivate mutating func writeConfirmed() -> [Effect] {
    ConfirmEdit(surfaces.top).map { decide($0.request) } ?? []
  }
}
