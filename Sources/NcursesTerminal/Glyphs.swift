import CNcurses
import TerminalScreen

/// What ncurses can draw of a cell's text.
///
/// It counts columns with the C library's `wcwidth`, whose Unicode may be older than ours, or with ours in its place. Where
/// both disagree on a scalar, a stand-in is drawn, so that no row ever shifts.
struct Glyphs {
  /// Whether ncurses counts what is ambiguous as the screen does. It was asked: not everywhere is a program's own
  /// `wcwidth` the libraries', too.
  let countsAmbiguous: Bool

  /// Asks ncurses, which must have been started.
  init() {
    countsAmbiguous =
      !TextWidth.isAmbiguousWide || trailsift_drawn_columns(Self.ambiguousSample) == 2
  }

  private static let ambiguousSample: UInt32 = 0xA1

  /// One column that stands for something that cannot be drawn.
  static var standIn: UInt32 { TextWidth.isAmbiguousWide ? 0x3F : 0xFFFD }

  /// The scalars for one cell; nil if a stand-in of as many columns is needed.
  func scalars(of text: String, width: Int) -> [UInt32]? {
    let scalars = text.unicodeScalars
    guard let base = scalars.first else { return nil }
    if base.value < 0x7F, scalars.count == 1 { return [base.value] }
    guard columns(ofScalar: base.value) == width, countsAmbiguous || !TextWidth.isAmbiguous(base),
      scalars.dropFirst().allSatisfy({ columns(ofScalar: $0.value) == 0 })
    else { return nil }
    return scalars.map(\.value)
  }

  /// Whether only ASCII is drawn, unless asked otherwise: on terminals whose fonts have few signs.
  static func isPoor(term: String) -> Bool {
    term.isEmpty || ["linux", "dumb", "ansi", "vt52"].contains(term)
      || ["vt1", "vt2"].contains(where: term.hasPrefix)
  }
}
