extension Screen {
  /// The same screen in ASCII, cell for cell, for terminals and locales without other signs.
  ///
  ///     ┌ theme ─┐  ▂▅█  ⣤⣿  …user/kim        + theme -+  .:#  .:  ~user/kim
  ///
  /// Views always draw the same signs. Signs that have to be distinguished have different
  /// replacements. Other text becomes `?`, with the same width.
  public var inASCII: Screen {
    var screen = self
    for index in cells.indices where !cells[index].isASCII {
      screen.cells[index] = cells[index].inASCII
    }
    return screen
  }
}

extension Cell {
  fileprivate var isASCII: Bool { text.utf8.count == 1 }

  fileprivate var inASCII: Cell {
    // The second column of a wide character: the first one now has one column.
    guard let scalar = text.unicodeScalars.first else { return Cell(text: " ", style: style) }
    let isAlone = text.unicodeScalars.count == 1
    return Cell(text: isAlone ? String(ASCIISigns.standIn(for: scalar)) : "?", style: style)
  }
}

/// The ASCII replacement of each sign that views draw.
enum ASCIISigns {
  static func standIn(for scalar: Unicode.Scalar) -> Character {
    table[scalar] ?? braille(scalar) ?? "?"
  }

  /// Dots are land on the map: a little, or much.
  private static func braille(_ scalar: Unicode.Scalar) -> Character? {
    guard (0x2800...0x28FF).contains(scalar.value) else { return nil }
    let dots = (scalar.value - 0x2800).nonzeroBitCount
    return dots == 0 ? " " : dots <= maximumDotsOfALittle ? "." : ":"
  }

  private static let maximumDotsOfALittle = 4

  private static let table: [Unicode.Scalar: Character] = {
    let groups: [(String, Character)] = [
      // Frames and axes.
      ("─–−", "-"), ("│", "|"), ("┌┐└┘├┤┬┴┼", "+"),
      // Bars, from low to high; shades, from light to dark; progress.
      ("▁▂", "."), ("▃▄▅", ":"), ("▆▇", "|"), ("█", "#"),
      ("▏▎▍", "|"), ("▌▋▊▉", "#"), ("░", ":"), ("▒", "+"), ("▓", "%"), ("▰", "#"), ("▱", "-"),
      // Regions on the map.
      ("◦", "+"), ("●", "@"), ("□", "a"), ("■", "A"),
      // Text, including São Paulo.
      ("ã", "a"), ("·", "."), ("…±", "~"), ("×", "x"), ("“”", "\""), ("‘’", "'"),
      ("→▸›", ">"), ("←‹", "<"), ("▲", "^"), ("▼", "v"),
    ]
    var table: [Unicode.Scalar: Character] = [:]
    for (scalars, ascii) in groups {
      for scalar in scalars.unicodeScalars { table[scalar] = ascii }
    }
    return table
  }()
}
