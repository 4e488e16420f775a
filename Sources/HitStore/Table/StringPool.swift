/// Every distinct text once: `"ap-east-1"` in ten thousand hits costs its nine bytes a single time.
///
/// A text has an `Index` of four bytes, which the columns of a `HitTable` contain. Index 0 is the
/// empty text. Texts are never removed.
///
/// Everything is in pages, including the hash table: adding a text while a copy is in use costs a
/// few kilobytes.
struct StringPool: Sendable {
  typealias Index = UInt32

  static let empty: Index = 0

  /// The place of a text. No text spans two pages.
  private struct Place: Sendable {
    var page: UInt32
    var offset: UInt32
    var length: UInt32
  }

  private var pages: [[UInt8]] = [[]]
  private var places = PagedArray<Place>()
  /// Open-addressed hash tables of indices plus one; 0 is a free slot. The upper bits of a hash
  /// choose the table. Each grows separately, so that growing is quick.
  private var shards: [Shard] = Array(repeating: Shard(), count: 1 << shardBits)

  private struct Shard: Sendable {
    var slots: [UInt32] = []
    var used = 0
  }

  private static let shardBits = 8
  private static let minimumShardSlots = 8
  private static let pageBytes = 1 << 16

  init() { places.append(Place(page: 0, offset: 0, length: 0)) }

  var count: Int { places.count }

  mutating func index(of text: Slice<UnsafeRawBufferPointer>) -> Index {
    index(of: UnsafeRawBufferPointer(rebasing: text))
  }

  mutating func index(of text: UnsafeRawBufferPointer) -> Index {
    guard !text.isEmpty else { return Self.empty }
    let hash = Self.hash(text)
    let shard = Self.shard(of: hash)
    if shards[shard].used * 2 >= shards[shard].slots.count { grow(shard) }
    var slot = Int(truncatingIfNeeded: hash) & (shards[shard].slots.count - 1)
    while true {
      let candidate = shards[shard].slots[slot]
      if candidate == 0 { break }
      if isEqual(candidate - 1, text) { return candidate - 1 }
      slot = (slot + 1) & (shards[shard].slots.count - 1)
    }
    let index = Index(places.count)
    keep(text)
    shards[shard].slots[slot] = index + 1
    shards[shard].used += 1
    return index
  }

  mutating func index(of text: String) -> Index {
    var copy = text
    return copy.withUTF8 { index(of: UnsafeRawBufferPointer($0)) }
  }

  /// The index of a text that is already in the pool.
  func existingIndex(of text: String) -> Index? {
    var copy = text
    return copy.withUTF8 { utf8 in
      let text = UnsafeRawBufferPointer(utf8)
      guard !text.isEmpty else { return Self.empty }
      let hash = Self.hash(text)
      let slots = shards[Self.shard(of: hash)].slots
      guard !slots.isEmpty else { return nil }
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 {
        if isEqual(slots[slot] - 1, text) { return slots[slot] - 1 }
        slot = (slot + 1) & (slots.count - 1)
      }
      return nil
    }
  }

  /// The text, with invalid UTF-8 repaired.
  subscript(index: Index) -> String {
    withBytes(of: index) { String(decoding: $0, as: UTF8.self) }
  }

  /// The text's bytes as delivered, valid during the call.
  @inline(__always)
  func withBytes<Result>(
    of index: Index, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let place = places[Int(index)]
    return try pages[Int(place.page)].withUnsafeBytes {
      try body(
        UnsafeRawBufferPointer(
          rebasing: $0[Int(place.offset)..<(Int(place.offset) + Int(place.length))]))
    }
  }

  /// Whether a text's bytes sort before another's.
  func isBefore(_ a: Index, _ b: Index) -> Bool {
    withBytes(of: a) { a in withBytes(of: b) { b in a.lexicographicallyPrecedes(b) } }
  }

  private mutating func keep(_ text: UnsafeRawBufferPointer) {
    if pages[pages.count - 1].count + text.count > Self.pageBytes, !pages[pages.count - 1].isEmpty {
      pages.append([])
      pages[pages.count - 1].reserveCapacity(max(Self.pageBytes, text.count))
    }
    places.append(
      Place(
        page: UInt32(pages.count - 1), offset: UInt32(pages[pages.count - 1].count),
        length: UInt32(text.count)))
    pages[pages.count - 1].append(contentsOf: text)
  }

  private func isEqual(_ index: Index, _ text: UnsafeRawBufferPointer) -> Bool {
    guard Int(places[Int(index)].length) == text.count else { return false }
    return withBytes(of: index) { $0.elementsEqual(text) }
  }

  private mutating func grow(_ shard: Int) {
    let old = shards[shard].slots
    var slots: [UInt32] = Array(
      repeating: 0, count: max(Self.minimumShardSlots, old.count * 2))
    for entry in old where entry != 0 {
      let hash = withBytes(of: entry - 1, Self.hash)
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
    shards[shard].slots = slots
  }

  private static func shard(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> (64 - UInt64(shardBits)))
  }

  /// FNV-1a, 64 bits, with its high half folded in.
  private static func hash(_ text: UnsafeRawBufferPointer) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash ^ (hash >> 32)
  }
}
