/// Events by region, profile and day, with the earliest and the latest time of each day.
///
///     eu-west-1, profile 7, 2026-02-09    12 events, 07:12:44 … 18:01:02
///
/// The one table that grows with the logs' variety. It has a maximum size: an event that would need
/// a cell beyond it is not counted, and the caller says so.
struct CellTable: Sendable {
  /// Region, profile and day in one number, in this order.
  struct Key: Hashable, Comparable, Sendable {
    /// 0 is no key: regions are counted from 1.
    let bits: UInt64

    static let none = Key(bits: 0)

    private init(bits: UInt64) { self.bits = bits }

    /// - Parameter day: days since 1970-01-01, below 2²².
    @inline(__always)
    init(region: Int, profile: UInt32, day: Int) {
      bits = UInt64(region + 1) << 54 | UInt64(profile) << 22 | UInt64(day)
    }

    var region: Int { Int(bits >> 54) - 1 }
    var profile: UInt32 { UInt32(truncatingIfNeeded: bits >> 22) }
    var day: Int { Int(bits & 0x3F_FFFF) }

    static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
  }

  struct Cell: Sendable {
    var key = Key.none
    var count: UInt32 = 0
    /// Times of day as decimal numbers: 18:01:02 is 180102.
    var first: UInt32 = 0
    var last: UInt32 = 0
  }

  private var slots: [Cell]
  private(set) var count = 0
  private let maximumCount: Int

  init(maximumCount: Int) {
    self.maximumCount = maximumCount
    slots = Array(repeating: Cell(), count: 1024)
  }

  /// `false` if the cell is new and there are too many.
  @inline(__always)
  mutating func add(_ key: Key, count events: UInt32 = 1, first: UInt32, last: UInt32) -> Bool {
    let mask = slots.count - 1
    var slot = Self.place(of: key) & mask
    while slots[slot].key != key {
      if slots[slot].key == .none {
        return insert(Cell(key: key, count: events, first: first, last: last), at: slot)
      }
      slot = (slot + 1) & mask
    }
    slots[slot].count &+= events
    if first < slots[slot].first { slots[slot].first = first }
    if slots[slot].last < last { slots[slot].last = last }
    return true
  }

  @inline(never)
  private mutating func insert(_ cell: Cell, at slot: Int) -> Bool {
    guard count < maximumCount else { return false }
    slots[slot] = cell
    count += 1
    if count * 4 > slots.count * 3 { grow() }
    return true
  }

  var cells: [Cell] { slots.filter { $0.key != .none } }

  @inline(__always)
  private static func place(of key: Key) -> Int {
    let product = (key.bits ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    return Int(truncatingIfNeeded: product.high ^ product.low)
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Cell(), count: old.count * 2)
    let mask = slots.count - 1
    for cell in old where cell.key != .none {
      var slot = Self.place(of: cell.key) & mask
      while slots[slot].key != .none { slot = (slot + 1) & mask }
      slots[slot] = cell
    }
  }
}
