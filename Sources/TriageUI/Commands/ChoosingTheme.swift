import TerminalScreen

extension Command {
  /// `T`: the screen shows each theme as the cursor comes to it.
  static let chooseTheme = Command(
    "chooseTheme", keys: [.character("T")],
    help:
      "Lists the themes and shows each as the cursor comes to it; Enter keeps it for next time, too.",
    in: .panesAndPages, availability: isIdle
  ) { state in
    state.dialog = .themes(ChooseTheme(names: state.themes, current: state.theme))
    return []
  }

  static let keepTheme = Command(
    "keepTheme", keys: [.enter], hint: "keep",
    help: "Keeps the theme that is shown, and writes it into config.yml for next time.",
    in: [.themes],
    availability: { state in
      guard case .themes(let choice) = state.dialog, choice.current != state.theme else {
        return .available
      }
      return .unavailable(because: "\(choice.current) could not be shown")
    },
    perform: { state in
      guard case .themes(let choice) = state.dialog else { return [] }
      state.dialog = nil
      state.notice = .done("theme: \(choice.current)")
      return [.files(.saveTheme(choice.current))]
    })
}
