import Basics

/// Ranges of addresses that do not overlap, in order, each with a value.
///
///     1.0.0.0 … 1.0.0.255   0
///     1.0.4.0 … 1.0.7.255   1
struct AddressRanges: Sendable {
  /// An address of either family as a number. IPv4 addresses fill the upper 32 bits, so that both
  /// families have a table of their own.
  struct Key: Sendable, Hashable, Comparable {
    var high: UInt64
    var low: UInt64

    init(_ high: UInt64, _ low: UInt64) { (self.high, self.low) = (high, low) }

    init(_ address: IPNetwork) { self.init(address.high, address.low) }

    @inline(__always)
    static func < (one: Key, other: Key) -> Bool {
      one.high == other.high ? one.low < other.low : one.high < other.high
    }
  }

  private(set) var starts: [Key] = []
  private(set) var ends: [Key] = []
  private(set) var values: [Int32] = []

  var isEmpty: Bool { starts.isEmpty }

  /// Adds a range behind all others. False if it is not behind them.
  mutating func append(_ start: Key, _ end: Key, _ value: Int32) -> Bool {
    if end < start { return false }
    if let last = ends.last, !(last < start) { return false }
    starts.append(start)
    ends.append(end)
    values.append(value)
    return true
  }

  /// The index of the range with an address.
  func index(of key: Key) -> Int? {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if key < starts[middle] { high = middle } else { low = middle + 1 }
    }
    guard low > 0, !(ends[low - 1] < key) else { return nil }
    return low - 1
  }

  func value(of key: Key) -> Int32? { index(of: key).map { values[$0] } }
}

extension AddressRanges {
  /// The ranges in which each network is the longest that has an address. Of equal networks, the
  /// first counts.
  ///
  ///     10.0.0.0/8 → 0        10.0.0.0 … 10.0.255.255      0
  ///     10.1.0.0/16 → 1       10.1.0.0 … 10.1.255.255      1
  ///                           10.2.0.0 … 10.255.255.255    0
  init(longestOf networks: [(network: IPNetwork, value: Int32)]) {
    let sorted = networks.enumerated().sorted { one, other in
      let (first, second) = (Key(one.element.network), Key(other.element.network))
      if first != second { return first < second }
      let (short, long) = (one.element.network.prefix, other.element.network.prefix)
      return short == long ? one.offset < other.offset : short < long
    }
    // The networks around the place that the sweep has reached, the longest last.
    var open: [(end: Key, value: Int32)] = []
    var place: Key?
    func close(before limit: Key?) {
      while let last = open.last, limit.map({ last.end < $0 }) ?? true {
        if let start = place, !(last.end < start) {
          _ = append(start, last.end, last.value)
          place = last.end.next
        }
        open.removeLast()
      }
    }
    var previous: IPNetwork?
    for (_, (network, value)) in sorted where network != previous {
      previous = network
      let start = Key(network)
      close(before: start)
      if let last = open.last, let place, place < start, let before = start.previous {
        _ = append(place, before, last.value)
      }
      place = start
      open.append((network.lastKey, value))
    }
    close(before: nil)
  }
}

extension AddressRanges.Key {
  /// Nil behind the last address.
  fileprivate var next: Self? {
    if low != .max { return Self(high, low + 1) }
    return high == .max ? nil : Self(high + 1, 0)
  }

  fileprivate var previous: Self? {
    if low != 0 { return Self(high, low - 1) }
    return high == 0 ? nil : Self(high - 1, .max)
  }
}

extension IPNetwork {
  /// The last address of a network as a number; for IPv4 with all 96 bits behind it set.
  var lastKey: AddressRanges.Key {
    let high = prefix >= 64 ? self.high : self.high | ~0 >> UInt64(prefix)
    let low =
      prefix <= 64 ? ~0 : prefix >= 128 ? self.low : self.low | ~0 >> UInt64(prefix - 64)
    return AddressRanges.Key(high, low)
  }
}
