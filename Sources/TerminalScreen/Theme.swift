/// Colours for the roles: a base16 or base24 scheme, or the terminal's own.
///
///     let theme = try ThemeCatalog().theme(named: "nord")
///     theme.appearance(of: Style(.jsonKey), depth: .truecolor).foreground    // base0D, as far as readable
///
/// Colours that are too weak to be readable on their background move toward the foreground until
/// they are readable (`RGB.textContrast`). On a terminal with 16 colours or fewer, every theme uses
/// the terminal's own colours, which the user has chosen.
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

  /// The terminal's own foreground, background and 16 colours. The default, since it fits light and
  /// dark terminals without querying them.
  public static let terminal = Theme(
    slug: "terminal", name: "Terminal", author: "", variant: nil, palette: [])
}
