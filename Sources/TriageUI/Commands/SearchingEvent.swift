import Basics
import TerminalScreen

// Searching within one event: keys and values, including folded ones.

extension Command {
  static let searchEvent = Command(
    "searchEvent", keys: [.character("/")], hint: "search",
    help: "Searches the event's keys and values, folded ones too; nothing typed searches on.",
    in: .events,
    availability: { state in
      if case .unavailable(let reason) = isIdle(state) { return .unavailable(because: reason) }
      return hasEvent(state)
    },
    perform: { state in
      state.ask(.searchEvent)
    })

  static let searchEventNext = Command(
    "searchEventNext", keys: [.character("n")],
    help: "Goes to the next value of the event that has the searched text.", in: .events,
    availability: hasEventSearch
  ) { state in
    state.findInEvent(forward: true)
    return []
  }

  static let searchEventPrevious = Command(
    "searchEventPrevious", keys: [.character("N")], help: "Goes to the previous value that has it.",
    in: .events, availability: hasEventSearch
  ) { state in
    state.findInEvent(forward: false)
    return []
  }

  private static let hasEventSearch: @Sendable (State) -> Availability = { state in
    if case .unavailable(let reason) = hasEvent(state) { return .unavailable(because: reason) }
    return state.focusedEvent?.matcher != nil
      ? .available
      : .unavailable(
        because: "nothing was searched in the event yet; \(state.key(.searchEvent)) searches")
  }
}

extension State {
  /// Moves to the next value with the searched text, and unfolds what hides it.
  mutating func findInEvent(forward: Bool) {
    guard let pane = focusedEvent, pane.matcher != nil else { return }
    guard let found = pane.found(forward: forward) else {
      notice = .refused("the event has no “\(pane.searched)”")
      return
    }
    changeEvent { pane, size in
      pane.reveal(found.node)
      pane.move(toNode: found.node, width: size.columns, height: size.rows)
    }
    let words =
      "\((found.place + 1).grouped) of \(pane.found.count.counting("value")) with “\(pane.searched)”"
    notice = .done(
      found.wrapped
        ? "search went round the \(forward ? "end" : "start") of the event: \(words)" : words)
  }
}
