/// The text of a JSON string: its escapes decoded (RFC 8259, section 7).
enum JSONString {
  /// Appends the UTF-8 text of a string's inner bytes. Lone surrogate escapes and invalid escapes
  /// become U+FFFD; other bytes are copied unchanged.
  static func appendDecoded(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
    output.reserveCapacity(output.count + bytes.count)
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\") else {
        let next = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) ?? bytes.count
        output.append(contentsOf: bytes[index..<next])
        index = next
        continue
      }
      guard index + 1 < bytes.count else {
        appendScalar("\u{FFFD}", to: &output)
        return
      }
      switch bytes[index + 1] {
      case UInt8(ascii: "b"): output.append(0x08)
      case UInt8(ascii: "f"): output.append(0x0C)
      case UInt8(ascii: "n"): output.append(0x0A)
      case UInt8(ascii: "r"): output.append(0x0D)
      case UInt8(ascii: "t"): output.append(0x09)
      case UInt8(ascii: "u"):
        let (scalar, length) = scalar(bytes, at: index)
        appendScalar(scalar, to: &output)
        index += length
        continue
      case let byte: output.append(byte)
      }
      index += 2
    }
  }

  /// The bytes between a string's quotes, and whether one of them is a backslash. The opening quote
  /// is just before `start`.
  static func inner(
    of json: UnsafeRawBufferPointer, from start: Int
  ) -> (bytes: UnsafeRawBufferPointer, hasEscapes: Bool) {
    var index = start
    var hasEscapes = false
    while index < json.count, json[index] != UInt8(ascii: "\"") {
      if json[index] == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      index += 1
    }
    let end = min(index, json.count)
    return (UnsafeRawBufferPointer(rebasing: json[start..<end]), hasEscapes)
  }

  /// Whether a string is a member's name: a colon follows it.
  static func isName(_ json: UnsafeRawBufferPointer, before index: Int) -> Bool {
    var index = index
    while index < json.count, json[index] <= 0x20 { index += 1 }
    return index < json.count && json[index] == UInt8(ascii: ":")
  }

  /// The scalar of the `\u` escape at `index`, and the length of the escape: 6, or 12 for a pair of
  /// surrogates; 2 if four hexadecimal digits do not follow.
  static func scalar(
    _ bytes: UnsafeRawBufferPointer, at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    guard let first = codeUnit(bytes, at: index) else { return ("\u{FFFD}", 2) }
    if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
    if first < 0xDC00, let second = codeUnit(bytes, at: index + 6), 0xDC00...0xDFFF ~= second,
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    {
      return (scalar, 12)
    }
    return ("\u{FFFD}", 6)
  }

  /// The code unit of the `\uXXXX` at `index`, if there is one.
  private static func codeUnit(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt32? {
    guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
      bytes[index + 1] == UInt8(ascii: "u")
    else { return nil }
    var unit: UInt32 = 0
    for offset in 2..<6 {
      guard let digit = hexDigit(bytes[index + offset]) else { return nil }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static func appendScalar(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
    output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
  }
}
