/// The inner bytes of a JSON string as the screen shows them between quotes.
///
/// `\uD55C` → `한`, `\/` → `/`; `\n`, `\u001b` and `\u202e` stay as they are written.
enum ShownJSON {
  /// Decodes escapes of printable scalars and keeps all others, such as those of control
  /// characters.
  static func text(_ bytes: UnsafeRawBufferPointer) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    var output: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
        output.append(bytes[index])
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "u"):
        let (scalar, length) = JSONString.scalar(bytes, at: index)
        let end = min(index + length, bytes.count)
        if isPrintable(scalar) {
          output.append(contentsOf: String(scalar).utf8)
        } else {
          output.append(contentsOf: bytes[index..<end])
        }
        index = end
      case UInt8(ascii: "/"):
        output.append(UInt8(ascii: "/"))
        index += 2
      case let byte:
        output += [UInt8(ascii: "\\"), byte]
        index += 2
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether a decoded scalar can be shown in a JSON string: not a control or format character, not
  /// a quote or backslash, and not the replacement character.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\"" || scalar == "\\" || scalar == "\u{FFFD}" { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      return false
    default:
      return true
    }
  }
}
