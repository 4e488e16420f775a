import TerminalScreen

extension Command {
  static let undo = Command(
    "undo", keys: [.character("u")], hint: "undo",
    help: "Takes the last decision back, the rule file included. Works across restarts.",
    in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = canDecide(state) { return .unavailable(because: reason) }
      return state.session.nextUndo == nil ? .unavailable(because: "nothing to undo") : .available
    },
    perform: { state in
      state.waiting.pending = .decision
      return [.engine(.undo)]
    })

  static let redo = Command(
    "redo", keys: [.control("r")],
    help: "Makes the decision that was undone last again.", in: .panesAndPages,
    availability: { state in
      if case .unavailable(let reason) = canDecide(state) { return .unavailable(because: reason) }
      return state.session.nextRedo == nil ? .unavailable(because: "nothing to redo") : .available
    },
    perform: { state in
      state.waiting.pending = .decision
      return [.engine(.redo)]
    })
}
