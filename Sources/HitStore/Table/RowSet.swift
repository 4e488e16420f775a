import Basics

/// A set of rows of a `HitTable`, one bit each: a million marked hits take 125 kilobytes, and
/// testing a row reads one bit.
public struct RowSet: Sendable {
  private var words: [UInt64] = []
  public private(set) var count = 0

  public init() {}

  public init(_ rows: some Sequence<HitTable.Row>) { formUnion(rows) }

  public var isEmpty: Bool { count == 0 }

  @inline(__always)
  public func contains(_ row: HitTable.Row) -> Bool {
    let word = row >> 6
    return word < words.count && words[word] & (1 << UInt64(row & 63)) != 0
  }

  /// `false` if it is already in the set.
  @discardableResult
  public mutating func insert(_ row: HitTable.Row) -> Bool {
    let word = row >> 6
    if word >= words.count {
      words.append(contentsOf: repeatElement(0, count: word - words.count + 1))
    }
    let bit: UInt64 = 1 << UInt64(row & 63)
    if words[word] & bit != 0 { return false }
    words[word] |= bit
    count += 1
    return true
  }

  /// `false` if it is not in the set.
  @discardableResult
  public mutating func remove(_ row: HitTable.Row) -> Bool {
    guard contains(row) else { return false }
    words[row >> 6] &= ~(1 << UInt64(row & 63))
    count -= 1
    return true
  }

  /// Inserts or removes a row.
  public mutating func toggle(_ row: HitTable.Row) { if !insert(row) { remove(row) } }

  public mutating func formUnion(_ rows: some Sequence<HitTable.Row>) {
    for row in rows { insert(row) }
  }

  public mutating func formUnion(_ other: RowSet) { combine(other, |) }
  public mutating func subtract(_ other: RowSet) { combine(other) { $0 & ~$1 } }

  public func subtracting(_ other: RowSet) -> RowSet {
    var result = self
    result.subtract(other)
    return result
  }

  /// The number of rows in both sets.
  public func intersectionCount(_ other: RowSet) -> Int {
    zip(words, other.words).reduce(0) { $0 + ($1.0 & $1.1).nonzeroBitCount }
  }

  public func isSubset(of rows: some Sequence<HitTable.Row>) -> Bool {
    subtracting(RowSet(rows)).isEmpty
  }

  private mutating func combine(_ other: RowSet, _ operation: (UInt64, UInt64) -> UInt64) {
    let length = Swift.max(words.count, other.words.count)
    if words.count < length {
      words.append(contentsOf: repeatElement(0, count: length - words.count))
    }
    count = 0
    for index in words.indices {
      words[index] = operation(words[index], index < other.words.count ? other.words[index] : 0)
      count += words[index].nonzeroBitCount
    }
  }
}

/// The rows in rising order.
extension RowSet: Sequence {
  public struct Iterator: IteratorProtocol {
    fileprivate let words: [UInt64]
    fileprivate var index = 0
    fileprivate var rest: UInt64

    public mutating func next() -> HitTable.Row? {
      while rest == 0 {
        index += 1
        guard index < words.count else { return nil }
        rest = words[index]
      }
      defer { rest &= rest - 1 }
      return index << 6 + rest.trailingZeroBitCount
    }
  }

  public func makeIterator() -> Iterator { Iterator(words: words, rest: words.first ?? 0) }
}

/// Two sets are equal if they have the same rows, whatever their capacity.
extension RowSet: Hashable {
  public static func == (a: RowSet, b: RowSet) -> Bool {
    guard a.count == b.count else { return false }
    return a.intersectionCount(b) == a.count
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(count) }
}

extension RowSet: ExpressibleByArrayLiteral {
  public init(arrayLiteral rows: HitTable.Row...) { self.init(rows) }
}
