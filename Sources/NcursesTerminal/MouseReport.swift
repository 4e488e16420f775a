import Basics
import CNcurses
import Foundation
import TerminalScreen

/// What terminals say of the mouse, in the form that xterm calls SGR: `ESC [ < 0 ; 12 ; 7 M` for the left button pressed in
/// column 12, row 7; with `m` at the end it was let go.
///
/// ncurses asks for this form only where terminfo says so, and for `screen` and `tmux` it does not: their clicks beyond
/// column 223 would be lost, since the older form has one byte for a column. So it is asked for and read here.
enum MouseReport {
  /// Buttons and the wheel (1000), in the SGR form (1006).
  static let on = "\u{1B}[?1006;1000h"
  static let off = "\u{1B}[?1006;1000l"

  /// Key codes of our own, beside those of `BracketedPaste`.
  static let beginCode: Int32 = 5_002
  static let oldBeginCode: Int32 = 5_003

  /// Bytes behind `ESC [ M`: button, column, row. A terminal that knows no other form must not type them as keys.
  static let oldLength = 3

  static func defineKeys() {
    // Of a report, ncurses would take the beginning for a key where terminfo calls it one.
    keyok(KEY_MOUSE, false)
    define_key("\u{1B}[<", beginCode)
    define_key("\u{1B}[M", oldBeginCode)
  }

  static func set(_ isOn: Bool, output: Int32) {
    let bytes = Array((isOn ? on : off).utf8)
    _ = write(output, bytes, bytes.count)
  }

  /// The event of `0;12;7`; nil for what is no button (a move, a wheel that turns sideways).
  static func event(_ report: String, isRelease: Bool) -> MouseEvent? {
    let numbers = report.pieces(at: ";").map { Int($0) }
    guard numbers.count == 3, let code = numbers[0], let column = numbers[1], let row = numbers[2],
      column > 0, row > 0
    else { return nil }
    let (column0, row0) = (column - 1, row - 1)
    // Bits of Shift, Alt and Control say nothing here.
    switch code & ~modifiers {
    case let button where (0...2).contains(button):
      return MouseEvent(
        button: button + 1, action: isRelease ? .release : .press, column: column0, row: row0)
    case wheelUp: return MouseEvent(button: 0, action: .scrollUp, column: column0, row: row0)
    case wheelDown: return MouseEvent(button: 0, action: .scrollDown, column: column0, row: row0)
    default: return nil
    }
  }

  private static let modifiers = 4 | 8 | 16
  private static let wheelUp = 64
  private static let wheelDown = 65
}
