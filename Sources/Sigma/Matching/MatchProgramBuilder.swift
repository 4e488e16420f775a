import Basics
import LinearRegex

/// Compiles rules into the tables of a `MatchProgram`.
struct MatchProgramBuilder {
  private(set) var nodes: [MatchProgram.Node] = []
  private(set) var children: [Int32] = []
  private(set) var tests: [MatchProgram.Test] = []
  var patterns: [MatchProgram.Pattern] = []
  private(set) var bytes: [UInt8] = []
  private(set) var tokens: [UInt32] = []
  private(set) var comparisons: [NumberComparison] = []
  private(set) var networks: [IPNetwork] = []
  private(set) var expressions: [RegexProgram] = []
  var constantSets: [ConstantSet] = []
  var slots: [Int32] = []
  /// The fields that are read, without duplicates.
  private(set) var fields: [String] = []
  private var fieldSlots: [String: Int32] = [:]
  /// The cost of evaluating a node, roughly in comparisons of a short text.
  private var costs: [Int] = []

  /// The maximum number of patterns of all rules, with placeholders expanded. It bounds memory: a
  /// pattern takes about 100 bytes.
  static let maximumPatterns = 2_000_000

  struct TooLarge: Error {}

  // MARK: Nodes

  /// A node that holds if all of the nodes hold. Cheap ones are tried first.
  mutating func and(_ inner: [Int32]) -> Int32 { joined(.and, inner) }

  /// A node that holds if any of the nodes holds.
  mutating func or(_ inner: [Int32]) -> Int32 { joined(.or, inner) }

  mutating func not(_ inner: Int32) -> Int32 {
    let first = Int32(children.count)
    children.append(inner)
    return add(MatchProgram.Node(operation: .not, first: first, count: 1), costs[Int(inner)])
  }

  private mutating func joined(
    _ operation: MatchProgram.Node.Operation, _ inner: [Int32]
  ) -> Int32 {
    if inner.count == 1 { return inner[0] }
    let first = Int32(children.count)
    let ordered = inner.enumerated().sorted {
      let left = costs[Int($0.element)]
      let right = costs[Int($1.element)]
      return left == right ? $0.offset < $1.offset : left < right
    }
    children += ordered.map(\.element)
    let cost = inner.reduce(0) { min(Self.highestCost, $0 + costs[Int($1)]) }
    return add(
      MatchProgram.Node(operation: operation, first: first, count: Int32(inner.count)), cost)
  }

  private mutating func add(_ node: MatchProgram.Node, _ cost: Int) -> Int32 {
    nodes.append(node)
    costs.append(cost)
    return Int32(nodes.count - 1)
  }

  private static let highestCost = 1 << 40
  /// A keyword reads the whole record.
  private static let keywordCost = 1000
  private static let expressionCost = 32
  private static let constantSetCost = 4

  // MARK: Tests

  /// A node that tests a field, or keywords without a field, against any of the values.
  mutating func test(
    field: String?, _ values: [ItemValue], isCased: Bool
  ) throws(TooLarge) -> (node: Int32, test: Int32) {
    let first = Int32(patterns.count)
    var needs: MatchProgram.Needs = []
    var cost = field == nil ? Self.keywordCost : 0
    for value in Self.flat(values) {
      let (pattern, need, own) = compile(value, isKeyword: field == nil, isCased: isCased)
      patterns.append(pattern)
      needs.formUnion(need)
      cost += own
      if patterns.count > Self.maximumPatterns { throw TooLarge() }
    }
    var test = MatchProgram.Test(
      slot: field.map { slot(of: $0) } ?? MatchProgram.Test.keyword, firstPattern: first,
      patternCount: Int32(patterns.count) - first, needs: needs)
    collectConstants(of: &test, isCased: isCased)
    if test.constants != MatchProgram.Test.none {
      cost = Int(test.otherCount) + Self.constantSetCost
    }
    tests.append(test)
    let index = Int32(tests.count - 1)
    return (add(MatchProgram.Node(operation: .test, first: index, count: 0), cost), index)
  }

  private static func flat(_ values: [ItemValue]) -> [ItemValue] {
    values.flatMap { value in
      if case .anyOf(let inner) = value { flat(inner) } else { [value] }
    }
  }

