import Basics

extension JSONEscaping {
  /// Appends well-formed JSON on one line: line breaks between tokens are removed, and scalars in
  /// strings that could control a terminal become `\uXXXX`. The value stays the same, except that
  /// bytes that are not UTF-8 and lone surrogate escapes, which many readers refuse, become U+FFFD.
  ///
  /// Most of a record is printable ASCII, which is copied in one piece.
  public static func append(json: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    guard let base = json.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let end = base + json.count
    var copied = base
    var place = ByteWords.firstEscapeOrUnprintable(base, end: end)
    func copy(to place: UnsafePointer<UInt8>) {
      output.append(contentsOf: UnsafeBufferPointer(start: copied, count: place - copied))
    }
    while place < end {
      switch place.pointee {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        copy(to: place)
        place += 1
        copied = place
      case 0x7F...:
        copy(to: place)
        let start = place
        while place < end, place.pointee >= 0x7F { place += 1 }
        append(wide: UnsafeBufferPointer(start: start, count: place - start), to: &output)
        copied = place
      case UInt8(ascii: "\\"):
        switch SurrogateEscape(place, end: end) {
        case .none: place += min(2, end - place)
        case .pair: place += SurrogateEscape.length * 2
        case .half:
          copy(to: place)
          output += Self.escapedReplacement
          place += SurrogateEscape.length
          copied = place
        }
      default: place += 1
      }
      place = ByteWords.firstEscapeOrUnprintable(place, end: end)
    }
    copy(to: end)
  }

  public static func append(json: some Sequence<UInt8>, to output: inout [UInt8]) {
    Array(json).withUnsafeBytes { append(json: $0, to: &output) }
  }

  private static let escapedReplacement = Array(#"\ufffd"#.utf8)

  /// The kind of surrogate escape at a backslash (RFC 8259, section 8.2).
  private enum SurrogateEscape {
    case none, pair, half

    /// `\ud83d`
    static let length = 6

    init(_ place: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) {
      guard let isHigh = Self.isHigh(place, end: end) else {
        self = .none
        return
      }
      self = isHigh && Self.isHigh(place + Self.length, end: end) == false ? .pair : .half
    }

    /// True for the first half of a pair, false for the second, nil for neither.
    private static func isHigh(_ place: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>) -> Bool? {
      guard end - place >= length, place[0] == UInt8(ascii: "\\"), place[1] == UInt8(ascii: "u"),
        place[2] | 0x20 == UInt8(ascii: "d")
      else { return nil }
      switch place[3] | 0x20 {
      case UInt8(ascii: "8"), UInt8(ascii: "9"), UInt8(ascii: "a"), UInt8(ascii: "b"): return true
      case UInt8(ascii: "c")...UInt8(ascii: "f"): return false
      default: return nil
      }
    }
  }

  /// Appends bytes that begin and end at borders of UTF-8 sequences; other bytes become U+FFFD.
  private static func append(wide bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if steersScreens(scalar) {
        appendHexadecimal(scalar.value, to: &output)
      } else {
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}

extension JSONEscaping {
  /// The UTF-8 text of the bytes between a JSON string's quotes: `{\"a\":1}` → `{"a":1}`.
  /// Malformed escapes and lone surrogates become U+FFFD.
  public static func decoded(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var output: [UInt8] = []
    JSONString.appendDecoded(bytes, to: &output)
    return output
  }
}
