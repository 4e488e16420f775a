/// Searches texts with a program: a deterministic automaton that is built as texts ask for it.
///
/// A state is the set of instructions that wait for the next symbol. What a state becomes at a
/// symbol is found once by simulating all of its instructions, and then looked up. The table is
/// bounded: when it is full it is emptied and built anew, so that time grows with the product of
/// text and program at worst, and memory does not grow at all.
///
/// Mutable: one worker at a time.
final class RegexSearch {
  private let program: RegexProgram
  /// Entries of a state: one for each symbol, and one for the end of the text.
  private let stride: Int
  private let end: Int
  /// 64-bit words of a state's set.
  private let wordCount: Int

  private var states: [State] = []
  private var indices: [State: Int32] = [:]
  private var transitions: [Int32] = []
  private var startState: Int32 = 0

  /// Used while a step is computed.
  private var reached: [UInt64]
  private var visited: [UInt64]
  private var open: [Int] = []

  private struct State: Hashable {
    /// The instructions as bits: sets, and assertions not decided yet.
    var waiting: [UInt64]
    var before: Before
  }

  /// What assertions ask about the place before the next symbol.
  private struct Before: OptionSet, Hashable {
    let rawValue: UInt8
    static let textStart = Before(rawValue: 1)
    static let lineFeed = Before(rawValue: 2)
    static let word = Before(rawValue: 4)
  }

  private static let unknown: Int32 = -1
  private static let noMatch: Int32 = -2
  private static let match: Int32 = -3

  /// Entries of the table, 4 bytes each, and words of the states, 8 bytes each.
  private static let mostTransitions = 1 << 16
  private static let mostWords = 1 << 14

  init(_ program: RegexProgram) {
    self.program = program
    end = program.alphabet.count
    stride = end + 1
    wordCount = (program.instructions.count + 63) / 64
    reached = Array(repeating: 0, count: wordCount)
    visited = reached
    reset()
  }

  /// Whether the pattern matches anywhere in UTF-8 text.
  func isMatch(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    var state = startState
    while true {
      let (stopped, symbol) = run(text, &index, state)
      state = stopped
      if state == Self.match { return true }
      if state == Self.noMatch { return false }
      state = step(state, symbol)
    }
  }

  /// Follows known transitions up to one that is unknown (its state and symbol) or final.
  private func run(
    _ text: UnsafeRawBufferPointer, _ index: inout Int, _ first: Int32
  ) -> (state: Int32, symbol: Int) {
    let alphabet = program.alphabet
    return transitions.withUnsafeBufferPointer { transitions in
      alphabet.ascii.withUnsafeBufferPointer { ascii in
        var state = first
        while state >= 0 {
          let symbol: Int
          var next = index
          if index == text.count {
            symbol = end
          } else if text[index] < 0x80 {
            symbol = Int(ascii[Int(text[index])])
            next += 1
          } else {
            symbol = alphabet.symbol(of: UTF8Reading.next(text, &next))
          }
          let target = transitions[Int(state) * stride + symbol]
          index = next
          if target == Self.unknown { return (state, symbol) }
          state = target
        }
        return (state, 0)
      }
    }
  }

  // MARK: Building

  private func reset() {
    states.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    transitions.removeAll(keepingCapacity: true)
    clear()
    startState = add(program.start) ? Self.match : index(before: .textStart)
  }

  private func clear() {
    for word in 0..<wordCount {
      reached[word] = 0
      visited[word] = 0
    }
  }

  /// The state for what is reached, made when it is new.
  private func index(before: Before) -> Int32 {
    let state = State(waiting: reached, before: before)
    if let index = indices[state] { return index }
    let index = Int32(states.count)
    states.append(state)
    indices[state] = index
    transitions.append(contentsOf: repeatElement(Self.unknown, count: stride))
    return index
  }

  private var isFull: Bool {
    transitions.count + stride > Self.mostTransitions
      || (states.count + 1) * wordCount > Self.mostWords
  }

