/// The instructions of a nondeterministic automaton (Thompson's construction), and the alphabet
/// over which it works.
///
///     a|b+     0 split 1, 3   1 a → 2   2 match   3 b → 4   4 split 3, 2
///
/// Immutable; all workers share it.
struct RegexProgram: Sendable {
  enum Instruction: Sendable {
    /// Takes one code point of the set with this index.
    case set(Int, next: Int)
    case split(Int, Int)
    case assertion(RegexAssertion, next: Int)
    case match
  }

  /// A search does work for each of them at each code point at worst: with so many, patterns made
  /// to be slow take some ten seconds for 100 kB of text. Published patterns have some hundreds,
  /// and take a thousandth of that.
  static let mostInstructions = 4_000

  private(set) var instructions: [Instruction] = []
  private(set) var start = 0
  let alphabet: RegexAlphabet
  /// For each set in turn, for each symbol of the alphabet whether it is in the set.
  let members: [Bool]
  /// Every match begins at the start of the text.
  private(set) var isAnchored = false

  init(_ node: RegexNode) throws(RegularExpression.Problem) {
    var compiler = Compiler()
    let end = try compiler.add(.match)
    start = try compiler.compile(node, then: end)
    instructions = compiler.instructions
    alphabet = RegexAlphabet(compiler.sets)
    members = compiler.sets.flatMap(alphabet.symbols(of:))
    isAnchored = startsAnchored()
  }

  /// Whether nothing can be taken from the start without `textStart` holding first.
  private func startsAnchored() -> Bool {
    var seen: Set<Int> = []
    var open = [start]
    while let index = open.popLast() {
      guard seen.insert(index).inserted else { continue }
      switch instructions[index] {
      case .split(let first, let second): open += [first, second]
      case .assertion(.textStart, _): break
      case .set, .assertion, .match: return false
      }
    }
    return true
  }

  /// Builds from the end to the start, so that every instruction knows what follows it.
  private struct Compiler {
    var instructions: [Instruction] = []
    var sets: [ScalarSet] = []
    private var indices: [ScalarSet: Int] = [:]

    mutating func add(
      _ instruction: Instruction
    ) throws(RegularExpression.Problem) -> Int {
      guard instructions.count < RegexProgram.mostInstructions else {
        throw RegularExpression.Problem(
          category: .unsupported,
          message: "the expression is too large with its repetitions written out",
          range: 0..<0, advice: "use smaller bounds in '{n,m}', or '*' and '+'")
      }
      instructions.append(instruction)
      return instructions.count - 1
    }

    mutating func compile(
      _ node: RegexNode, then next: Int
    ) throws(RegularExpression.Problem) -> Int {
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
      _ node: RegexNode, _ least: Int, _ most: Int?, then end: Int
    ) throws(RegularExpression.Problem) -> Int {
      var next = end
      if let most {
        // Every optional turn may also go straight to the end.
        for _ in least..<max(least, most) {
          next = try add(.split(try compile(node, then: next), end))
        }
      } else {
        let loop = try add(.split(end, end))
        instructions[loop] = .split(try compile(node, then: loop), end)
        next = loop
      }
      for _ in 0..<least { next = try compile(node, then: next) }
      return next
    }

    private mutating func index(of set: ScalarSet) -> Int {
      if let index = indices[set] { return index }
      sets.append(set)
      indices[set] = sets.count - 1
      return sets.count - 1
    }
  }
}
