import TerminalScreen

extension Command {
  /// `z`: lists hits that the current rules no longer match. The event pane shows what silences
  /// each.
  static let showSilenced = Command(
    "showSilenced", keys: [.character("z")], hint: "silenced",
    help: "Lists the silenced hits, each with what silences it; again or {clearOrBack}: back.",
    in: [.hits],
    availability: { state in
      if case .unavailable(let reason) = isIdle(state) { return .unavailable(because: reason) }
      return state.list.silenced.isEmpty && !state.list.showsSilenced
        ? .unavailable(because: "no hit is silenced") : .available
    },
    perform: { state in
      if state.list.showsSilenced { return state.closeExcerpt() }
      state.list.openSilenced(of: state.table, state.session.byRow)
      return state.showCurrent()
    })

  static func silencedAlready(_ state: State) -> String {
    "the rule no longer matches these hits; \(state.key(.showSilenced)) goes back to those that it does"
  }
}
