import TerminalScreen

// The dialog with the diff: Enter writes.

extension Command {
  static let write: Command = Command(
    "write", keys: [.enter], hint: "write the rule",
    help: "Writes the rule file, at once and whole.", in: [.confirm],
    availability: { state in
      guard let confirm = ConfirmEdit(state.surfaces.top) else { return .available }
      if confirm.preview.silencesTruePositives {
        return .unavailable(
          because: "it would silence true positives; \(state.key(.writeAnyway)) writes it anyway")
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
    help: "Writes the rule although hits marked as true positives would be silenced.",
    in: [.confirm],
    availability: { state in
      guard let confirm = ConfirmEdit(state.surfaces.top), confirm.preview.silencesTruePositives
      else {
        return .unavailable(
          because: "no true positive would be silenced; \(state.key(.write)) writes it")
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
