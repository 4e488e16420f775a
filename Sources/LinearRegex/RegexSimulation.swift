/// Runs a program's instructions side by side over one text (Thompson's simulation).
///
///     a|b+ on "b"     waiting [a, b]  ──b──▶  [b, match]
///
/// Each instruction is visited at most once per code point: time grows with the product of text and
/// program, whatever the pattern.
struct RegexSimulation {
  enum Outcome { case undecided, match, noMatch }

  /// The properties of the place before the next symbol, for assertions.
  struct Before: OptionSet, Hashable {
    let rawValue: UInt8
    static let textStart = Before(rawValue: 1)
    static let lineFeed = Before(rawValue: 2)
    static let word = Before(rawValue: 4)
  }

  private let program: RegexProgram
  /// Instructions that wait for the next symbol: sets, and undecided assertions.
  private var waiting: [Int32] = []
  private var before: Before = .textStart
  private var hasAssertions = false

  /// The round in which an instruction was last added: it is added once per round.
  private var rounds: [UInt32]
  private var round: UInt32 = 0
  private var former: [Int32] = []
  private var open: [Int32] = []

  init(_ program: RegexProgram) {
    self.program = program
    rounds = Array(repeating: 0, count: program.instructions.count)
  }

  /// Goes to the start of a text.
  mutating func start() -> Outcome {
    begin()
    before = .textStart
    return add(program.start) ? .match : .undecided
  }

  /// Processes a symbol, or the end of the text.
  mutating func step(_ symbol: Int) -> Outcome {
    if hasAssertions, decideAssertions(symbol) { return .match }
    if symbol == program.alphabet.count { return .noMatch }
    swap(&waiting, &former)
    begin()
    let row = program.members(of: symbol)
    for instruction in former {
      guard case .set(let set, let next) = program.instructions[Int(instruction)],
        row[row.startIndex + Int(set)]
      else { continue }
      if add(next) { return .match }
    }
    // A match may begin at any place.
    if program.isAnchored {
      if waiting.isEmpty { return .noMatch }
    } else if add(program.start) {
      return .match
    }
    before = []
    if program.alphabet.isLineFeed[symbol] { before.insert(.lineFeed) }
    if program.alphabet.isWord[symbol] { before.insert(.word) }
    return .undecided
  }

  private mutating func begin() {
    waiting.removeAll(keepingCapacity: true)
    hasAssertions = false
    if round == .max {
      for index in rounds.indices { rounds[index] = 0 }
      round = 0
    }
    round += 1
  }

  /// Adds an instruction and those that it leads to without a symbol. True if one is a match.
  @inline(__always)
  private mutating func add(_ first: Int32) -> Bool {
    if case .set = program.instructions[Int(first)] {
      if rounds[Int(first)] != round {
        rounds[Int(first)] = round
        waiting.append(first)
      }
      return false
    }
    return addAll(first)
  }

  private mutating func addAll(_ first: Int32) -> Bool {
    open.append(first)
    while let index = open.popLast() {
      if rounds[Int(index)] == round { continue }
      rounds[Int(index)] = round
      switch program.instructions[Int(index)] {
      case .match:
        open.removeAll(keepingCapacity: true)
        return true
      case .split(let one, let other):
        open.append(one)
        open.append(other)
      case .assertion:
        hasAssertions = true
        waiting.append(index)
      case .set: waiting.append(index)
      }
    }
    return false
  }

  // MARK: Assertions

  /// Continues after every assertion that holds here. True if that leads to a match.
  private mutating func decideAssertions(_ symbol: Int) -> Bool {
    var index = 0
    // The added instructions may be assertions too.
    while index < waiting.count {
      if case .assertion(let assertion, let next) = program.instructions[Int(waiting[index])],
        assertion.holds(before, symbol, program.alphabet), add(next)
      {
        return true
      }
      index += 1
    }
    return false
  }
}

extension RegexAssertion {
  /// Whether it holds between the text before a place and the symbol after it, which may be the end
  /// of the text.
  func holds(_ before: RegexSimulation.Before, _ symbol: Int, _ alphabet: RegexAlphabet) -> Bool {
    let isEnd = symbol == alphabet.count
    let isWordBehind = !isEnd && alphabet.isWord[symbol]
    return switch self {
    case .textStart: before.contains(.textStart)
    case .textEnd: isEnd
    case .lineStart: !before.isDisjoint(with: [.textStart, .lineFeed])
    case .lineEnd: isEnd || alphabet.isLineFeed[symbol]
    case .wordBoundary: before.contains(.word) != isWordBehind
    case .noWordBoundary: before.contains(.word) == isWordBehind
    }
  }
}

extension RegexSimulation {
  /// The state of a simulation, independent of how it was reached.
  struct State: Hashable {
    /// The waiting instructions as bits.
    fileprivate var bits: [UInt64]
    fileprivate var before: Before
  }

  var state: State {
    var bits = Array(repeating: UInt64(0), count: (rounds.count + 63) / 64)
    for instruction in waiting {
      bits[Int(instruction) >> 6] |= 1 << UInt64(instruction & 63)
    }
    return State(bits: bits, before: before)
  }

  /// Continues from a state.
  mutating func resume(_ state: State) {
    begin()
    before = state.before
    for (index, word) in state.bits.enumerated() {
      var rest = word
      while rest != 0 {
        _ = add(Int32(index << 6 | rest.trailingZeroBitCount))
        rest &= rest &- 1
      }
    }
  }
}
