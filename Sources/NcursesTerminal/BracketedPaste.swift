import CNcurses
import Foundation

/// Bracketed paste: the terminal marks where pasted text begins and ends. Without it, pasting `ffa`
/// into the workbench would judge hits.
enum BracketedPaste {
  static let on = "\u{1B}[?2004h"
  static let off = "\u{1B}[?2004l"

  /// Our own key codes, above all those of ncurses (`KEY_MAX` and the extended keys after it).
  static let beginCode: Int32 = 5_000
  static let endCode: Int32 = 5_001

  /// More than anyone pastes into a comment or a search.
  static let maximumLength = 64 * 1024

  /// Only for terminals with an alternate screen: others are too old for it, or not terminals.
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
