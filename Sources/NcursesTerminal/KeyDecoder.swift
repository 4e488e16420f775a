import Basics
import CNcurses
import TerminalScreen

/// A terminal's input, as ncurses passes it on.
protocol KeyInput {
  /// The next key, if it arrives within some milliseconds.
  func read(within milliseconds: Int32) -> KeyRead?
  /// Puts back the last key, so that it is read again.
  func putBack(_ read: KeyRead)
}

/// A scalar, or one of ncurses' key codes.
enum KeyRead: Hashable {
  case scalar(UInt32)
  case code(Int32)
}

/// ncurses itself, which waits for the rest of sequences that it knows.
struct NcursesInput: KeyInput {
  func read(within milliseconds: Int32) -> KeyRead? {
    trailsift_input_timeout(milliseconds)
    var value: UInt32 = 0
    switch trailsift_get(&value) {
    case OK: return .scalar(value)
    case KEY_CODE_YES: return .code(Int32(bitPattern: value))
    default: return nil
    }
  }

  func putBack(_ read: KeyRead) {
    switch read {
    case .scalar(let value): unget_wch(wchar_t(value))
    case .code(let code): ungetch(code)
    }
  }
}

/// Turns what ncurses reads into keys.
///
/// Sequences that ncurses does not know are swallowed as a whole: their tails (`ESC [ 1 ; 5 Z`)
/// must not become commands.
struct KeyDecoder<Input: KeyInput> {
  private let input: Input

  init(_ input: Input) { self.input = input }

  /// Control sequences are short. Strings (OSC, DCS) may answer another program's query.
  private static var maximumSequenceLength: Int { 64 }
  private static var maximumStringLength: Int { 4 * 1024 }

  /// The next event among the bytes read so far, if it is complete.
  func next() -> TerminalEvent? {
    while let read = read(within: 0) {
      switch read {
      case .scalar(0x1B):
        if let event = escape() { return event }
      case .scalar(let value):
        if let key = Key(scalar: value) { return .key(key) }
      case .code(BracketedPaste.beginCode):
        return .paste(paste())
      case .code(MouseReport.beginCode):
        if let event = mouseReport() { return .key(.mouse(event)) }
      case .code(MouseReport.oldBeginCode):
        for _ in 0..<MouseReport.oldLength { _ = self.read(within: Terminal.escapeDelay) }
      case .code(let code):
        if let key = Key(code: code) { return .key(key) }
      }
    }
    return nil
  }

  private func read(within milliseconds: Int32) -> KeyRead? {
    input.read(within: milliseconds)
  }

  /// After an escape: the rest of a sequence, or a separate key. Esc and then a key are two keys,
  /// however fast they arrive: nothing is bound to Alt.
  private func escape() -> TerminalEvent? {
    switch read(within: 0) {
    case nil: return .key(.escape)
    case .code(let code)?:
      input.putBack(.code(code))
      return .key(.escape)
    case .scalar(let introducer)?:
      let sequence: [UInt32]? =
        switch introducer {
        case 0x5B: swallow(until: 0x40...0x7E)
        case 0x4F: swallow(until: 0x20...0x7E)
        case 0x5D, 0x50, 0x5E, 0x5F: swallowString()
        default: nil
        }
      if let sequence { return answer(introducer, sequence).map(TerminalEvent.answer) }
      putBack([introducer])
      return .key(.escape)
    }
  }

  /// The answer to a query that a sequence is, if it is one.
  private func answer(_ introducer: UInt32, _ sequence: [UInt32]) -> TerminalAnswer? {
    switch introducer {
    // ESC [ ? … c
    case 0x5B where sequence.first == 0x3F && sequence.last == 0x63: return .attributes
    case 0x5D:
      let text = String(scalars: sequence.compactMap(Unicode.Scalar.init))
      return TerminalAnswer(operatingSystemCommand: text)
    default: return nil
    }
  }

  /// The keys read belong to something else.
  private func putBack(_ scalars: [UInt32]) {
    for scalar in scalars.reversed() { input.putBack(.scalar(scalar)) }
  }

  /// - Returns: what was swallowed; nil if there was nothing.
  private func swallow(until final: ClosedRange<UInt32>) -> [UInt32]? {
    var taken: [UInt32] = []
    while taken.count < Self.maximumSequenceLength {
      switch read(within: Terminal.escapeDelay) {
      case nil: return taken.isEmpty ? nil : taken
      case .code(let code):
        input.putBack(.code(code))
        return taken.isEmpty ? nil : taken
      case .scalar(0x1B):
        // The next sequence begins: this one was cut off.
        putBack([0x1B])
        return taken.isEmpty ? nil : taken
      case .scalar(let value):
        taken.append(value)
        if final.contains(value) { return taken }
      }
    }
    return taken
  }

  /// Up to BEL or ESC \.
  /// - Returns: the string without its end; nil for a few bytes without an end, which are keys.
  private func swallowString() -> [UInt32]? {
    var taken: [UInt32] = []
    while taken.count < Self.maximumStringLength {
      switch read(within: Terminal.escapeDelay) {
      case .scalar(0x07): return taken
      case .scalar(0x5C) where taken.last == 0x1B: return taken.dropLast()
      case .scalar(let value): taken.append(value)
      case .code(let code):
        input.putBack(.code(code))
        return taken
      case nil:
        if taken.count > Self.maximumKeys { return taken }
        putBack(taken)
        return nil
      }
    }
    return taken
  }

  /// The number of keys that someone may type at once.
  private static var maximumKeys: Int { 3 }

  private func paste() -> String {
    var text = ""
    while true {
      // A terminal always sends the end. If it was lost, the user must not have to wait for it.
      switch read(within: 10 * Terminal.escapeDelay) {
      case nil, .code(BracketedPaste.endCode): return text
      case .code: continue
      case .scalar(let value):
        guard text.utf8.count < BracketedPaste.maximumLength, let scalar = Unicode.Scalar(value)
        else {
          continue
        }
        text.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
      }
    }
  }

  /// The rest of `ESC [ < 0 ; 12 ; 7 M`. A report that was cut off ends where anything else begins.
  private func mouseReport() -> MouseEvent? {
    var report = ""
    while report.utf8.count < Self.maximumSequenceLength {
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
        input.putBack(.code(code))
        return nil
      case nil: return nil
      }
    }
    return nil
  }
}
