/// Reads code points from UTF-8 that may be broken.
public enum UTF8Reading {
  /// The code point at `index`, which moves past it. A wrong byte reads as U+FFFD.
  @inlinable @inline(__always)
  public static func next(_ text: UnsafeRawBufferPointer, _ index: inout Int) -> UInt32 {
    let first = text[index]
    index += 1
    return first < 0x80 ? UInt32(first) : multibyte(first, text, &index)
  }

  @usableFromInline
  static func multibyte(
    _ first: UInt8, _ text: UnsafeRawBufferPointer, _ index: inout Int
  ) -> UInt32 {
    let length: Int
    var value: UInt32
    let least: UInt32
    switch first {
    case 0xC2...0xDF: (length, value, least) = (1, UInt32(first & 0x1F), 0x80)
    case 0xE0...0xEF: (length, value, least) = (2, UInt32(first & 0x0F), 0x800)
    case 0xF0...0xF4: (length, value, least) = (3, UInt32(first & 0x07), 0x10000)
    default: return 0xFFFD
    }
    guard index + length <= text.count else { return 0xFFFD }
    for offset in 0..<length {
      let byte = text[index + offset]
      guard byte & 0xC0 == 0x80 else { return 0xFFFD }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, Unicode.Scalar(value) != nil else { return 0xFFFD }
    index += length
    return value
  }
}
