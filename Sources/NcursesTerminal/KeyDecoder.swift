import CNcurses
import TerminalScreen

/// Turns what ncurses reads into keys.
///
/// Sequences that ncurses does not know are swallowed whole: the tail of one (`ESC [ 1 ; 5 Z`) must not be
/// taken for commands.
struct KeyDecoder {
  /// A scalar, or one of ncurses' key codes.
  private enum Read {
    case scalar(UInt32)
    case code(Int32)
  }

  /// Control sequences are short; strings (OSC, DCS) may be an answer to somebody else's question.
  private static let longestSequence = 64
  private static let longestString = 4 * 1024

  /// The next event among the bytes that are already there; nil if there are none.
  mutating func next() -> TerminalEvent? {
    while let read = read(within: 0) {
      switch read {
      case .scalar(0x1B):
        if let key = escape() { return .key(key) }
      case .scalar(let value):
        if let key = KeyDecoder.key(scalar: value) { return .key(key) }
      case .code(BracketedPaste.beginCode):
        return .paste(paste())
      case .code(MouseReport.beginCode):
        if let event = mouseReport() { return .key(.mouse(event)) }
      case .code(MouseReport.oldBeginCode):
        for _ in 0..<MouseReport.oldLength { _ = self.read(within: Terminal.escapeDelay) }
      case .code(let code):
        if let key = KeyDecoder.key(code: code) { return .key(key) }
      }
    }
    return nil
  }

  private func read(within milliseconds: Int32) -> Read? {
    trailsift_input_timeout(milliseconds)
    var value: UInt32 = 0
    switch trailsift_get(&value) {
    case OK: return .scalar(value)
    case KEY_CODE_YES: return .code(Int32(bitPattern: value))
    default: return nil
    }
  }

  /// After an escape: alone it is a key, before a character it is Alt.
  private func escape() -> Key? {
    switch read(within: 0) {
    case nil: return .escape
    case .code(let code): return KeyDecoder.key(code: code)
    case .scalar(0x5B): return swallow(until: 0x40...0x7E) ? nil : .alt("[")
    case .scalar(0x4F): return swallow(until: 0x20...0x7E) ? nil : .alt("O")
    case .scalar(0x5D), .scalar(0x50), .scalar(0x5E), .scalar(0x5F):
      swallowString()
      return nil
    case .scalar(0x1B):
      // Pressed twice, and both arrive together.
      unget_wch(0x1B)
      return .escape
    case .scalar(let value):
      guard case .character(let character)? = KeyDecoder.key(scalar: value) else { return .escape }
      return .alt(character)
    }
  }

  /// - Returns: whether there was anything to swallow.
  private func swallow(until final: ClosedRange<UInt32>) -> Bool {
    for index in 0..<KeyDecoder.longestSequence {
      guard case .scalar(let value)? = read(within: Terminal.escapeDelay) else { return index > 0 }
      if final.contains(value) { return true }
    }
    return true
  }

  /// Up to BEL or ESC \.
  private func swallowString() {
    var previous: UInt32 = 0
    for _ in 0..<KeyDecoder.longestString {
      guard case .scalar(let value)? = read(within: Terminal.escapeDelay) else { return }
      if value == 0x07 || (previous == 0x1B && value == 0x5C) { return }
      previous = value
    }
  }

  private func paste() -> String {
    var text = ""
    while true {
      // A terminal sends the end in any case; if it got lost, the user must not wait for it.
      switch read(within: 10 * Terminal.escapeDelay) {
      case nil, .code(BracketedPaste.endCode): return text
      case .code: continue
      case .scalar(let value):
        guard text.utf8.count < BracketedPaste.longest, let scalar = Unicode.Scalar(value) else {
          continue
        }
        text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
      }
    }
  }

  /// The rest of `ESC [ < 0 ; 12 ; 7 M`.
  private func mouseReport() -> MouseEvent? {
    var report = ""
    while report.utf8.count < KeyDecoder.longestSequence,
      case .scalar(let value)? = read(within: Terminal.escapeDelay)
    {
      switch value {
      case 0x4D: return MouseReport.event(report, isRelease: false)
      case 0x6D: return MouseReport.event(report, isRelease: true)
      default: report.unicodeScalars.append(Unicode.Scalar(value) ?? "?")
      }
    }
    return nil
  }
}
