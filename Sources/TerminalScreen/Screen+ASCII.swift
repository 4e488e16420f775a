extension Screen {
  /// The same screen in signs of ASCII alone, cell for cell: for terminals and locales that have no others.
  ///
  ///     ┌ theme ─┐  ▂▅█  ⣤⣿  …user/kim        + theme -+  .:#  .:  ~user/kim
  ///
  /// Views draw one set of signs and need not ask; each has a stand-in of its own among those that it is told apart
  /// from. Text that has none becomes `?`, as wide as it was.
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
    // The second column of a wide character: what stood in the first one is one column now.
    guard let scalar = text.unicodeScalars.first else { return Cell(text: " ", style: style) }
    let isAlone = text.unicodeScalars.count == 1
    return Cell(text: isAlone ? String(ASCIISigns.standIn(for: scalar)) : "?", style: style)
  }
}

/// What each sign that views draw becomes in ASCII.
enum ASCIISigns {
  static func standIn(for scalar: Unicode.Scalar) -> Character {
    table[scalar] ?? braille(scalar) ?? "?"
  }

  /// Dots are land on the map: a little of it, or much.
  private static func braille(_ scalar: Unicode.Scalar) -> Character? {
    guard (0x2800...0x28FF).contains(scalar.value) else { return nil }
    let dots = (scalar.value - 0x2800).nonzeroBitCount
    return dots == 0 ? " " : dots <= mostDotsOfALittle ? "." : ":"
  }

  private static let mostDotsOfALittle = 4

  private static let table: [Unicode.Scalar: Character] = {
    let groups: [(String, Character)] = [
      // Frames and axes.
      ("─–−", "-"), ("│", "|"), ("┌┐└┘├┤┬┴┼", "+"),
      // Bars, from low to high; shades, from light to dark; how far something is.
      ("▁▂", "."), ("▃▄▅", ":"), ("▆▇", "|"), ("█", "#"),
      ("▏▎▍", "|"), ("▌▋▊▉", "#"), ("░", ":"), ("▒", "+"), ("▓", "%"), ("▰", "#"), ("▱", "-"),
      // Regions on the map.
      ("◦", "+"), ("●", "@"), ("□", "a"), ("■", "A"),
      // Text, São Paulo among it.
      ("ã", "a"), ("·", "."), ("…±", "~"), ("×", "x"), ("“”", "\""), ("‘’", "'"),
      ("→▸", ">"), ("←", "<"), ("▲", "^"), ("▼", "v"),
    ]
    var table: [Unicode.Scalar: Character] = [:]
    for (scalars, ascii) in groups {
      for scalar in scalars.unicodeScalars { table[scalar] = ascii }
    }
    return table
  }()
}
