/// The header before a member of a zip archive (APPNOTE.TXT 6.3.10, section 4.3.7).
struct ZipHeader {
  static let length = 30
  static let signature: UInt32 = 0x0403_4B50
  static let descriptorSignature: UInt32 = 0x0807_4B50

  let flags: UInt16
  let method: UInt16
  let checksum: UInt32
  /// Bytes in the archive, and of the file itself; both 0 if a descriptor follows.
  private(set) var packedSize: Int64
  private(set) var size: Int64
  let nameLength: Int
  let extraLength: Int

  var isEncrypted: Bool { flags & 1 != 0 }
  var hasDescriptor: Bool { flags & 8 != 0 }

  /// - Parameter bytes: at least `length`.
  init(_ bytes: UnsafeRawBufferPointer) {
    flags = Self.number(bytes, at: 6)
    method = Self.number(bytes, at: 8)
    checksum = Self.number(bytes, at: 14)
    packedSize = Int64(Self.number(bytes, at: 18) as UInt32)
    size = Int64(Self.number(bytes, at: 22) as UInt32)
    nameLength = Int(Self.number(bytes, at: 26) as UInt16)
    extraLength = Int(Self.number(bytes, at: 28) as UInt16)
  }

  /// Reads sizes that don't fit into 32 bits from the extra fields (section 4.5.3). `false`: they
  /// are absurd.
  mutating func readExtra(_ extra: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    while index + 4 <= extra.count {
      let id: UInt16 = Self.number(extra, at: index)
      let length = Int(Self.number(extra, at: index + 2) as UInt16)
      index += 4
      guard index + length <= extra.count else { return true }
      if id == 1 {
        var place = index
        for (path, isLong) in [
          (\ZipHeader.size, size == 0xFFFF_FFFF), (\.packedSize, packedSize == 0xFFFF_FFFF),
        ] where isLong && place + 8 <= index + length {
          let value: UInt64 = Self.number(extra, at: place)
          guard value < 1 << 56 else { return false }
          self[keyPath: path] = Int64(value)
          place += 8
        }
      }
      index += length
    }
    return true
  }

  static func number<N: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> N {
    guard offset + MemoryLayout<N>.size <= bytes.count else { return 0 }
    return N(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: N.self))
  }
}
