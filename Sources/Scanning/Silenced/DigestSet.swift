/// A set of hashes of 64 bits, for millions of them: ten to thirteen bytes each, and no moment at
/// which all of them are copied.
///
///     hash of the eventID ─▶ shard (by another hash) ─▶ slot ─▶ taken already: a duplicate
///
/// With nine million events, two of them share shard and hash once in a hundred million scans.
struct DigestSet: Sendable {
  private struct Shard: Sendable {
    /// 0 is a free slot.
    var slots: [UInt64] = []
    var used = 0

    mutating func insert(_ digest: UInt64) -> Bool {
      if used * 5 >= slots.count * 4 { grow() }
      var slot = Int(digest.multipliedFullWidth(by: UInt64(slots.count)).high)
      while slots[slot] != 0 {
        if slots[slot] == digest { return false }
        slot += 1
        if slot == slots.count { slot = 0 }
      }
      slots[slot] = digest
      used += 1
      return true
    }

    private mutating func grow() {
      let old = slots
      slots = Array(repeating: 0, count: max(8, slots.count + slots.count / 4 + 8))
      for digest in old where digest != 0 {
        var slot = Int(digest.multipliedFullWidth(by: UInt64(slots.count)).high)
        while slots[slot] != 0 {
          slot += 1
          if slot == slots.count { slot = 0 }
        }
        slots[slot] = digest
      }
    }
  }

  private static let shardCount = 512
  private var shards = Array(repeating: Shard(), count: shardCount)

  /// `false` if it has these hashes already.
  mutating func insert(_ digest: UInt64, shard: UInt64) -> Bool {
    shards[Int(shard % UInt64(Self.shardCount))].insert(max(1, digest))
  }
}