  private mutating func slot(of field: String) -> Int32 {
    if let slot = fieldSlots[field] { return slot }
    let slot = Int32(fields.count)
    fields.append(field)
    fieldSlots[field] = slot
    return slot
  }

  private typealias Compiled = (MatchProgram.Pattern, MatchProgram.Needs, cost: Int)

  private mutating func compile(
    _ value: ItemValue, isKeyword: Bool, isCased: Bool
  ) -> Compiled {
    switch value {
    case .text(let text):
      let text = isKeyword ? text.surrounded(before: true, after: true) : text
      return textual(.text, text, isCased)
    case .bytes(let bytes):
      return textual(.text, TextPattern(literal: String(decoding: bytes, as: UTF8.self)), isCased)
    case .number(let number) where isKeyword:
      let text = TextPattern(literal: number.description).surrounded(before: true, after: true)
      return textual(.text, text, isCased)
    case .bool(let bool) where isKeyword:
      let text = TextPattern(literal: String(bool)).surrounded(before: true, after: true)
      return textual(.text, text, isCased)
    case .number(let number):
      return comparing(.comparison, NumberComparison(relation: .equal, number: number))
    case .comparison(let comparison): return comparing(.comparison, comparison)
    case .timePart(let part, let comparison):
      var (pattern, _, _) = comparing(.timePart, comparison)
      pattern.part = part
      return (pattern, .text, 8)
    case .bool(let bool):
      return textual(bool ? .isTrue : .isFalse, TextPattern(literal: String(bool)), false)
    case .null: return (MatchProgram.Pattern(kind: .null), [.presence, .null], 1)
    case .exists(let exists):
      return (MatchProgram.Pattern(kind: exists ? .present : .absent), .presence, 1)
    case .network(let network):
      networks.append(network)
      var pattern = MatchProgram.Pattern(kind: .network)
      pattern.extra = Int32(networks.count - 1)
      return (pattern, .text, 4)
    case .fieldReference(let reference):
      var pattern = MatchProgram.Pattern(kind: .fieldReference)
      pattern.extra = slot(of: reference.field)
      pattern.openEnds =
        reference.isOpenBefore
        ? (reference.isOpenAfter ? .both : .before) : (reference.isOpenAfter ? .after : .none)
      guard pattern.openEnds == .both else { return (pattern, .text, 8) }
      pattern.inner = .escaped
      return (pattern, [.text, .innerText], 8)
    case .regularExpression(let expression):
      // It was compiled when its modifier was applied: flags add no instructions.
      guard let program = try? expression.compiled() else {
        return (MatchProgram.Pattern(kind: .absent), [], 0)
      }
      expressions.append(program)
      var pattern = MatchProgram.Pattern(kind: .expression)
      pattern.extra = Int32(expressions.count - 1)
      pattern.inner = program.hasAssertions ? .all : .escaped
      return (pattern, [.text, .innerText], Self.expressionCost)
    case .anyOf: return (MatchProgram.Pattern(kind: .absent), [], 0)
    }
  }

  private mutating func comparing(
    _ kind: MatchProgram.Pattern.Kind, _ comparison: NumberComparison
  ) -> Compiled {
    var pattern = MatchProgram.Pattern(kind: kind)
    pattern.extra = Int32(comparisons.count)
    comparisons.append(comparison)
    return (pattern, .number, 2)
  }

  private mutating func textual(
    _ kind: MatchProgram.Pattern.Kind, _ text: TextPattern, _ isCased: Bool
  ) -> Compiled {
    let compiled = CompiledPattern(text, isCased: isCased)
    var pattern = MatchProgram.Pattern(kind: kind)
    pattern.shape = compiled.shape
    pattern.isCased = isCased
    pattern.firstByte = Int32(bytes.count)
    pattern.byteCount = Int32(compiled.literal.count)
    pattern.firstToken = Int32(tokens.count)
    pattern.tokenCount = Int32(compiled.tokens.count)
    bytes += compiled.literal
    tokens += compiled.tokens
    let cost =
      switch compiled.shape {
      case .anything, .equals, .prefix, .suffix: 1
      case .contains, .wildcard: 16
      }
    // `*text*` in any notation: `startswith`, `endswith` and equality are about the whole text.
    guard compiled.isOpen else { return (pattern, .text, cost) }
    pattern.inner = .escaped
    return (pattern, [.text, .innerText], cost)
  }
}
