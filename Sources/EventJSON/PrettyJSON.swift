/// JSON laid out in lines for a screen.
///
/// ```
/// {"userIdentity":{"arn":"…"},"resources":[]}
///
/// {
///   "userIdentity": {
///     "arn": "…"
///   },
///   "resources": []
/// }
/// ```
///
/// It never fails: from the first byte that is no JSON the rest is shown as it is.
public enum PrettyJSON {
  /// How much is laid out: a screen shows some dozens of lines, and nobody scrolls through more than
  /// some thousands.
  public struct Limits: Sendable, Hashable {
    public var lines: Int
    /// Bytes of JSON that are looked at.
    public var bytes: Int
    /// Bytes of one string that are shown.
    public var stringBytes: Int

    public init(lines: Int = 20_000, bytes: Int = 4 << 20, stringBytes: Int = 64 << 10) {
      self.lines = lines
      self.bytes = bytes
      self.stringBytes = stringBytes
    }
  }

  /// The lines of one JSON value. Where a limit ends it the last line is `… 1234 more bytes`.
  public static func lines(
    of bytes: UnsafeRawBufferPointer, limits: Limits = Limits()
  ) -> [PrettyJSONLine] {
    var printer = PrettyPrinter(bytes: bytes, limits: limits)
    return printer.lines()
  }

  /// The lines of one JSON value.
  public static func lines(of text: String, limits: Limits = Limits()) -> [PrettyJSONLine] {
    var text = text
    return text.withUTF8 { lines(of: UnsafeRawBufferPointer($0), limits: limits) }
  }

  /// A string's inner bytes as shown between quotes: escapes of printable scalars decoded
  /// (`\uD55C` → `한`, `\/` → `/`), all others kept, those of steering scalars above all.
  static func shown(_ bytes: UnsafeRawBufferPointer) -> String {
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

  /// Whether a decoded scalar can stand in a JSON string's place on a screen: no control, no format
  /// character, no quote or backslash, and not the one that stands for what could not be decoded.
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
