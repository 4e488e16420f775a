/// The colours and attributes of a style on a terminal.
public struct Appearance: Sendable, Hashable {
  public var foreground: Color
  public var background: Color
  public var isBold: Bool
  public var isUnderlined: Bool
  public var isReversed: Bool
  public var isDim: Bool
}

extension Theme {
  /// The appearance of a style at a colour depth.
  ///
  /// The cursor row (`selection`) is reversed in every theme and depth, so that it never depends on
  /// a colour. If a theme has no colours for them, bars and matches are reversed or underlined,
  /// titles bold, muted text dim.
  public func appearance(of style: Style, depth: ColorDepth) -> Appearance {
    let colors = colors(for: style.role, on: style.ground, depth: depth)
    var look = Appearance(
      foreground: colors.foreground, background: colors.background,
      isBold: style.isBold, isUnderlined: style.isUnderlined,
      isReversed: style.isReversed, isDim: style.isDim)
    if style.role == .selection { look.isReversed = true }
    let isPainted = !palette.isEmpty && (depth == .truecolor || depth == .ansi256)
    if isPainted {
      // Dim would halve the contrast that was just ensured.
      look.isDim = false
      return look
    }
    if style.ground == .header || style.ground == .footer {
      // The bar is one reversed stripe; colours in it would break it up.
      (look.foreground, look.background) = (.terminal, .terminal)
      if style.role != .selection { look.isReversed = true }
      if style.role == .title || style.role == .key { look.isBold = true }
      return look
    }
    switch style.role {
    case .header, .footer, .searchMatch: look.isReversed = true
    case .title, .dialogTitle, .error, .levelCritical, .key: look.isBold = true
    case .input: look.isUnderlined = true
    case .muted, .border: look.isDim = true
    default: break
    }
    return look
  }

  /// The colours of a role, without attributes.
  /// - Parameter ground: the background, if it is not the page.
  public func colors(
    for role: Role, on ground: Role? = nil, depth: ColorDepth
  ) -> (foreground: Color, background: Color) {
    switch depth {
    case .monochrome:
      return (.terminal, .terminal)
    case .ansi16, .ansi8:
      return (role.ansi.map(Color.ansi) ?? .terminal, .terminal)
    case .truecolor, .ansi256:
      guard palette.count >= 16 else {
        return (role.ansi.map(Color.ansi) ?? .terminal, .terminal)
      }
      return painted(role, on: ground, depth: depth)
    }
  }

  private func painted(
    _ role: Role, on ground: Role?, depth: ColorDepth
  ) -> (foreground: Color, background: Color) {
    func shown(_ color: RGB) -> RGB {
      depth == .ansi256 ? Palette256.shown(color) : color
    }
    let slots = role.slots
    let isOnPage = slots.background == 0x00
    let backgroundSlot = isOnPage ? ground?.slots.background ?? 0x00 : slots.background
    let background = palette[backgroundSlot]
    let foreground = palette[slots.foreground].readable(
      on: shown(background), toward: palette[role == .searchMatch ? 0x00 : 0x05],
      contrast: RGB.textContrast, shown: shown)
    if backgroundSlot == 0, keepsTerminalBackground { return (.rgb(foreground), .terminal) }
    return (.rgb(foreground), .rgb(background))
  }
}
