import TestSupport
import Testing

@testable import TerminalScreen

@Suite struct ThemeTests {
  static let bundled = ThemeCatalog.bundled.map(\.name)

  /// On the page, on the bars, and on a line of text being typed.
  @Test(arguments: bundled, [ColorDepth.truecolor, .ansi256])
  func `every role can be read on its background`(name: String, depth: ColorDepth) throws {
    let theme = try ThemeCatalog(environment: [:]).theme(named: name)
    for ground in [nil, Role.header, .footer, .input] {
      for role in Role.allCases {
        let colors = theme.colors(for: role, on: ground, depth: depth)
        guard case .rgb(let foreground) = colors.foreground,
          case .rgb(let background) = colors.background
        else {
          Issue.record("\(role) has no colours")
          continue
        }
        let shown =
          depth == .ansi256
          ? (Palette256.shown(foreground), Palette256.shown(background)) : (foreground, background)
        #expect(shown.0.contrast(with: shown.1) >= 4.5, "\(role) of \(name)")
      }
    }
  }

  /// Any scheme a user may bring: random colours, grey on grey, one colour only.
  @Test(arguments: 1...40) func `so it is with any scheme`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var theme = Theme.terminal
    let grey = UInt8.random(in: 0...255, using: &random)
    theme.palette = (0..<16).map { _ in
      seed.isMultiple(of: 3)
        ? RGB(red: grey, green: grey, blue: grey)
        : RGB(
          red: .random(in: 0...255, using: &random), green: .random(in: 0...255, using: &random),
          blue: .random(in: 0...255, using: &random))
    }
    for role in Role.allCases {
      let colors = theme.colors(for: role, depth: .truecolor)
      guard case .rgb(let foreground) = colors.foreground,
        case .rgb(let background) = colors.background
      else { continue }
      #expect(foreground.contrast(with: background) >= 4.5, "\(role)")
    }
  }

  @Test func `what is written on a bar keeps the bar`() throws {
    let nord = try ThemeCatalog(environment: [:]).theme(named: "nord")
    var screen = Screen(size: Size(columns: 10, rows: 2))
    screen.fill(Rect(column: 0, row: 0, columns: 10, rows: 1), style: Style(.header))
    screen.put("12 TP", column: 0, row: 0, style: Style(.truePositive))
    screen.put("12 TP", column: 0, row: 1, style: Style(.truePositive))
    let bar = nord.appearance(of: screen[0, 9].style, depth: .truecolor).background
    #expect(nord.appearance(of: screen[0, 0].style, depth: .truecolor).background == bar)
    #expect(nord.appearance(of: screen[1, 0].style, depth: .truecolor).background != bar)
    for depth in [ColorDepth.ansi16, .ansi8, .monochrome] {
      #expect(Theme.terminal.appearance(of: screen[0, 0].style, depth: depth).isReversed)
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
    ("#81A1C1", 110), ("2e3440", 236), ("fff", 231), ("000000", 16), ("ff0000", 196),
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
