import CByteSearch

/// Several bytes at a time: eight in one integer ("SIMD within a register"), or sixteen in a vector.
///
/// Most bytes of a JSON string mean nothing to a parser. `firstSpecial` examines sixteen of them in
/// a dozen instructions and finds the first that matters: `"`, `\` or a control character.
enum ByteWords {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// The eight bytes at `pointer`; the first is the lowest.
  @inline(__always)
  static func load(_ pointer: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(pointer).loadUnaligned(as: UInt64.self))
  }

  /// The first `count` (0...8) bytes at `pointer`, the others 0; never reads at or beyond `end`.
  @inline(__always)
  static func load(
    _ pointer: UnsafePointer<UInt8>, count: Int, end: UnsafePointer<UInt8>
  ) -> UInt64 {
    if end - pointer >= 8 {
      return count >= 8 ? load(pointer) : load(pointer) & ((1 << UInt64(count * 8)) &- 1)
    }
    var word: UInt64 = 0
    for index in 0..<min(count, 8) {
      word |= UInt64(pointer[index]) << UInt64(index * 8)
    }
    return word
  }

  /// The first byte from `pointer` that is `\` or not printable ASCII (0x20 to 0x7E), or `end`.
  @inline(__always)
  static func firstEscapeOrUnprintable(
    _ pointer: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var p = pointer
    while end - p >= 8 {
      let word = load(p)
      let delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
      let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let found =
        (word | ((word &- 0x2020_2020_2020_2020) & ~word) | ((delete &- ones) & ~delete)
          | ((backslash &- ones) & ~backslash)) & tops
      if found != 0 { return p + (found.trailingZeroBitCount >> 3) }
      p += 8
    }
    while p < end, 0x20...0x7E ~= p.pointee, p.pointee != UInt8(ascii: "\\") { p += 1 }
    return p
  }

  /// The first byte from `pointer` that is `"`, `\` or below 0x20, or `end`.
  @inline(__always)
  static func firstSpecial(
    _ pointer: UnsafePointer<UInt8>, end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var p = pointer
    while end - p >= 16 {
      let index = Int(trailsift_first_special(p))
      if index < 16 { return p + index }
      p += 16
    }
    while p < end {
      let byte = p.pointee
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      p += 1
    }
    return p
  }

  /// Whether a byte occurs.
  static func contains(_ byte: UInt8, _ bytes: UnsafeRawBufferPointer) -> Bool {
    let wanted = ones &* UInt64(byte)
    var index = 0
    while index + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ wanted
      if (word &- ones) & ~word & tops != 0 { return true }
      index += 8
    }
    while index < bytes.count {
      if bytes[index] == byte { return true }
      index += 1
    }
    return false
  }
}
