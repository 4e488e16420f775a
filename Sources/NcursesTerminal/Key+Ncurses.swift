import CNcurses
import TerminalScreen

// The keys of scalars and of ncurses' key codes.

extension Key {
  init?(scalar value: UInt32) {
    guard let key = Key.of(scalar: value) else { return nil }
    self = key
  }

  /// Nil for keys without a meaning here, such as a resize, which SIGWINCH reports.
  init?(code: Int32) {
    guard let key = Key.of(code: code) else { return nil }
    self = key
  }

  private static func of(scalar value: UInt32) -> Key? {
    switch value {
    case 0: return .control("@")
    case 8, 0x7F: return .backspace
    case 9: return .tab
    case 10, 13: return .enter
    case 1...26: return letter(value + 0x60).map(Key.control)
    case 28...31: return letter(value + 0x40).map(Key.control)
    case 0x80...0x9F: return nil
    default: return letter(value).map(Key.character)
    }
  }

  private static func of(code: Int32) -> Key? {
    switch code {
    case KEY_UP: return .up
    case KEY_DOWN: return .down
    case KEY_LEFT: return .left
    case KEY_RIGHT: return .right
    case KEY_HOME, KEY_FIND, KEY_A1: return .home
    case KEY_END, KEY_SELECT, KEY_C1: return .end
    case KEY_PPAGE, KEY_A3: return .pageUp
    case KEY_NPAGE, KEY_C3: return .pageDown
    case KEY_BACKSPACE: return .backspace
    case KEY_DC: return .delete
    case KEY_IC: return .insert
    case KEY_BTAB: return .backtab
    case KEY_ENTER: return .enter
    case KEY_F0 + 1...KEY_F0 + 63: return .function(Int(code - KEY_F0))
    default: return nil
    }
  }

  private static func letter(_ value: UInt32) -> Character? {
    Unicode.Scalar(value).map { Character($0) }
  }
}
