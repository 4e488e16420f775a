/// Finds for each rule a set of constants of which an event must have one, and builds their index.
///
///     and ─┬─ test eventSource = s3.amazonaws.com       one of 25 constants of the rules
///          ├─ test eventName   = PutBucketAcl           one of 150: chosen
///          └─ not ── …                                  promises nothing
///
/// An `and` needs what its most selective part needs; an `or` what all parts need together, if each
/// needs something; a `not` needs nothing.
struct RuleIndexBuilder {
  private let tables: MatchProgramBuilder
  /// The number of different constants of the rules for each slot.
  private var variety: [Int32: Int] = [:]
  /// The need of each node; nil for nothing that can be looked up.
  private var needs: [Need?] = []

  private struct Need {
    /// The number of constants for the field, the minimum for several fields.
    var variety: Int
    var constantCount: Int
    /// The part of an `and` that it comes from.
    var part: Int32?

    /// Whether an event is less likely to have the needed constants.
    func isBetter(than other: Need) -> Bool {
      variety == other.variety
        ? constantCount < other.constantCount : variety > other.variety
    }
  }

  init(_ tables: MatchProgramBuilder) {
    self.tables = tables
    var constants: [Int32: Set<UInt64>] = [:]
    for test in tables.tests where isIndexable(test) {
      constants[test.slot, default: []].formUnion(hashes(of: test))
    }
    variety = constants.mapValues(\.count)
    // Parts come before their parents.
    for node in tables.nodes { needs.append(need(of: node)) }
  }

  /// - Parameter roots: the node of each rule.
  func index(of roots: [Int32]) -> RuleIndex {
    var always = Array(repeating: UInt64(0), count: (roots.count + 63) / 64)
    var byField: [Int32: Set<Int32>] = [:]
    var byHash: [UInt64: Set<Int32>] = [:]
    for (rule, root) in roots.enumerated() {
      guard needs[Int(root)] != nil else {
        always[rule >> 6] |= 1 << UInt64(rule & 63)
        continue
      }
      for index in neededTests(root) {
        let test = tables.tests[Int(index)]
        byField[test.slot, default: []].insert(Int32(rule))
        for hash in hashes(of: test) { byHash[hash, default: []].insert(Int32(rule)) }
      }
    }
    var rules: [Int32] = []
    func slice(_ chosen: Set<Int32>) -> RuleIndex.Rules {
      rules += chosen.sorted()
      return .init(first: Int32(rules.count - chosen.count), count: Int32(chosen.count))
    }
    let fields = byField.map { RuleIndex.Field(slot: $0.key, rules: slice($0.value)) }
    var entries = Array(
      repeating: RuleIndex.Entry(), count: ConstantSet.slotCount(for: byHash.count))
    for (hash, chosen) in byHash {
      var place = Int(truncatingIfNeeded: hash) & (entries.count - 1)
      while entries[place].rules.count > 0 { place = (place + 1) & (entries.count - 1) }
      entries[place] = RuleIndex.Entry(hash: hash, rules: slice(chosen))
    }
    return RuleIndex(fields: fields, entries: entries, rules: rules, always: always)
  }

  // MARK: Needs of nodes

  private func need(of node: MatchProgram.Node) -> Need? {
    switch node.operation {
    case .test:
      let test = tables.tests[Int(node.first)]
      guard isIndexable(test) else { return nil }
      return Need(variety: variety[test.slot] ?? 0, constantCount: Int(test.patternCount))
    case .not: return nil
    case .and:
      var best: Need?
      for part in parts(of: node) {
        guard var need = needs[Int(part)] else { continue }
        need.part = part
        if let best, !need.isBetter(than: best) { continue }
        best = need
      }
      return best
    case .or:
      var sum: Need?
      for part in parts(of: node) {
        guard let need = needs[Int(part)] else { return nil }
        sum = Need(
          variety: min(need.variety, sum?.variety ?? .max),
          constantCount: need.constantCount + (sum?.constantCount ?? 0))
      }
      return sum
    }
  }

  private func parts(of node: MatchProgram.Node) -> ArraySlice<Int32> {
    tables.children[Int(node.first)..<Int(node.first + node.count)]
  }

  /// The tests of which one must hold, if the node needs anything.
  private func neededTests(_ root: Int32) -> [Int32] {
    var tests: [Int32] = []
    var open = [root]
    var seen: Set<Int32> = []
    while let index = open.popLast() {
      guard let need = needs[Int(index)], seen.insert(index).inserted else { continue }
      let node = tables.nodes[Int(index)]
      if node.operation == .test {
        tests.append(node.first)
      } else if let part = need.part {
        open.append(part)
      } else {
        open += parts(of: node)
      }
    }
    return tests
  }

  // MARK: Constants

  /// Whether a test holds only for some texts.
  private func isIndexable(_ test: MatchProgram.Test) -> Bool {
    test.slot != MatchProgram.Test.keyword
      && patterns(of: test).allSatisfy { pattern in
        pattern.kind == .text && pattern.shape == .equals
      }
  }

  private func patterns(of test: MatchProgram.Test) -> ArraySlice<MatchProgram.Pattern> {
    tables.patterns[Int(test.firstPattern)..<Int(test.firstPattern + test.patternCount)]
  }

  /// Without constants beyond ASCII: no ASCII text equals one, and other texts are not looked up.
  private func hashes(of test: MatchProgram.Test) -> [UInt64] {
    patterns(of: test).compactMap { pattern in
      tables.bytes[Int(pattern.firstByte)..<Int(pattern.firstByte + pattern.byteCount)]
        .withUnsafeBytes { RuleIndex.hash($0, test.slot) }
    }
  }
}
