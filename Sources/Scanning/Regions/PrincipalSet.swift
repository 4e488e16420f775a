/// Up to `RegionCount.maximumPrincipals` different hashes, in an open-addressed table.
struct PrincipalSet {
  /// 0 is a free slot. A power of two.
  private var slots: [UInt64] = []
  private(set) var count = 0

  var isFull: Bool { count >= RegionCount.maximumPrincipals }

  /// Whether the hash is in the set, or the set is full.
  @inline(__always)
  func contains(_ hash: UInt64) -> Bool {
    guard !isFull, !slots.isEmpty else { return isFull }
    let hash = hash == 0 ? 1 : hash
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return true }
      slot = (slot + 1) & (slots.count - 1)
    }
    return false
  }

  /// Whether the hash was new and fitted.
  mutating func insert(_ hash: UInt64) -> Bool {
    guard !isFull else { return false }
    if count * 2 >= slots.count { grow() }
    let hash = hash == 0 ? 1 : hash
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = hash
    count += 1
    return true
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(16, old.count * 2))
    count = 0
    for hash in old where hash != 0 { _ = insert(hash) }
  }
}

/// A quick hash of an ARN, sixteen bytes per step. A collision makes a count too low, which does
/// not help an attacker.
enum TextHash {
  /// `arn:aws:`, which all have in common.
  private static let prefix = 8

  @inline(__always)
  static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9e37_79b9_7f4a_7c15
    guard bytes.count >= 16 else {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      return hash ^ (hash >> 32)
    }
    var offset = bytes.count >= 16 + prefix ? prefix : 0
    while offset + 16 <= bytes.count {
      hash = step(hash, bytes, offset)
      offset += 16
    }
    // The rest, overlapping with bytes before it.
    return offset < bytes.count ? step(hash, bytes, bytes.count - 16) : hash
  }

  @inline(__always)
  private static func step(_ hash: UInt64, _ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64
  {
    let a = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    let b = bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
    let product = (a ^ 0xa076_1d64_78bd_642f).multipliedFullWidth(by: b ^ hash)
    return product.high ^ product.low
  }
}
