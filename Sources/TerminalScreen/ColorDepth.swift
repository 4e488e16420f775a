/// The number of colours that a terminal shows.
public enum ColorDepth: Sendable, Hashable, CaseIterable {
  case truecolor, ansi256, ansi16, ansi8, monochrome
}

/// A colour of a theme.
public enum Color: Sendable, Hashable {
  /// The terminal's own foreground or background.
  case terminal
  /// One of the terminal's 16: 0 black, 1 red, 2 green, 3 yellow, 4 blue, 5 magenta, 6 cyan, 7
  /// white; 8 to 15 their bright forms.
  case ansi(UInt8)
  case rgb(RGB)
}
