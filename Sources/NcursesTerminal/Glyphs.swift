import CNcurses
import TerminalScreen

/// What can be drawn of a cell's text, given the locale.
///
/// ncurses counts columns with the C library's `wcwidth`, whose Unicode may be older than ours. Where both
/// disagree on a scalar, a stand-in is drawn, so that no row ever shifts.
struct Glyphs {
  let isUnicode: Bool

  /// The scalars for one cell; nil if a stand-in of as many columns is needed.
  func scalars(of text: String, width: Int) -> [UInt32]? {
    let scalars = text.unicodeScalars.map(\.value)
    guard let base = scalars.first else { return nil }
    if base < 0x7F, scalars.count == 1 { return scalars }
    guard isUnicode, Int(trailsift_wcwidth(base)) == width,
      scalars.dropFirst().allSatisfy({ trailsift_wcwidth($0) == 0 })
    else { return nil }
    return scalars
  }

  /// Whether only ASCII is drawn: where the locale has no more, and on terminals whose fonts have few signs.
  static func isPoor(term: String) -> Bool {
    term.isEmpty || ["linux", "dumb", "ansi", "vt52"].contains(term)
      || ["vt1", "vt2"].contains(where: term.hasPrefix)
  }

  /// One column that stands for something that cannot be drawn.
  func standIn(for text: String) -> UInt32 {
    if !isUnicode, let ascii = text.unicodeScalars.first.flatMap({ Glyphs.ascii[$0] }) {
      return ascii.value
    }
    return isUnicode ? 0xFFFD : 0x3F
  }

  /// What frames and signs become in ASCII.
  private static let ascii: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(String, Unicode.Scalar)] = [
      ("─━═╌–—▱", "-"), ("│┃║╎▏▎▍", "|"), ("┌┐└┘├┤┬┴┼╭╮╯╰", "+"), ("…±", "~"), ("×", "x"),
      ("“”", "\""), ("‘’", "'"), ("█▓▒░■▰▌▋▊▉", "#"),
      ("▁▂▃▄", "."), ("▅▆▇", ":"), ("•●◆✓", "*"), ("○◌·", "."), ("→▶▸›", ">"), ("←◀◂‹", "<"),
      ("↑▲", "^"), ("↓▼", "v"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (scalars, ascii) in groups {
      for scalar in scalars.unicodeScalars { table[scalar] = ascii }
    }
    return table
  }()
}
