import Basics

/// A set of code points as sorted ranges that neither overlap nor touch.
///
///     [a-cx]      0x61...0x63, 0x78...0x78
package struct ScalarSet: Hashable, Sendable {
  package static let highest: UInt32 = 0x10_FFFF

  package private(set) var ranges: [ClosedRange<UInt32>]

  init() { ranges = [] }

  init(_ scalar: UInt32) { ranges = [scalar...scalar] }

  /// Merges ranges in any order.
  init(_ unordered: [ClosedRange<UInt32>]) {
    ranges = []
    for range in unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, range.lowerBound <= last.upperBound &+ 1 {
        ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
  }

  static let all = ScalarSet([0...highest])
  static let lineFeed = ScalarSet(0x0A)

  /// The only code point, if there is exactly one.
  package var single: UInt32? {
    guard ranges.count == 1, ranges[0].count == 1 else { return nil }
    return ranges[0].lowerBound
  }

  func contains(_ scalar: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(scalar)
  }

  func union(_ other: ScalarSet) -> ScalarSet { ScalarSet(ranges + other.ranges) }

  package var inverted: ScalarSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.highest { result.append(next...Self.highest) }
    return ScalarSet(result)
  }

  /// The set with all code points that fold to the same as one of its own.
  var caseInsensitive: ScalarSet {
    var added: [ClosedRange<UInt32>] = []
    for variants in CaseVariants.groups where variants.contains(where: contains) {
      added += variants.map { $0...$0 }
    }
    return added.isEmpty ? self : ScalarSet(ranges + added)
  }
}

/// The code points that fold to the same one, such as `k`, `K` and the Kelvin sign.
enum CaseVariants {
  static let groups: [[UInt32]] = {
    var groups: [UInt32: [UInt32]] = [:]
    for value in 0...lastCased {
      let folded = CaseFolding.fold(value)
      if folded != value { groups[folded, default: [folded]].append(value) }
    }
    return groups.values.sorted { $0[0] < $1[0] }
  }()

  /// No later code point has a lower case (Unicode 16: Adlam, Medefaidrin and Garay are the last).
  private static let lastCased: UInt32 = 0x1_FFFF
}
