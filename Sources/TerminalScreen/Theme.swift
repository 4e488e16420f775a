/// Colours for the roles: a base16 or base24 scheme, or the terminal's own.
///
///     let theme = try ThemeCatalog().theme(named: "nord")
///     theme.appearance(of: Style(.jsonKey), depth: .truecolor).foreground    // base0D, as far as readable
///
/// Colours that are too weak to be readable on their background move toward the foreground until
/// they are readable (`RGB.textContrast`). On a terminal with 16 colours or fewer, a scheme is painted
/// with the readable ones that look most like its own.
public struct Theme: Sendable, Hashable {
  public enum Variant: String, Sendable, Hashable { case dark, light }

  /// The theme's name on the command line: `solarized-light`.
  public var slug: String
  public var name: String
  public var author: String

  /// Nil for the terminal's own colours, which may be either.
  public var variant: Variant?

  /// base00 to base0F, and for base24 base10 to base17; empty for the terminal's own colours.
  public var palette: [RGB]

  /// Whether the terminal's own background, such as a transparent one, replaces base00. A light
  /// scheme is then unreadable in a dark terminal.
  public var keepsTerminalBackground = false

  /// The terminal's own colours, as far as it tells them.
  public var own = TerminalColors()

  /// The terminal's own foreground, background and 16 colours, which the user has chosen; those that
  /// are not readable on its background are replaced. The default.
  public static let terminal = Theme(
    slug: "terminal", name: "Terminal", author: "", variant: nil, palette: [])

  /// The terminal's own colours on a known background.
  public static func terminal(on background: RGB) -> Theme {
    var theme = terminal
    theme.own.background = background
    return theme
  }
}
