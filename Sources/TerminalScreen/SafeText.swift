/// Text that a terminal can only show, never obey. All text on the screen, on standard output and
/// in error messages is of this type.
///
///     SafeText("curl\u{1B}]52;c;ZXZpbA==\u{7}").text == "curl␛]52;c;ZXZpbA==␇"
///     SafeText("user\u{202E}gpj.exe").text           == "user‹U+202E›gpj.exe"
///
/// Its initialiser converts each scalar:
///
/// | scalar | becomes |
/// |---|---|
/// | C0 controls, DEL | their control pictures, U+2400 to U+2421 |
/// | C1 controls, bidi controls, zero-width and other invisible scalars, tags, line and paragraph separators, private use, noncharacters, unassigned | their number, `‹U+202E›` |
/// | a mark without a base | the mark on a dotted circle, `◌` |
/// | more than four marks on one base | their numbers |
/// | a joiner or variation selector within emoji | nothing: `👩‍💻` is shown as `👩💻` |
/// | a skin tone after emoji | `▒`, since terminals disagree on its width |
/// | a flag's letters | `ⓀⓇ`, since terminals disagree on their width |
/// | Hangul in conjoining letters | the syllable |
/// | spaces other than U+0020 and U+3000 | a space |
///
/// Guarantees: `width` is the number of columns in every terminal that follows Unicode. Each scalar
/// takes 1 or 2 columns, or is a mark on the one before. The width of two joined texts is the sum
/// of their widths.
public struct SafeText: Sendable, Hashable {
  public let text: String

  /// Columns.
  public let width: Int

  /// Whether each byte is one column: only such text has as many columns as bytes.
  var isASCII: Bool { width == text.utf8.count }

  public init(_ text: String) {
    if SafeText.isPrintableASCII(text) {
      self.init(unchecked: text, width: text.utf8.count)
    } else {
      var sanitizer = TextSanitizer(limit: .max)
      sanitizer.append(text.unicodeScalars)
      self.init(unchecked: sanitizer.text, width: sanitizer.width)
    }
  }

  public init(_ text: Substring) {
    self.init(String(text))
  }

  /// The part of a text that fits in `limit` columns, with `…` as the last one if there is more.
  /// The cost depends on the limit, not on the text.
  public init(_ text: String, limit: Int) {
    let limit = max(0, limit)
    if text.utf8.count <= limit, SafeText.isPrintableASCII(text) {
      self.init(unchecked: text, width: text.utf8.count)
      return
    }
    // One column more than wanted, to know whether there is more.
    var sanitizer = TextSanitizer(limit: limit < .max ? limit + 1 : limit)
    sanitizer.append(text.unicodeScalars)
    let enough = SafeText(unchecked: sanitizer.text, width: sanitizer.width)
    self = sanitizer.isFull && limit > 0 ? enough.cut(to: limit) : enough.truncated(to: limit)
  }

  /// Text from bytes. Those that are not UTF-8 become U+FFFD.
  public init(decoding bytes: some Collection<UInt8>) {
    self.init(String(decoding: bytes, as: UTF8.self))
  }

  init(unchecked text: String, width: Int) {
    self.text = text
    self.width = width
  }

  public static let empty = SafeText(unchecked: "", width: 0)

  /// Replaces text that was cut off.
  static let ellipsis: SafeText = "…"

  public var isEmpty: Bool { text.isEmpty }

  private static func isPrintableASCII(_ text: String) -> Bool {
    let answer = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    }
    return answer ?? text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }
}

extension SafeText: CustomStringConvertible {
  public var description: String { text }
}
