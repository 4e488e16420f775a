import CNcurses
import Foundation

/// Bracketed paste: the terminal says where pasted text begins and ends. Without it, pasting `ffa` into the
/// workbench would judge hits.
enum BracketedPaste {
  static let on = "\u{1B}[?2004h"
  static let off = "\u{1B}[?2004l"

  /// Key codes of our own, above all that ncurses gives out (`KEY_MAX` and the extended keys behind it).
  static let beginCode: Int32 = 5_000
  static let endCode: Int32 = 5_001

  /// More than anybody pastes into a comment or a search.
  static let longest = 64 * 1024

  /// Asked only of terminals that have an alternate screen: those without are too old for it, or none.
  static var isSupported: Bool { trailsift_capability("smcup") != nil }

  static func defineKeys() {
    define_key("\u{1B}[200~", beginCode)
    define_key("\u{1B}[201~", endCode)
  }

  static func set(_ isOn: Bool, output: Int32) {
    guard isSupported else { return }
    let bytes = Array((isOn ? on : off).utf8)
    _ = write(output, bytes, bytes.count)
  }
}
