import TerminalScreen
import Triage

extension Command {
  static let playPause = Command(
    "playPause", keys: [.character(" ")], hint: "play/pause",
    help: "Plays the session, or pauses it.",
    in: [.replay]
  ) { state in
    state.replay?.isPlaying.toggle()
    return []
  }

  static let stepReplay = Command(
    "stepReplay", keys: [.right, .character(".")], hint: "step",
    help: "Plays the next entry and pauses.", in: [.replay],
    availability: { state in
      state.replay?.isAtEnd == true ? .unavailable(because: "the session ends here") : .available
    },
    perform: { state in
      state.replay?.isPlaying = false
      return state.replay?.step().map { state.play($0) } ?? []
    })

  static let slower = Command(
    "slower", keys: [.character("-")], hint: "slower", help: "Plays at half the speed.",
    in: [.replay]
  ) { state in
    state.replay?.changeSpeed(by: -1)
    return []
  }

  static let faster = Command(
    "faster", keys: [.character("+"), .character("=")], hint: "faster",
    help: "Plays at twice the speed.", in: [.replay]
  ) { state in
    state.replay?.changeSpeed(by: 1)
    return []
  }
}

extension State {
  /// Plays one journalled entry: what moved the cursor moves it, what was decided is decided again, in memory.
  mutating func play(_ entry: JournalEntry) -> [Effect] {
    let command = Command.all.first { $0.name == entry.name }
    replay?.lastKey = command.map { "\(keymap.keyName(of: $0))  \($0.name)" } ?? entry.name
    switch entry.action {
    case .moveCursor(let id):
      guard let row = table.row(of: id), list.move(toRow: row, of: table) else { return [] }
      replay?.lastKey = nil
      return showCurrent()
    case .search(let text):
      search = text
      return []
    case .decide(let decision):
      var effects: [Effect] = [.replay(entry, table)]
      if let first = decision.hits.first, let row = table.row(of: first),
        list.move(toRow: row, of: table)
      {
        effects = showCurrent() + effects
      }
      return effects
    case .undo, .redo, .failed, .ruleChangedElsewhere, .rebase, .relocate:
      return [.replay(entry, table)]
    case .resume, .unknown: return []
    }
  }
}
