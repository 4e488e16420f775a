/// Different texts with a number each: principals, networks, services.
///
///     "eu-central-1" → 0     "arn:aws:iam::111122223333:role/ci" → 1     "eu-central-1" → 0
///
/// An open-addressed table over one array of bytes. Texts are compared byte by byte, so that nobody
/// can pass for somebody else by a collision.
struct TextTable: Sendable {
  private var bytes: [UInt8] = []
  /// Where each text ends.
  private var ends: [Int] = []
  /// Hash and number + 1 of a text; 0 is a free slot. A power of two.
  private var slots: [(tag: UInt32, number: UInt32)] = Array(repeating: (0, 0), count: 256)
  private let maximumCount: Int

  init(maximumCount: Int) { self.maximumCount = maximumCount }

  var count: Int { ends.count }

  /// The text's number; nil if it is new and there are too many.
  mutating func number(of text: UnsafeRawBufferPointer) -> UInt32? {
    let hash = TextHash.of(text)
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot].number != 0 {
      if slots[slot].tag == tag {
        let number = slots[slot].number - 1
        if isEqual(text, Int(number)) { return number }
      }
      slot = (slot + 1) & mask
    }
    guard ends.count < maximumCount else { return nil }
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[slot] = (tag, UInt32(ends.count))
    if ends.count * 4 > slots.count * 3 { grow() }
    return UInt32(ends.count - 1)
  }

  mutating func number(of text: String) -> UInt32? {
    var text = text
    return text.withUTF8 { number(of: UnsafeRawBufferPointer($0)) }
  }

  subscript(number: UInt32) -> String {
    String(decoding: bytes[range(Int(number))], as: UTF8.self)
  }

  /// The numbers of another table's texts in this one; nil where one does not fit.
  mutating func numbers(for other: TextTable) -> [UInt32?] {
    (0..<other.count).map { index in
      other.bytes.withUnsafeBytes {
        number(of: UnsafeRawBufferPointer(rebasing: $0[other.range(index)]))
      }
    }
  }

  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : ends[number - 1])..<ends[number]
  }

  private func isEqual(_ text: UnsafeRawBufferPointer, _ number: Int) -> Bool {
    let range = range(number)
    guard range.count == text.count else { return false }
    return bytes.withUnsafeBytes { known in
      let known = UnsafeRawBufferPointer(rebasing: known[range])
      var index = 0
      while index + 8 <= text.count {
        if known.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          != text.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        {
          return false
        }
        index += 8
      }
      while index < text.count {
        if known[index] != text[index] { return false }
        index += 1
      }
      return true
    }
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: (0, 0), count: old.count * 2)
    let mask = slots.count - 1
    for entry in old where entry.number != 0 {
      let text = range(Int(entry.number) - 1)
      let hash = bytes.withUnsafeBytes { TextHash.of(UnsafeRawBufferPointer(rebasing: $0[text])) }
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot].number != 0 { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}

/// A hash of bytes, sixteen per step, with a key of this process: nobody can prepare texts that
/// collide.
enum TextHash {
  private static let key = UInt64.random(in: .min ... .max)

  @inline(__always)
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 { of(bytes, key: key) }

  /// wyhash's mixing: https://github.com/wangyi-fudan/wyhash
  static func of(_ bytes: UnsafeRawBufferPointer, key: UInt64) -> UInt64 {
    var hash = key ^ UInt64(bytes.count) &* 0x9e37_79b9_7f4a_7c15
    var offset = 0
    let count = bytes.count
    while offset + 16 <= count {
      hash = mix(
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ 0xa076_1d64_78bd_642f,
        bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self) ^ hash)
      offset += 16
    }
    if offset < count {
      if count >= 16 {
        // The rest, overlapping with bytes before it.
        hash = mix(
          bytes.loadUnaligned(fromByteOffset: count - 16, as: UInt64.self) ^ 0xe703_7ed1_a0b4_28db,
          bytes.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self) ^ hash)
      } else {
        var (low, high): (UInt64, UInt64) = (0, 0)
        for index in 0..<min(8, count) { low = low << 8 | UInt64(bytes[index]) }
        for index in min(8, count)..<count { high = high << 8 | UInt64(bytes[index]) }
        hash = mix(low ^ 0xe703_7ed1_a0b4_28db, high ^ hash)
      }
    }
    return mix(hash ^ 0x8ebc_6af0_9c88_c6e3, 0x5899_65cc_7537_4cc3)
  }

  @inline(__always)
  private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}
