/// Every distinct text once: `"ap-east-1"` in ten thousand hits costs its nine bytes a single time.
///
/// A text is known by its `Index`, four bytes, which is what the columns of a `HitTable` hold.
/// Index 0 is the empty text. Texts are never removed.
struct StringPool: Sendable {
  typealias Index = UInt32

  static let empty: Index = 0

  /// All texts, end to end.
  private var bytes: [UInt8] = []
  /// `ends[i]` is where text `i` ends in `bytes`; it starts where the one before it ends.
  private var ends: [Int] = [0]
  /// An open-addressed hash table of indices plus one; 0 is a free slot. Its size is a power of two.
  private var slots: [UInt32] = Array(repeating: 0, count: initialSlotCount)

  private static let initialSlotCount = 1 << 10

  var count: Int { ends.count }

  mutating func index(of text: Slice<UnsafeRawBufferPointer>) -> Index {
    guard !text.isEmpty else { return Self.empty }
    if ends.count * 2 > slots.count { grow() }
    var slot = Int(truncatingIfNeeded: Self.hash(text)) & (slots.count - 1)
    while slots[slot] != 0 {
      let candidate = slots[slot] - 1
      if isEqual(candidate, text) { return candidate }
      slot = (slot + 1) & (slots.count - 1)
    }
    let index = Index(ends.count)
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
    slots[slot] = index + 1
    return index
  }

  /// The index of a text that is in the pool already.
  func existingIndex(of text: String) -> Index? {
    var copy = text
    return copy.withUTF8 { utf8 in
      let text = Slice(base: UnsafeRawBufferPointer(utf8), bounds: 0..<utf8.count)
      guard !text.isEmpty else { return Self.empty }
      var slot = Int(truncatingIfNeeded: Self.hash(text)) & (slots.count - 1)
      while slots[slot] != 0 {
        if isEqual(slots[slot] - 1, text) { return slots[slot] - 1 }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  /// The text, its invalid UTF-8 repaired.
  subscript(index: Index) -> String {
    String(decoding: bytes[range(of: index)], as: UTF8.self)
  }

  private func range(of index: Index) -> Range<Int> {
    index == Self.empty ? 0..<0 : ends[Int(index) - 1]..<ends[Int(index)]
  }

  private func isEqual(_ index: Index, _ text: Slice<UnsafeRawBufferPointer>) -> Bool {
    let range = range(of: index)
    return range.count == text.count && bytes[range].elementsEqual(text)
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    bytes.withUnsafeBytes { all in
      for index in 1..<ends.count {
        let text = all[ends[index - 1]..<ends[index]]
        var slot = Int(truncatingIfNeeded: Self.hash(text)) & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(index) + 1
      }
    }
  }

  /// FNV-1a, 64 bits, with its high half folded in.
  private static func hash(_ text: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 32)
  }
}
