import Basics
import Synchronization

/// The IDs of the events counted so far, by all workers: each counts once.
///
/// Six bytes per event of a hash of ten bytes' worth: with ten million events, one is taken for
/// another once in 20,000 runs. Shards keep workers from waiting for each other, and the memory
/// from doubling at once.
package final class EventIDSet: Sendable {
  /// A power of two.
  private static let shardCount = 1024

  private let shards: [Shard]

  package init() { shards = (0..<Self.shardCount).map { Shard(seed: $0) } }

  /// Whether the ID is new.
  package func insert(_ hash: UInt64) -> Bool {
    let shard = shards[Int(truncatingIfNeeded: hash) & (Self.shardCount - 1)]
    return shard.table.withLock { $0.insert(hash >> 10) }
  }

  private final class Shard: Sendable {
    let table: Mutex<Table>

    init(seed: Int) { table = Mutex(Table(seed: seed)) }
  }

  private struct Table: Sendable {
    /// The high 16 and the low 32 bits of 48. 0 in both is a free slot.
    private var high: [UInt16]
    private var low: [UInt32]
    private var count = 0

    /// Shards grow at different sizes, so that not all are half empty at the same time.
    init(seed: Int) {
      let size = 64 + seed * 64 / EventIDSet.shardCount
      high = Array(repeating: 0, count: size)
      low = Array(repeating: 0, count: size)
    }

    mutating func insert(_ bits: UInt64) -> Bool {
      if count * 8 >= low.count * 7 { grow() }
      var (h, l) = (UInt16(truncatingIfNeeded: bits >> 32), UInt32(truncatingIfNeeded: bits))
      if h == 0, l == 0 { (h, l) = (0, 1) }
      return add(h, l)
    }

    private mutating func add(_ h: UInt16, _ l: UInt32) -> Bool {
      var slot = Int((UInt64(l) &* UInt64(low.count)) >> 32)
      while low[slot] != 0 || high[slot] != 0 {
        if low[slot] == l, high[slot] == h { return false }
        slot += 1
        if slot == low.count { slot = 0 }
      }
      (high[slot], low[slot]) = (h, l)
      count += 1
      return true
    }

    private mutating func grow() {
      let (oldHigh, oldLow) = (high, low)
      let size = oldLow.count * 3 / 2
      high = Array(repeating: 0, count: size)
      low = Array(repeating: 0, count: size)
      count = 0
      for slot in oldLow.indices where oldLow[slot] != 0 || oldHigh[slot] != 0 {
        _ = add(oldHigh[slot], oldLow[slot])
      }
    }
  }
}
