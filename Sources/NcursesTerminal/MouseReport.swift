import Basics
import CNcurses
import Foundation
import TerminalScreen

/// Mouse reports in xterm's SGR form: `ESC [ < 0 ; 12 ; 7 M` when the left button is pressed in
/// column 12, row 7, with `m` at the end when it is released.
///
/// ncurses requests this form only if terminfo says so, which it does not for `screen` and `tmux`.
/// Their clicks beyond column 223 would be lost, since the older form has one byte for a column. So
/// this type requests and reads it.
enum MouseReport {
  /// Buttons and the wheel (1000), in the SGR form (1006).
  static let on = "\u{1B}[?1006;1000h"
  static let off = "\u{1B}[?1006;1000l"

  /// Our own key codes, next to those of `BracketedPaste`.
  static let beginCode: Int32 = 5_002
  static let oldBeginCode: Int32 = 5_003

  /// Bytes after `ESC [ M`: button, column, row. On a terminal that knows only this form they must
  /// not become keys.
  static let oldLength = 3

  static func defineKeys() {
    // ncurses would take the beginning of a report for a key if terminfo defines it as one.
    keyok(KEY_MOUSE, false)
    define_key("\u{1B}[<", beginCode)
    define_key("\u{1B}[M", oldBeginCode)
  }

  static func set(_ isOn: Bool, output: Int32) {
    let bytes = Array((isOn ? on : off).utf8)
    _ = write(output, bytes, bytes.count)
  }

  /// The event of `0;12;7`; nil without a button (a move, a wheel that turns sideways).
  static func event(_ report: String, isRelease: Bool) -> MouseEvent? {
    let numbers = report.pieces(at: ";").map { Int($0) }
    guard numbers.count == 3, let code = numbers[0], let column = numbers[1], let row = numbers[2],
      column > 0, row > 0
    else { return nil }
    let (column0, row0) = (column - 1, row - 1)
    // The bits of Shift, Alt and Control are ignored.
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
