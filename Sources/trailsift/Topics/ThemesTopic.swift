import TerminalScreen

/// `trailsift help themes`
enum ThemesTopic {
  static func text(of catalog: ThemeCatalog) -> String {
    let names = catalog.names.map { "  " + $0 }.joined(separator: "\n")
    return """
      T in the workbench previews the themes, and keeps one in config.yml. --theme NAME starts with one.

      \(names)

      terminal uses the terminal's own colours. okabe-ito-dark and okabe-ito-light are for eyes that confuse \
      red and green. Colour is never the only sign of anything, and NO_COLOR turns it off.

      A theme is a base16 or base24 scheme. Put your own into $XDG_CONFIG_HOME/trailsift/themes as NAME.yaml, \
      or give the path of a file.

      trailsift sends exact colours where the terminal announces them (COLORTERM=truecolor or 24bit) and \
      terminfo has an entry for them (Debian: ncurses-term); otherwise the nearest of 256, 16 or 8.
      """
  }
}