  /// What a state becomes at a symbol. The table keeps it.
  private func step(_ index: Int32, _ symbol: Int) -> Int32 {
    let state = states[Int(index)]
    let result = successor(of: state, symbol)
    guard let before = result.before else {
      transitions[Int(index) * stride + symbol] = result.isMatch ? Self.match : Self.noMatch
      return result.isMatch ? Self.match : Self.noMatch
    }
    if isFull, indices[State(waiting: reached, before: before)] == nil {
      let kept = reached
      reset()
      reached = kept
      return self.index(before: before)
    }
    let next = self.index(before: before)
    transitions[Int(index) * stride + symbol] = next
    return next
  }

  /// Simulates one step into `reached`; `before` is nil when the search is over.
  private func successor(
    of state: State, _ symbol: Int
  ) -> (isMatch: Bool, before: Before?) {
    var waiting = state.waiting
    if decide(&waiting, state.before, symbol) { return (true, nil) }
    if symbol == end { return (false, nil) }
    clear()
    var isMatch = false
    forEachBit(of: waiting) { instruction in
      guard case .set(let set, let next) = program.instructions[instruction],
        program.members[set * program.alphabet.count + symbol]
      else { return }
      if add(next) { isMatch = true }
    }
    // A match may begin at any place.
    if !program.isAnchored, add(program.start) { isMatch = true }
    if isMatch { return (true, nil) }
    if program.isAnchored, reached.allSatisfy({ $0 == 0 }) { return (false, nil) }
    var before: Before = []
    if program.alphabet.isLineFeed[symbol] { before.insert(.lineFeed) }
    if program.alphabet.isWord[symbol] { before.insert(.word) }
    return (false, before)
  }

  /// Goes on behind every assertion that holds here. True when that leads to a match.
  private func decide(_ waiting: inout [UInt64], _ before: Before, _ symbol: Int) -> Bool {
    clear()
    for word in 0..<wordCount {
      reached[word] = waiting[word]
      visited[word] = waiting[word]
    }
    var pending: [Int] = []
    forEachBit(of: waiting) { instruction in
      if case .assertion = program.instructions[instruction] { pending.append(instruction) }
    }
    var undecided = pending
    while let instruction = undecided.popLast() {
      guard case .assertion(let assertion, let next) = program.instructions[instruction],
        holds(assertion, before, symbol)
      else { continue }
      if add(next, assertions: &undecided) { return true }
    }
    waiting = reached
    return false
  }

  private func holds(_ assertion: RegexAssertion, _ before: Before, _ symbol: Int) -> Bool {
    let isEnd = symbol == end
    let isWordBehind = !isEnd && program.alphabet.isWord[symbol]
    return switch assertion {
    case .textStart: before.contains(.textStart)
    case .textEnd: isEnd
    case .lineStart: !before.isDisjoint(with: [.textStart, .lineFeed])
    case .lineEnd: isEnd || program.alphabet.isLineFeed[symbol]
    case .wordBoundary: before.contains(.word) != isWordBehind
    case .noWordBoundary: before.contains(.word) == isWordBehind
    }
  }

  private func add(_ first: Int) -> Bool {
    if case .set = program.instructions[first] {
      reached[first >> 6] |= 1 << UInt64(first & 63)
      return false
    }
    var ignored: [Int] = []
    return add(first, assertions: &ignored)
  }

  /// Adds an instruction and what it leads to without a symbol. True when that is a match.
  private func add(_ first: Int, assertions: inout [Int]) -> Bool {
    open.append(first)
    var isMatch = false
    while let index = open.popLast() {
      let bit: UInt64 = 1 << UInt64(index & 63)
      if visited[index >> 6] & bit != 0 { continue }
      visited[index >> 6] |= bit
      switch program.instructions[index] {
      case .match: isMatch = true
      case .split(let one, let other):
        open.append(one)
        open.append(other)
      case .assertion:
        reached[index >> 6] |= bit
        assertions.append(index)
      case .set: reached[index >> 6] |= bit
      }
    }
    return isMatch
  }

  @inline(__always)
  private func forEachBit(of words: [UInt64], _ body: (Int) -> Void) {
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(index << 6 | rest.trailingZeroBitCount)
        rest &= rest &- 1
      }
    }
  }
}
