import Basics
import CNcurses
import TerminalScreen

/// What ncurses can draw of a cell's text.
///
/// It counts columns with the C library's `wcwidth`, whose Unicode may be older than ours. Where
/// both disagree on a scalar, a stand-in is drawn, so that no row ever shifts.
enum Glyphs {
  /// One column that stands for something that cannot be drawn.
  static let standIn: UInt32 = 0xFFFD

  /// The scalars for one cell; nil if a stand-in of as many columns is needed.
  static func scalars(of text: String, width: Int) -> [UInt32]? {
    let scalars = text.unicodeScalars
    guard let base = scalars.first else { return nil }
    if base.value < 0x7F, scalars.count == 1 { return [base.value] }
    guard trailsift_scalar_columns(base.value) == width,
      scalars.dropFirst().allSatisfy({ trailsift_scalar_columns($0.value) == 0 })
    else { return nil }
    return scalars.map(\.value)
  }

  /// Whether only ASCII is drawn, unless asked otherwise: on terminals whose fonts have few signs.
  static func isPoor(term: String) -> Bool {
    term.isEmpty || ["linux", "dumb", "ansi", "vt52"].contains(term)
      || ["vt1", "vt2"].contains(where: term.begins(with:))
  }
}
