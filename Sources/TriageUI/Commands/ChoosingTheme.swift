import TerminalScreen

extension Command {
  /// `T`: the screen previews the theme under the cursor.
  static let chooseTheme = Command(
    "chooseTheme", keys: [.character("T")],
    help:
      "Lists the themes and shows each as the cursor comes to it; {keepTheme} keeps it for next time, too.",
    in: .panesAndPages, availability: isIdle
  ) { state in
    let menu = ThemesMenu(names: state.settings.themes, before: state.settings.theme)
    let index = menu.names.firstIndex(of: menu.before) ?? 0
    state.surfaces.push(.dialog(.menu(Menu(menu, at: index))))
    return []
  }

  static let keepTheme = Command(
    "keepTheme", keys: [.enter], hint: "keep",
    help: "Keeps the theme that is shown, and writes it into config.yml for next time.",
    in: [.themes],
    availability: { state in
      guard let menu = Menu(state.surfaces.top),
        state.settings.themes.indices.contains(menu.cursor.index),
        state.settings.themes[menu.cursor.index] != state.settings.theme
      else { return .available }
      return .unavailable(because: "\(state.settings.themes[menu.cursor.index]) could not be shown")
    },
    perform: { $0.choose() })
}
