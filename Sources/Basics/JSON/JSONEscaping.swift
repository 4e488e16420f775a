/// Writes JSON strings: `say "hi"` → `"say \"hi\""`.
public enum JSONEscaping {
  /// Appends `text` as a JSON string, with quotes.
  ///
  /// Besides quote, backslash and control characters, as JSON requires, it escapes DEL, C1
  /// controls, U+2028, U+2029 and the bidirectional controls as `\uXXXX`: text from a log must not
  /// control a terminal that shows the output.
  public static func append(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { append(scalar, to: &output) }
    output.append(UInt8(ascii: "\""))
  }

  /// `text` as a JSON string, with quotes.
  public static func quoted(_ text: String) -> String {
    var output: [UInt8] = []
    append(text, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Appends a scalar in the form of a JSON string.
  public static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    switch scalar {
    case "\"": output += [UInt8(ascii: "\\"), UInt8(ascii: "\"")]
    case "\\": output += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
    case "\n": output += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
    case "\r": output += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
    case "\t": output += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
    case _ where steersScreens(scalar): appendHexadecimal(scalar.value, to: &output)
    default: output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// Whether a scalar can move, hide or reorder what a terminal shows. All of these are below
  /// U+10000, so one `\uXXXX` is enough.
  @inlinable
  public static func steersScreens(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Appends `\u202e`: four digits, of a scalar below U+10000.
  public static func appendHexadecimal(_ value: UInt32, to output: inout [UInt8]) {
    let digits: StaticString = "0123456789abcdef"
    output += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] as [UInt32] {
      output.append(digits.utf8Start[Int(value >> shift & 0xF)])
    }
  }
}
