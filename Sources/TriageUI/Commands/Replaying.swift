import TerminalScreen

// Playing a session. In a replay these keys come before those of the list.

extension Command {
  static let playPause = Command(
    "playPause", keys: [.character(" ")], hint: "play/pause",
    help: "Plays the session, or pauses it; at its end, plays it from the beginning.",
    in: [.replay]
  ) { state in
    guard state.replay?.isAtEnd == true else {
      state.replay?.isPlaying.toggle()
      return []
    }
    let effects = state.moveReplay { $0.go(to: 0) }
    state.replay?.isPlaying = true
    return effects
  }

  static let stepReplay = going(
    "stepReplay", [.right, .character(".")], hint: "step", help: "Plays the next entry and pauses.",
    unless: atEnd
  ) { $0.go(to: $0.position + 1) }

  static let stepBack = going(
    "stepBack", [.left, .character(",")], hint: "back", help: "Goes back by one entry and pauses.",
    unless: atStart
  ) { $0.go(to: $0.position - 1) }

  static let nextDecision = going(
    "nextDecision", [.character("]")], hint: "next decision",
    help: "Goes to the next decision, behind which its effect is seen.", unless: atEnd
  ) { $0.goToNextDecision() }

  static let previousDecision = going(
    "previousDecision", [.character("[")], hint: "previous",
    help: "Goes to the decision before; from the first one to the beginning.", unless: atStart
  ) { $0.goToPreviousDecision() }

  static let replayStart = going(
    "replayStart", [.character("g")], help: "To the session's beginning.", unless: atStart
  ) { $0.go(to: 0) }

  static let replayEnd = going(
    "replayEnd", [.character("G")], help: "To the session's end.", unless: atEnd
  ) { $0.go(to: $0.timeline.count) }

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

  private static func going(
    _ name: String, _ keys: [Key], hint: String? = nil, help: String,
    unless reason: @escaping @Sendable (Replay) -> String?,
    by go: @escaping @Sendable (inout Replay) -> Void
  ) -> Command {
    Command(
      name, keys: keys, hint: hint, help: help, in: [.replay],
      availability: { state in
        state.replay.flatMap(reason).map { .unavailable(because: $0) } ?? .available
      },
      perform: { state in
        state.replay?.isPlaying = false
        return state.moveReplay(go)
      })
  }

  private static let atEnd: @Sendable (Replay) -> String? = {
    $0.isAtEnd ? "the session ends here" : nil
  }

  private static let atStart: @Sendable (Replay) -> String? = {
    $0.position == 0 ? "the session begins here" : nil
  }
}
