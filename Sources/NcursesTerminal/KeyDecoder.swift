import Basics
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

  /// After an escape: the rest of a sequence, or a key of its own. Esc and then a key are two keys, however fast they
  /// came: nothing is bound to Alt.
  private func escape() -> Key? {
    switch read(within: 0) {
    case nil: return .escape
    case .code(let code):
      ungetch(code)
      return .escape
    case .scalar(let introducer):
      let isSequence =
        switch introducer {
        case 0x5B: swallow(until: 0x40...0x7E)
        case 0x4F: swallow(until: 0x20...0x7E)
        case 0x5D, 0x50, 0x5E, 0x5F: swallowString()
        default: false
        }
      if isSequence { return nil }
      putBack([introducer])
      return .escape
    }
  }

  /// What was read belongs to something else.
  private func putBack(_ scalars: [UInt32]) {
    for scalar in scalars.reversed() { unget_wch(wchar_t(scalar)) }
  }

  /// - Returns: whether there was anything to swallow.
  private func swallow(until final: ClosedRange<UInt32>) -> Bool {
    for index in 0..<KeyDecoder.longestSequence {
      switch read(within: Terminal.escapeDelay) {
      case nil: return index > 0
      case .code(let code):
        ungetch(code)
        return index > 0
      case .scalar(0x1B):
        // The next sequence: this one was cut.
        putBack([0x1B])
        return index > 0
      case .scalar(let value): if final.contains(value) { return true }
      }
    }
    return true
  }

  /// Up to BEL or ESC \.
  /// - Returns: whether it is a string: few bytes without an end are keys.
  private func swallowString() -> Bool {
    var taken: [UInt32] = []
    while taken.count < KeyDecoder.longestString {
      switch read(within: Terminal.escapeDelay) {
      case .scalar(let value):
        if value == 0x07 || (taken.last == 0x1B && value == 0x5C) { return true }
        taken.append(value)
      case .code(let code):
        ungetch(code)
        return true
      case nil:
        if taken.count > KeyDecoder.mostKeys { return true }
        putBack(taken)
        return false
      }
    }
    return true
  }

  /// Keys that somebody types at once.
  private static let mostKeys = 3

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

  /// The rest of `ESC [ < 0 ; 12 ; 7 M`. One that was cut ends where anything else begins.
  private func mouseReport() -> MouseEvent? {
    var report = ""
    while report.utf8.count < KeyDecoder.longestSequence {
      switch read(within: Terminal.escapeDelay) {
      case .scalar(0x4D): return MouseReport.event(report, isRelease: false)
      case .scalar(0x6D): return MouseReport.event(report, isRelease: true)
      case .scalar(let value):
        guard let scalar = Unicode.Scalar(value), "0123456789;-".has(scalar) else {
          putBack([value])
          return nil
        }
        report.unicodeScalars.append(scalar)
      case .code(let code):
        ungetch(code)
        return nil
      case nil: return nil
      }
    }
    return nil
  }
}
