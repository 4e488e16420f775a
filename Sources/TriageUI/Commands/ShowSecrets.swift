import TerminalScreen

extension Command {
  /// `U`: shows session tokens, keys and passwords, which are masked by default.
  static let showSecrets: Command = Command(
    "showSecrets", keys: [.character("U")],
    help:
      "Shows the secrets of events (session tokens, keys, passwords), in copies too, or masks them again.",
    in: Set<Context>.panes.union(Set<Context>.events).union([.compare])
  ) { state in
    let shows = !state.settings.showsSecrets
    state.settings.showsSecrets = shows
    state.notice =
      shows
      ? .warning(
        "secrets are shown, and copied as they are; \(state.key(.showSecrets)) masks them again")
      : .done("secrets are masked")
    return []
  }
}
