import Basics

/// How a literal text is written as a YAML scalar, in the style of its neighbours where the text
/// allows it.
///
///     ap-east-1   plain -> ap-east-1      single -> 'ap-east-1'
///     it's        plain -> it's           single -> 'it''s'
///     a: b #c     plain -> 'a: b #c'      (plain would be something else)
///     a<LF>b      any   -> "a\nb"         (only double quotes can say it on one line)
public enum YAMLText {
  public enum Quoting: Sendable, Hashable { case plain, single, double }

  public static func scalar(_ text: String, preferring quoting: Quoting) -> String {
    guard text.unicodeScalars.allSatisfy(isPrintable) else { return doubleQuoted(text) }
    return switch quoting {
    case .plain where isSafePlain(text): text
    case .plain, .single: "'" + text.replacing(text: "'", by: "''") + "'"
    case .double: doubleQuoted(text)
    }
  }

  /// A key of a map: plain where that is possible, as in `userAgent|contains`.
  public static func key(_ text: String) -> String {
    let isPlain = isSafePlain(text.replacing(text: "|", by: "_")) && !text.begins(with: "|")
    return isPlain ? text : scalar(text, preferring: .single)
  }

  /// What a comment or an unescaped scalar may hold: YAML 1.1's printable characters on one line,
  /// less those that a screen does not show as themselves (bidi controls, zero-width marks, BOM).
  public static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: true
    case 0x00...0x9F, 0xAD: false
    case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB: false
    case 0xFFFE, 0xFFFF, 0x61C, 0x180E: false
    default: !(0xE0000...0xE0FFF).contains(scalar.value) && scalar.value & 0xFFFE != 0xFFFE
    }
  }

  /// Whether the text may stand plain in any place, also in a flow list, and stays a string under
  /// YAML 1.1 as well as 1.2. Deliberately strict: quoting too much is harmless.
  public static func isSafePlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    guard isWordByte(first) || first == UInt8(ascii: "/"), last != UInt8(ascii: ":") else {
      return false
    }
    let others = Set("./:@+-_".utf8)
    guard text.utf8.allSatisfy({ isWordByte($0) || others.contains($0) }) else { return false }
    return !looksLikeAnotherType(text)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Booleans and nulls of YAML 1.1, and all that begins like a number or a date and has no letter
  /// that neither can have.
  private static func looksLikeAnotherType(_ text: String) -> Bool {
    let lower = text.lowercased()
    if ["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan", "inf"].contains(lower) {
      return true
    }
    guard let first = text.utf8.first, (0x30...0x39).contains(first) else { return false }
    return lower.utf8.allSatisfy {
      (0x30...0x39).contains($0) || "abcdefxo._:+-tz".utf8.contains($0)
    }
  }

  private static func doubleQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where isPrintable(scalar): quoted.unicodeScalars.append(scalar)
      default:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        let (letter, width) =
          switch scalar.value {
          case 0...0xFF: ("x", 2)
          case 0...0xFFFF: ("u", 4)
          default: ("U", 8)
          }
        quoted += "\\" + letter + String(repeating: "0", count: width - hex.count) + hex
      }
    }
    return quoted + "\""
  }
}
