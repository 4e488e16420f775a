import Testing

@testable import TerminalScreen

@Suite struct ThemeTests {
  static let bundled = ThemeCatalog.bundled.map(\.name)

  @Test(arguments: bundled, [ColorDepth.truecolor, .ansi256])
  func `every role can be read on its background`(name: String, depth: ColorDepth) throws {
    let theme = try ThemeCatalog(environment: [:]).theme(named: name)
    for role in Role.allCases {
      let colors = theme.colors(for: role, depth: depth)
      guard case .rgb(let foreground) = colors.foreground,
        case .rgb(let background) = colors.background
      else {
        Issue.record("\(role) has no colours")
        continue
      }
      let shown =
        depth == .ansi256
        ? (Palette256.shown(foreground), Palette256.shown(background)) : (foreground, background)
      let wanted = role.isLine ? RGB.lineContrast : RGB.textContrast
      #expect(shown.0.contrast(with: shown.1) >= wanted, "\(role) of \(name)")
    }
  }

  @Test func `the cursor row is reversed in every theme and depth`() throws {
    for name in ThemeCatalog(environment: [:]).names {
      let theme = try ThemeCatalog(environment: [:]).theme(named: name)
      for depth in ColorDepth.allCases {
        #expect(theme.appearance(of: Style(.selection), depth: depth).isReversed)
      }
    }
  }

  @Test func `with few colours every theme uses the terminal's own`() throws {
    let nord = try ThemeCatalog(environment: [:]).theme(named: "nord")
    for role in Role.allCases {
      for depth in [ColorDepth.ansi16, .ansi8, .monochrome] {
        let painted = nord.colors(for: role, depth: depth)
        let own = Theme.terminal.colors(for: role, depth: depth)
        #expect(painted.foreground == own.foreground)
        #expect(painted.background == .terminal)
      }
      #expect(nord.colors(for: role, depth: .monochrome).foreground == .terminal)
    }
  }

  @Test func `the terminal's background can be kept`() throws {
    var nord = try ThemeCatalog(environment: [:]).theme(named: "nord")
    nord.keepsTerminalBackground = true
    #expect(nord.colors(for: .plain, depth: .truecolor).background == .terminal)
    #expect(nord.colors(for: .header, depth: .truecolor).background != .terminal)
  }

  @Test(arguments: [
    ("#81A1C1", 109), ("2e3440", 237), ("fff", 231), ("000000", 16), ("ff0000", 196),
  ])
  func `the nearest of 256 colours looks alike`(hex: String, number: Int) throws {
    #expect(Palette256.nearest(try #require(RGB(hex: hex))) == number)
  }

  @Test func `contrast is that of the guidelines`() throws {
    #expect(abs(RGB.black.contrast(with: .white) - 21) < 0.001)
    // The grey that just reaches 4.5 on white.
    let grey = try #require(RGB(hex: "767676"))
    #expect(grey.contrast(with: .white) >= 4.5)
  }
}
