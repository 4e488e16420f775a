import Foundation

/// The escape sequences that ncurses may send to a kind of terminal, from its terminfo entry. All
/// others come from somewhere else.
///
///     let foreign = try TerminalRepertoire(term: "screen").foreign(in: bytes)
struct TerminalRepertoire {
  /// By shape, without numbers: `[;H` is `[H`. Numbers of modes count: `[?25l`.
  private var shapes: Set<String>

  /// Bracketed paste, the mouse and the questions for the terminal's colours (xterm's ctlseqs).
  /// terminfo does not have them.
  private static let ours = Set([
    "[?2004h", "[?2004l", "[?1006;1000h", "[?1006;1000l", "[?1006l", "[?1002l", "[?1000l",
    "[c", "]11;?",
  ]).union((0..<16).map { "]4;\($0);?" })

  init(term: String) throws {
    let entry = try Program.run("/usr/bin/env", ["infocmp", "-1", term]).output
    shapes = Self.ours
    for line in entry.split(separator: "\n") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      // Terminals send keys, and never receive them.
      if line.hasPrefix("\tk") { continue }
      let bytes = Self.bytes(of: line[line.index(after: equals)...])
      for sequence in Self.sequences(in: bytes) { shapes.insert(sequence.shape) }
    }
  }

  /// A capability without its parameters: `\E[%i%p1%d;%p2%dH` → `ESC [ ; H`.
  private static func bytes(of capability: Substring) -> [UInt8] {
    let constant = capability.replacing(
      /%(?:p\d|\{\d+\}|'.'|:?[-# +]?\d*(?:\.\d+)?[doxXsc]|[Pg][A-Za-z]|.)|\$<[^>]*>/, with: "")
    return Array(constant.replacing("\\E", with: "\u{1B}").utf8)
  }

  /// The foreign sequences in the bytes sent to a terminal.
  func foreign(in bytes: [UInt8]) -> [String] {
    Self.sequences(in: bytes).filter { !shapes.contains($0.shape) }.map(\.text)
  }

  private struct Sequence {
    let shape: String
    let text: String
  }

  /// ECMA-48, section 5.4: control sequences, control strings, and the short ones.
  private static func sequences(in bytes: [UInt8]) -> [Sequence] {
    var found: [Sequence] = []
    var index = 0
    while let escape = bytes[index...].firstIndex(of: 0x1B) {
      var end = escape + 1
      func skip(_ range: ClosedRange<UInt8>) {
        while end < bytes.count, range.contains(bytes[end]) { end += 1 }
      }
      let kind = end < bytes.count ? bytes[end] : 0
      var shape: String?
      switch kind {
      case UInt8(ascii: "["):
        end += 1
        let parameters = end
        skip(0x20...0x3F)
        let final = end < bytes.count ? bytes[end] : 0
        end += 1
        if !"hl".utf8.contains(final) {
          let marks = bytes[parameters..<max(parameters, min(end - 1, bytes.count))]
            .filter { !"0123456789;".utf8.contains($0) }
          shape = "[" + String(decoding: marks + [final], as: UTF8.self)
        }
      case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
        while end < bytes.count, bytes[end] != 7, bytes[end] != 0x1B { end += 1 }
      default:
        skip(0x20...0x2F)
        end += 1
      }
      end = min(end, bytes.count)
      let text = String(decoding: bytes[(escape + 1)..<end], as: UTF8.self)
      found.append(Sequence(shape: shape ?? text, text: text))
      index = end
    }
    return found
  }
}
