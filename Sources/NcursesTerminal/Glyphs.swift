import Basics
import CNcurses
import TerminalScreen

/// The part of a cell's text that ncurses can draw.
///
/// ncurses counts columns with the C library's `wcwidth`, whose Unicode version may be older than
/// ours. If both disagree on a scalar, a replacement is drawn, so that rows never shift.
enum Glyphs {
  /// One column that replaces a scalar that can't be drawn.
  static let standIn: UInt32 = 0xFFFD

  /// The scalars for one cell; nil if a replacement of the same width is needed.
  static func scalars(of text: String, width: Int) -> [UInt32]? {
    let scalars = text.unicodeScalars
    guard let base = scalars.first else { return nil }
    if base.value < 0x7F, scalars.count == 1 { return [base.value] }
    guard trailsift_scalar_columns(base.value) == width,
      scalars.dropFirst().allSatisfy({ trailsift_scalar_columns($0.value) == 0 })
    else { return nil }
    return scalars.map(\.value)
  }

  /// Whether only ASCII is drawn by default: on terminals whose fonts have few signs.
  static func isPoor(term: String) -> Bool {
    term.isEmpty || ["linux", "dumb", "ansi", "vt52"].contains(term)
      || ["vt1", "vt2"].contains(where: term.begins(with:))
  }
}
