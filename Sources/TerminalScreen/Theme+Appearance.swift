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
    var look = look(of: style, depth: depth)
    // Many terminals show bold text in the bright form of its colour.
    if look.isBold, case .ansi(let number) = look.foreground, number < 8,
      !isReadable(own.palette[Int(number) + 8], on: look.background)
    {
      look.isBold = false
    }
    return look
  }

  private func isReadable(_ color: RGB, on background: Color) -> Bool {
    let grounds: [RGB] =
      switch background {
      case .terminal: own.background.map { [$0] } ?? [.black, .white]
      case .ansi(let number): [own.palette[Int(number)]]
      case .rgb(let color): [color]
      }
    return grounds.allSatisfy { color.contrast(with: $0) >= RGB.textContrast }
  }

  private func look(of style: Style, depth: ColorDepth) -> Appearance {
    let colors = colors(for: style.role, on: style.ground, depth: depth)
    var look = Appearance(
      foreground: colors.foreground, background: colors.background,
      isBold: style.isBold, isUnderlined: style.isUnderlined,
      isReversed: style.isReversed, isDim: style.isDim)
    if style.role == .selection { look.isReversed = true }
    if hasScheme, depth == .truecolor || depth == .ansi256 {
      // Dim would halve the contrast that was just ensured.
      look.isDim = false
      return look
    }
    if style.ground == .header || style.ground == .footer {
      // The bar is one reversed stripe; colours in it would break it up.
      (look.foreground, look.background) = self.colors(for: .plain, depth: depth)
      if style.role != .selection { look.isReversed = true }
      if style.role == .title || style.role == .key { look.isBold = true }
      return look
    }
    switch style.role {
    case .header, .footer, .searchMatch: look.isReversed = true
    case .title, .dialogTitle, .error, .levelCritical, .key: look.isBold = true
    case .input: look.isUnderlined = true
    // With colours, dim text may no longer be readable.
    case .muted, .border: look.isDim = depth == .monochrome
    default: break
    }
    return look
  }

  private var hasScheme: Bool { palette.count >= 16 }

  /// The colours of a role, without attributes.
  /// - Parameter ground: the background, if it is not the page.
  public func colors(
    for role: Role, on ground: Role? = nil, depth: ColorDepth
  ) -> (foreground: Color, background: Color) {
    switch depth {
    case .monochrome: (.terminal, .terminal)
    case .ansi16, .ansi8: inFewColors(role, depth)
    case .truecolor, .ansi256:
      hasScheme ? painted(role, on: ground, depth: depth) : (ownColor(role), .terminal)
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

  // MARK: - With the terminal's own colours

  /// One of 16 or 8 colours, on the background of the scheme or of the terminal.
  private func inFewColors(
    _ role: Role, _ depth: ColorDepth
  ) -> (foreground: Color, background: Color) {
    let isPainted = hasScheme && !keepsTerminalBackground
    let isLight = palette.first?.isLight ?? false
    // The white of eight colours is a light grey.
    let number: UInt8 = !isLight ? 0 : depth == .ansi16 ? 15 : 7
    let background: Color = isPainted ? .ansi(number) : .terminal
    let plain: Color = isPainted ? .ansi(isLight ? 0 : 7) : .terminal
    let ground = isPainted ? own.palette[Int(number)] : own.background
    // On an unknown background no colour is sure to be readable.
    // A grey among few colours would become one of another meaning.
    guard let ground, role.hasOwnColor, role.slots.foreground != 0x03,
      let color = Palette16(colors: own.palette).nearest(
        scheme(on: ground)[role.slots.foreground], on: [ground], depth: depth)
    else { return (plain, background) }
    return (.ansi(color), background)
  }

  /// The terminal's own colour for a role, or a readable one that looks like it. On an unknown
  /// background, one that is readable on black and on white.
  private func ownColor(_ role: Role) -> Color {
    guard role.hasOwnColor else { return .terminal }
    let grounds = own.background.map { [$0] } ?? [.black, .white]
    let wanted = scheme(on: grounds[0])[role.slots.foreground]
    if let ansi = role.ansi {
      // The normal form, or the bright one.
      let readable = [ansi, ansi + 8].first { number in
        grounds.allSatisfy {
          own.palette[Int(number)].contrast(with: $0) >= RGB.textContrast
        }
      }
      if let readable { return .ansi(readable) }
    }
    return Palette256.nearest(wanted, readableOn: grounds).flatMap(Palette256.color)
      .map(Color.rgb) ?? .terminal
  }

  /// What roles look like without a scheme.
  private func scheme(on background: RGB) -> [RGB] {
    if hasScheme { return palette }
    return background.isLight ? Self.usualOnLight : Self.usualOnDark
  }

  private static let usualOnDark = usual(
    grey: "a0a0a0", text: "d4d4d4", red: "f2777a", orange: "f99157", yellow: "e6c45c",
    green: "99cc99", cyan: "66cccc", blue: "6ca8e6", magenta: "cc99cc")
  private static let usualOnLight = usual(
    grey: "6a6a6a", text: "303030", red: "b00020", orange: "a34e00", yellow: "7a5c00",
    green: "2f6d1f", cyan: "006c70", blue: "1f57b0", magenta: "8a2f9e")

  private static func usual(
    grey: String, text: String, red: String, orange: String, yellow: String, green: String,
    cyan: String, blue: String, magenta: String
  ) -> [RGB] {
    let page = [text, text, text, grey, text, text, text, text]
    return (page + [red, orange, yellow, green, cyan, blue, magenta, magenta]).map {
      RGB(hex: $0) ?? .black
    }
  }
}
