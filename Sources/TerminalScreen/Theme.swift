/// Colours for the roles: a base16 or base24 scheme, or the terminal's own.
///
///     let theme = try ThemeCatalog().theme(named: "nord")
///     theme.appearance(of: Style(.jsonKey), depth: .truecolor).foreground    // base0D, as far as readable
///
/// A scheme's colours that are too weak to be read on their background are moved toward its foreground until
/// they are (`RGB.textContrast`). Where a terminal has 16 colours or less, every theme uses the terminal's
/// own ones, for which its user has chosen what they look like.
public struct Theme: Sendable, Hashable {
  public enum Variant: String, Sendable, Hashable { case dark, light }

  /// What the theme is called on the command line: `solarized-light`.
  public var slug: String
  public var name: String
  public var author: String

  /// Nil for the terminal's own colours, which may be either.
  public var variant: Variant?

  /// base00 to base0F, and for base24 base10 to base17; empty for the terminal's own colours.
  public var palette: [RGB]

  /// Whether the terminal's own background stays (with a transparent one, say) instead of base00.
  /// A light scheme in a dark terminal cannot be read then.
  public var keepsTerminalBackground = false

  /// The terminal's own foreground, background and 16 colours. The default: it fits light and dark
  /// terminals, and nobody needs to ask the terminal which it is.
  public static let terminal = Theme(
    slug: "terminal", name: "Terminal", author: "", variant: nil, palette: [])
}
