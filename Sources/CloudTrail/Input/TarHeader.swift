/// One header of a tar archive: 512 bytes, as POSIX.1-1988 (ustar), GNU tar and V7 write them.
struct TarHeader {
  static let length = 512

  let name: [UInt8]
  let size: Int64
  let type: UInt8
  /// Whether the checksum is right, so that these bytes are a header.
  let isValid: Bool
  /// Whether it is all zeros: the end of the archive.
  let isEnd: Bool

  /// Nil: too few bytes.
  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= Self.length else { return nil }
    func field(_ range: Range<Int>) -> [UInt8] { Array(bytes[range].prefix { $0 != 0 }) }
    var sum: Int64 = 0
    var any = false
    for index in 0..<Self.length {
      sum += 148..<156 ~= index ? 0x20 : Int64(bytes[index])
      any = any || bytes[index] != 0
    }
    isEnd = !any
    type = bytes[156]
    let size = Self.number(bytes[124..<136])
    self.size = size ?? 0
    isValid = any && size != nil && Self.number(bytes[148..<156]) == sum && bytes[0] != 0
    let prefix =
      bytes[257..<262].elementsEqual("ustar".utf8) && bytes[262] == 0
      ? field(345..<500) : []
    name = (prefix.isEmpty ? [] : prefix + [UInt8(ascii: "/")]) + field(0..<100)
  }

  /// Octal digits, or a binary number for larger values (GNU). Nil: neither, or absurd.
  private static func number(_ bytes: Slice<UnsafeRawBufferPointer>) -> Int64? {
    var value: Int64 = 0
    if let first = bytes.first, first & 0x80 != 0 {
      for (index, byte) in bytes.enumerated() {
        guard value < 1 << 48 else { return nil }
        value = value << 8 | Int64(index == 0 ? byte & 0x7F : byte)
      }
      return value < 1 << 56 ? value : nil
    }
    for byte in bytes.drop(while: { $0 == 0x20 }) {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "7") else {
        return byte == 0 || byte == 0x20 ? value : nil
      }
      value = value << 3 | Int64(byte - UInt8(ascii: "0"))
    }
    return value
  }
}
