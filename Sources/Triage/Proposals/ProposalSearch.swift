import Basics

/// Finds sets of up to three tests that are worth proposing for hits.
///
/// Each test is represented by the hits that pass it, one bit each. A set passes what all of its
/// tests pass, and covers the marked hits since each of its tests does. The result has sets that
/// silence no true positive, unless a smaller set with as few warnings does the same; the most
/// reliable first.
struct ProposalSearch {
  struct Candidate {
    let hits: BitRow
    let preference: Int
  }

  struct Found: Hashable {
    /// Indices of the candidates, in rising order.
    let tests: [Int]
    let silenced: Int
    let warnings: Int
    fileprivate let preference: Int
    fileprivate let effect: Int
  }

  let candidates: [Candidate]
  let truePositives: BitRow
  /// The number of warnings of a set.
  let warnings: ([Int]) -> Int

  /// The maximum number of candidates to combine.
  private static let maximumCombined = 28
  private static let maximumFound = 10
  private static let maximumOfOneEffect = 3

  /// Narrow to wide; with equal effect, fewer fields first.
  func best() -> [Found] {
    let minimal = withoutSuperfluous(all())
    var chosen: [Found] = []
    var ofEffect: [Int: Int] = [:]
    let ranked = minimal.sorted {
      ($0.warnings, $0.tests.count, $0.preference, $0.silenced)
        < ($1.warnings, $1.tests.count, $1.preference, $1.silenced)
    }
    for found in ranked where chosen.count < Self.maximumFound - 1 {
      guard ofEffect[found.effect, default: 0] < Self.maximumOfOneEffect else { continue }
      ofEffect[found.effect, default: 0] += 1
      chosen.append(found)
    }
    // The narrowest set is always included.
    let narrowest = minimal.min {
      ($0.silenced, $0.warnings, $0.tests.count, $0.preference)
        < ($1.silenced, $1.warnings, $1.tests.count, $1.preference)
    }
    if let narrowest, !chosen.contains(narrowest) { chosen.append(narrowest) }
    return chosen.sorted {
      ($0.silenced, $0.warnings, $0.tests.count, $0.preference)
        < ($1.silenced, $1.warnings, $1.tests.count, $1.preference)
    }
  }

  /// The most reliable candidates, and those that separate best.
  private var combined: [Int] {
    let byPreference = candidates.indices.sorted {
      (candidates[$0].preference, $0) < (candidates[$1].preference, $1)
    }
    let byWidth = candidates.indices.sorted {
      (candidates[$0].hits.count, $0) < (candidates[$1].hits.count, $1)
    }
    var chosen = Set(byPreference.prefix(Self.maximumCombined * 4 / 7))
    for index in byWidth where chosen.count < Self.maximumCombined { chosen.insert(index) }
    return chosen.sorted()
  }

  private func all() -> [Found] {
    let places = combined
    var found: [Found] = []
    func add(_ tests: [Int], _ hits: BitRow) {
      guard !hits.meets(truePositives) else { return }
      found.append(
        Found(
          tests: tests, silenced: hits.count, warnings: warnings(tests),
          preference: tests.reduce(0) { $0 + candidates[$1].preference }, effect: hits.hashValue))
    }
    for (first, a) in places.enumerated() {
      let one = candidates[a].hits
      add([a], one)
      for (second, b) in places.enumerated() where second > first {
        let two = one.intersection(candidates[b].hits)
        add([a, b], two)
        for (third, c) in places.enumerated() where third > second {
          let three = two.intersection(candidates[c].hits)
          if three != two { add([a, b, c], three) }
        }
      }
    }
    return found
  }

  /// A set with the same effect as a part of it, and no fewer warnings, is redundant.
  private func withoutSuperfluous(_ found: [Found]) -> [Found] {
    let bySet = Dictionary(found.map { ($0.tests, $0) }, uniquingKeysWith: { first, _ in first })
    return found.filter { one in
      guard one.tests.count > 1 else { return true }
      return !parts(of: one.tests).contains { part in
        bySet[part].map { $0.effect == one.effect && $0.warnings <= one.warnings } ?? false
      }
    }
  }

  private func parts(of tests: [Int]) -> [[Int]] {
    var parts = tests.map { [$0] }
    if tests.count == 3 {
      parts += tests.map { left in tests.filter { $0 != left } }
    }
    return parts
  }
}

/// One bit for each of many hits.
struct BitRow: Hashable, Sendable {
  private var words: [UInt64]
  private(set) var count = 0

  init(length: Int) { words = [UInt64](repeating: 0, count: (length + 63) / 64) }

  subscript(index: Int) -> Bool { words[index / 64] & (1 << UInt64(index % 64)) != 0 }

  mutating func insert(_ index: Int) {
    if self[index] { return }
    words[index / 64] |= 1 << UInt64(index % 64)
    count += 1
  }

  func intersection(_ other: BitRow) -> BitRow {
    var result = self
    var count = 0
    for index in words.indices {
      result.words[index] &= other.words[index]
      count += result.words[index].nonzeroBitCount
    }
    result.count = count
    return result
  }

  func meets(_ other: BitRow) -> Bool {
    words.indices.contains { words[$0] & other.words[$0] != 0 }
  }

  func isSuperset(of other: BitRow) -> Bool {
    words.indices.allSatisfy { other.words[$0] & ~words[$0] == 0 }
  }
}
