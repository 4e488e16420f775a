/// Decodes UTF-16 to UTF-8 chunk by chunk. `aws … > log.json` writes UTF-16 in Windows PowerShell
/// 5.
///
/// Halves of surrogate pairs, and a single byte at the end, become U+FFFD.
struct UTF16Decoder {
  enum ByteOrder {
    case littleEndian, bigEndian

    /// The byte order of a text that begins with these bytes, if it is UTF-16: it has a byte order
    /// mark, or a bracket beside a zero.
    init?(_ bytes: UnsafeRawBufferPointer) {
      guard bytes.count >= 2 else { return nil }
      switch (bytes[0], bytes[1]) {
      case (0xFF, 0xFE), (UInt8(ascii: "{"), 0), (UInt8(ascii: "["), 0): self = .littleEndian
      case (0xFE, 0xFF), (0, UInt8(ascii: "{")), (0, UInt8(ascii: "[")): self = .bigEndian
      default: return nil
      }
    }
  }

  private let order: ByteOrder
  /// The first byte of a unit, until its second byte arrives.
  private var firstByte: UInt8?
  /// The first half of a pair, until its second half arrives.
  private var high: UInt32?

  init(_ order: ByteOrder) {
    self.order = order
  }

  /// The UTF-8 of the next bytes.
  mutating func decode(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
    for byte in bytes {
      guard let first = firstByte else {
        firstByte = byte
        continue
      }
      firstByte = nil
      let (upper, lower) = order == .bigEndian ? (first, byte) : (byte, first)
      append(unit: UInt32(upper) << 8 | UInt32(lower), to: &output)
    }
  }

  /// The rest at the end.
  mutating func finish(into output: inout [UInt8]) {
    if firstByte != nil || high != nil { append(scalar: 0xFFFD, to: &output) }
    (firstByte, high) = (nil, nil)
  }

  private mutating func append(unit: UInt32, to output: inout [UInt8]) {
    let isLow = unit & 0xFC00 == 0xDC00
    if let high {
      self.high = nil
      if isLow {
        return append(scalar: 0x10000 + (high & 0x3FF) << 10 + unit & 0x3FF, to: &output)
      }
      append(scalar: 0xFFFD, to: &output)
    }
    if unit & 0xFC00 == 0xD800 {
      high = unit
    } else {
      append(scalar: isLow ? 0xFFFD : unit, to: &output)
    }
  }

  private func append(scalar: UInt32, to output: inout [UInt8]) {
    if scalar < 0x80 {
      output.append(UInt8(scalar))
    } else if let scalar = Unicode.Scalar(scalar) {
      output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
