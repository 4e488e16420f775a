import Basics
import TerminalScreen

extension Command {
  static let comment = Command(
    "comment", keys: [.character("c")], hint: "comment",
    help:
      "Writes a comment to the hit, or to the marked ones; right after a verdict, to what was judged.",
    in: .panesAndPages,
    availability: { state in
      state.waiting.justJudged.isEmpty ? canDecideOnHits(state) : canDecide(state)
    },
    perform: { state in
      let judged = state.waiting.justJudged
      return state.ask(.comment(hits: judged.isEmpty ? state.targetIDs : judged))
    })

  static let submitText = Command(
    "submitText", keys: [.enter], hint: "done", help: "Takes what was typed.", in: [.text]
  ) { state in
    Prompt(state.surfaces.top).map { state.submit($0) } ?? []
  }

  /// Esc in a line of text: goes back.
  static let leaveText = Command(
    "leaveText", keys: [.escape, .control("c")], hint: "back",
    help: "Leaves the line of text; what was typed is not taken.", in: [.text, .filter]
  ) { state in
    state.surfaces.pop()
    return state.cancelCount()
  }
}
