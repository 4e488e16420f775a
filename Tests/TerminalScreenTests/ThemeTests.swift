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
    for depth in [ColorDepth.truecolor, .ansi16, .ansi8, .monochrome] {
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

  /// A scheme is painted with its background, at 8 and 16 colours too.
  @Test(arguments: bundled, [ColorDepth.ansi16, .ansi8])
  func `with few colours every role can be read on the scheme's background`(
    name: String, depth: ColorDepth
  ) throws {
    let theme = try ThemeCatalog(environment: [:]).theme(named: name)
    for role in Role.allCases {
      let colors = theme.colors(for: role, depth: depth)
      let foreground = try #require(Self.shown(colors.foreground, theme.own, depth))
      let background = try #require(Self.shown(colors.background, theme.own, depth))
      #expect(foreground.contrast(with: background) >= 4.5, "\(role) of \(name)")
      #expect(background.isLight == (theme.variant == .light))
    }
    #expect(theme.colors(for: .error, depth: .monochrome).foreground == .terminal)
  }

  /// The terminal's background as it may be; nil is unknown.
  private static let backgrounds: [RGB?] =
    [nil]
    + ["ffffff", "000000", "fdf6e3", "002b36", "1a1b1e", "eee8d5", "f0f0f0", "300a24"]
    .map { RGB(hex: $0) }

  @Test(arguments: backgrounds, [ColorDepth.truecolor, .ansi256, .ansi16, .ansi8])
  func `the terminal's own colours can be read on its background`(
    background: RGB?, depth: ColorDepth
  ) {
    var theme = Theme.terminal
    theme.own.background = background
    for role in Role.allCases {
      let colors = theme.colors(for: role, depth: depth)
      #expect(colors.background == .terminal)
      // The user has chosen the terminal's foreground.
      guard let foreground = Self.shown(colors.foreground, theme.own, depth) else { continue }
      for ground in background.map({ [$0] }) ?? [.white, .black] {
        #expect(foreground.contrast(with: ground) >= 4.5, "\(role)")
      }
    }
    let isColored = theme.colors(for: .key, depth: depth).foreground != .terminal
    #expect(isColored || background == nil || depth == .ansi8 || depth == .ansi16)
  }

  /// Nil for the terminal's own foreground and background.
  private static func shown(_ color: Color, _ own: TerminalColors, _ depth: ColorDepth) -> RGB? {
    switch color {
    case .terminal: nil
    case .ansi(let number): own.palette[Int(number)]
    case .rgb(let color): depth == .ansi256 ? Palette256.shown(color) : color
    }
  }

  @Test func `a background that is known by its answer or by COLORFGBG`() {
    #expect(TerminalColors(environment: ["COLORFGBG": "0;15"]).background == .white)
    #expect(TerminalColors(environment: ["COLORFGBG": "15;default;0"]).background == .black)
    for nothing in ["", "0;default", "x"] {
      #expect(TerminalColors(environment: ["COLORFGBG": nothing]).background == nil)
    }
    func answer(_ text: String) -> TerminalAnswer? { .init(operatingSystemCommand: text) }
    #expect(answer("11;rgb:ffff/ffff/ffff") == .background(.white))
    #expect(answer("11;rgba:0/0/0/8") == .background(.black))
    #expect(answer("4;1;rgb:cdcd/0000/00") == .color(1, RGB(red: 0xCD, green: 0, blue: 0)))
    for other in [
      "10;rgb:0/0/0", "11;#ffffff", "11;rgb:0/0", "11;rgb:/0/0", "11;rgb:+1/0/0", "4;rgb:0/0/0",
      "4;300;rgb:0/0/0", "52;c;QQ==", "",
    ] {
      #expect(answer(other) == nil)
    }
    // The user's own red is used if it can be read.
    var theme = Theme.terminal(on: .white)
    theme.own.take(.color(1, RGB(red: 0x90, green: 0, blue: 0)))
    #expect(theme.colors(for: .error, depth: .ansi256).foreground == .ansi(1))
    theme.own.take(.color(1, RGB(red: 0xFF, green: 0x90, blue: 0x90)))
    #expect(theme.colors(for: .error, depth: .ansi256).foreground != .ansi(1))
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
