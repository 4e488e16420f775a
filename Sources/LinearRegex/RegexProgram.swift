/// The instructions of a nondeterministic automaton (Thompson's construction), and the alphabet
/// over which it works.
///
///     a|b+     0 split 1, 3   1 a → 2   2 match   3 b → 4   4 split 3, 2
///
/// Immutable; all workers share it.
package struct RegexProgram: Sendable {
  enum Instruction: Sendable {
    /// Takes one code point of the set with this index.
    case set(Int32, next: Int32)
    case split(Int32, Int32)
    case assertion(RegexAssertion, next: Int32)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var start: Int32 = 0
  let alphabet: RegexAlphabet
  /// For each symbol of the alphabet and each set, whether the symbol is in the set.
  private let members: [Bool]
  private let setCount: Int
  /// Every match begins at the start of the text.
  private(set) var isAnchored = false
  /// Whether it depends on where a text, line or word begins or ends. If not, a match in a part of
  /// a text is a match in the text.
  package private(set) var hasAssertions = false

  init(_ node: RegexNode) throws(RegularExpression.Problem) {
    var compiler = Compiler()
    let end = try compiler.add(.match)
    start = try compiler.compile(node, then: end)
    instructions = compiler.instructions
    alphabet = RegexAlphabet(compiler.sets)
    let sets = compiler.sets.map(alphabet.symbols(of:))
    members = (0..<alphabet.count).flatMap { symbol in sets.map { $0[symbol] } }
    setCount = sets.count
    isAnchored = startsAnchored()
    hasAssertions = instructions.contains { if case .assertion = $0 { true } else { false } }
  }

  /// Whether a symbol is in each set.
  @inline(__always)
  func members(of symbol: Int) -> ArraySlice<Bool> {
    members[symbol * setCount..<(symbol + 1) * setCount]
  }

  /// Whether every path from the start requires `textStart` first.
  private func startsAnchored() -> Bool {
    var seen: Set<Int32> = []
    var open = [start]
    while let index = open.popLast() {
      guard seen.insert(index).inserted else { continue }
      switch instructions[Int(index)] {
      case .split(let first, let second): open += [first, second]
      case .assertion(.textStart, _): break
      case .set, .assertion, .match: return false
      }
    }
    return true
  }

  /// Builds from the end to the start, so that every instruction knows the next one.
  private struct Compiler {
    var instructions: [Instruction] = []
    var sets: [ScalarSet] = []
    private var indices: [ScalarSet: Int32] = [:]

    mutating func add(
      _ instruction: Instruction
    ) throws(RegularExpression.Problem) -> Int32 {
      guard instructions.count < RegularExpression.maximumInstructions else {
        throw RegularExpression.Problem(
          category: .unsupported,
          message: "the expression is too large with its repetitions written out",
          range: 0..<0, advice: "use smaller bounds in '{n,m}', or '*' and '+'")
      }
      instructions.append(instruction)
      return Int32(instructions.count - 1)
    }

    mutating func compile(
      _ node: RegexNode, then next: Int32
    ) throws(RegularExpression.Problem) -> Int32 {
      switch node {
      case .empty: return next
      case .set(let set): return try add(.set(index(of: set), next: next))
      case .assertion(let assertion): return try add(.assertion(assertion, next: next))
      case .concatenation(let nodes):
        var next = next
        for node in nodes.reversed() { next = try compile(node, then: next) }
        return next
      case .alternation(let branches):
        var start = try compile(branches[branches.count - 1], then: next)
        for branch in branches.dropLast().reversed() {
          start = try add(.split(try compile(branch, then: next), start))
        }
        return start
      case .repetition(let node, let least, let most):
        return try compile(node, least, most, then: next)
      }
    }

    private mutating func compile(
      _ node: RegexNode, _ least: Int, _ most: Int?, then end: Int32
    ) throws(RegularExpression.Problem) -> Int32 {
      var next = end
      if let most {
        // Every optional repetition can also go straight to the end.
        for _ in least..<max(least, most) {
          next = try add(.split(try compile(node, then: next), end))
        }
      } else {
        let loop = try add(.split(end, end))
        instructions[Int(loop)] = .split(try compile(node, then: loop), end)
        next = loop
      }
      for _ in 0..<least { next = try compile(node, then: next) }
      return next
    }

    private mutating func index(of set: ScalarSet) -> Int32 {
      if let index = indices[set] { return index }
      let index = Int32(sets.count)
      sets.append(set)
      indices[set] = index
      return index
    }
  }
}
