import TerminalScreen

// Folding an event's JSON: a folded value takes one line, `"items": [ 12 items … ],`.

extension Command {
  static let toggleFold = Command(
    "toggleFold", keys: [.enter], hint: "fold",
    help:
      "Folds the object, array or long text under the cursor, or unfolds it. On a line about two places, shows both events.",
    in: .events,
    availability: { state in
      if case .unavailable(let reason) = hasEvent(state) { return .unavailable(because: reason) }
      return state.focusedEvent?.fold.can == true || state.focusedEvent?.currentHead?.pair != nil
        ? .available : .unavailable(because: "this line holds nothing that folds")
    },
    perform: { state in
      if let pair = state.focusedEvent?.currentHead?.pair {
        return [.engine(.readPair(pair.first, pair.second))]
      }
      state.changeEvent { pane, _ in pane.toggleFold() }
      return []
    })

  static let foldOrOut = Command(
    "foldOrOut", keys: [.left, .character("h")],
    help: "Folds what the cursor is on; if it is folded, moves to the line that contains it.",
    in: .events, availability: hasEvent
  ) { state in
    state.changeEvent { pane, size in
      if pane.fold.can, !pane.fold.isFolded {
        pane.toggleFold()
      } else if let node = pane.currentNode, let json = pane.json {
        let parent = json.outline.nodes[node].parent
        if parent >= 0 { pane.move(toNode: parent, width: size.columns, height: size.rows) }
      }
    }
    return []
  }

  static let unfoldOrIn = Command(
    "unfoldOrIn", keys: [.right, .character("l")],
    help: "Unfolds what the cursor is on; what is unfolded already: to its first value.",
    in: .events, availability: hasEvent
  ) { state in
    state.changeEvent { pane, size in
      if pane.fold.can, pane.fold.isFolded {
        pane.toggleFold()
      } else if let node = pane.currentNode, let json = pane.json,
        json.outline.nodes[node].count > 0
      {
        pane.move(toNode: node + 1, width: size.columns, height: size.rows)
      }
    }
    return []
  }

  static let foldAll = Command(
    "foldAll", keys: [.character("z")],
    help: "Folds all objects and arrays of the event, or unfolds them all.", in: .events,
    availability: hasEvent
  ) { state in
    state.changeEvent { pane, _ in pane.toggleAllFolds() }
    return []
  }
}
