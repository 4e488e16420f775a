import TerminalScreen

@testable import TerminalScreen

/// The styles of a screen as text: a letter for each cell that is not plain, and the meaning of
/// each letter at three colour depths.
///
///      TTTTTTTTTTTTTTTTTTTTTTTT  LLLLLL
///
///     L  levelMedium bold on header      #ebcb8b on #3b4252 bold | reversed | reversed
struct StyleMap {
  private let screen: Screen
  private let letters: [Style: Character]

  init(_ screen: Screen) {
    self.screen = screen
    var letters: [Style: Character] = [.plain: " "]
    let styles = Set((0..<screen.size.rows).flatMap(screen.styles)).subtracting([.plain])
    for style in styles.sorted(by: { Self.rank($0).lexicographicallyPrecedes(Self.rank($1)) }) {
      let taken = Set(letters.values)
      letters[style] = Self.wanted(style).first { !taken.contains($0) } ?? "?"
    }
    self.letters = letters
  }

  /// Letters of the role's name, capitals first if there are attributes.
  private static func wanted(_ style: Style) -> [Character] {
    let name = Array("\(style.role)".filter(\.isLetter))
    let lower = name.map { Character($0.lowercased()) }
    let upper = name.map { Character($0.uppercased()) }
    let own = style == Style(style.role) ? lower + upper : upper + lower
    return own + Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
  }

  private static func rank(_ style: Style) -> [Int] {
    [style.role.rawValue, style.ground?.rawValue ?? 0].map(Int.init)
      + [style.isBold, style.isUnderlined, style.isReversed, style.isDim].map { $0 ? 1 : 0 }
  }

  var text: String {
    let rows = (0..<screen.size.rows).map { row in
      var line = String(screen.styles(row).map { letters[$0] ?? "?" })
      while line.last == " " { line.removeLast() }
      return line
    }
    let cursor = screen.cursor.map { "\ncursor at column \($0.column), row \($0.row)" } ?? ""
    return rows.joined(separator: "\n") + "\n\n" + legend.joined(separator: "\n") + cursor
  }

  private var legend: [String] {
    letters.filter { $0.key != .plain }.sorted { $0.value < $1.value }.map { style, letter in
      let looks = Look.depths.map { Look(of: style, at: $0).words }
      return "\(letter)  \(Self.words(style).padded(to: 34))  \(looks.joined(separator: " | "))"
    }
  }

  private static func words(_ style: Style) -> String {
    var words = "\(style.role)"
    if style.isBold { words += " bold" }
    if style.isUnderlined { words += " underlined" }
    if style.isReversed { words += " reversed" }
    if style.isDim { words += " dim" }
    if let ground = style.ground { words += " on \(ground)" }
    return words
  }
}

/// The terminal's attributes for a style, in words: `#88c0d0 on #3b4252 bold`, `red`, `reversed`.
struct Look {
  /// Millions of colours with a theme, the terminal's own sixteen, none.
  static let depths: [ColorDepth] = [.truecolor, .ansi16, .monochrome]

  let words: String

  init(of style: Style, at depth: ColorDepth) {
    let theme = Self.theme(depth)
    self.init(theme.appearance(of: style, depth: depth), theme, depth)
  }

  init(_ look: Appearance, _ theme: Theme, _ depth: ColorDepth) {
    let plain = theme.appearance(of: .plain, depth: depth)
    var words: [String] = []
    if look.foreground != plain.foreground { words.append(Self.name(look.foreground)) }
    if look.background != plain.background { words.append("on " + Self.name(look.background)) }
    if look.isReversed { words.append("reversed") }
    if look.isBold { words.append("bold") }
    if look.isDim { words.append("dim") }
    if look.isUnderlined { words.append("underlined") }
    self.words = words.isEmpty ? "plain" : words.joined(separator: " ")
  }

  static func theme(_ depth: ColorDepth) -> Theme {
    depth == .truecolor ? nord : .terminal(on: .black)
  }

  private static let nord =
    (try? ThemeCatalog(environment: [:]).theme(named: "nord")) ?? Theme.terminal

  private static func name(_ color: Color) -> String {
    switch color {
    case .terminal: "default"
    case .ansi(let number):
      ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"][Int(number) % 8]
    case .rgb(let color): color.hex
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
