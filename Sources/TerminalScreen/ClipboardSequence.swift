import Basics

/// The sequence that asks a terminal to put a text on its clipboard: OSC 52, with the text in
/// base64, so that nothing in it is interpreted.
///
///     ESC ] 52 ; c ; Y3VybA== BEL
///
/// Inside tmux and screen the sequence is wrapped, as they require (tmux: `allow-passthrough`).
/// tmux also gets it unwrapped, for its `set-clipboard on`. Terminals do not confirm it. Source:
/// xterm, "XTerm Control Sequences"; tmux(1); screen's manual, "String Escapes".
public enum ClipboardSequence {
  /// The longest base64 text that common terminals accept: xterm's buffer, minus the sequence
  /// around it.
  public static let maximumBase64Length = 74_994

  /// Whether a text is short enough.
  public static func fits(_ text: String) -> Bool { base64Count(text) <= maximumBase64Length }

  static func base64Count(_ text: String) -> Int { (text.utf8.count + 2) / 3 * 4 }

  /// Terminals that have no clipboard, and might show the sequence instead.
  public static func isUnderstood(term: String) -> Bool {
    !term.isEmpty && !["dumb", "linux", "unknown", "ansi"].contains(term)
      && !["vt1", "vt2", "vt5", "cons", "sun"].contains(where: term.begins(with:))
  }

  public static func bytes(_ text: String, environment: [String: String]) -> [UInt8] {
    let plain = Array("\u{1B}]52;c;".utf8) + base64(text) + [0x07]
    if environment["TMUX"]?.isEmpty == false {
      let doubled = plain.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
      return Array("\u{1B}Ptmux;".utf8) + doubled + Array("\u{1B}\\".utf8) + plain
    }
    if environment["STY"]?.isEmpty == false { return screenWrapped(plain) }
    return plain
  }

  /// screen passes on only strings shorter than this many bytes.
  private static let screenPiece = 240

  private static func screenWrapped(_ plain: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var rest = plain[...]
    while !rest.isEmpty {
      output += Array("\u{1B}P".utf8) + rest.prefix(screenPiece) + Array("\u{1B}\\".utf8)
      rest = rest.dropFirst(screenPiece)
    }
    return output
  }

  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func base64(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var output: [UInt8] = []
    output.reserveCapacity(base64Count(text))
    var index = 0
    while index < bytes.count {
      let piece = bytes[index..<min(index + 3, bytes.count)]
      var group = 0
      for offset in 0..<3 {
        group = group << 8 | (offset < piece.count ? Int(bytes[index + offset]) : 0)
      }
      for place in 0..<4 {
        let isPadding = place > piece.count
        output.append(isPadding ? UInt8(ascii: "=") : digits[group >> (18 - 6 * place) & 63])
      }
      index += 3
    }
    return output
  }
}
