import Basics

/// Searches texts with a program: a deterministic automaton that is built on demand.
///
/// A state is the set of instructions that a simulation waits for. The simulation finds the next
/// state at a symbol once; after that it is looked up in a table:
///
///     state   a   b   end
///       0     1   0   no match
///       1     1   ?   match          `?` is simulated when a text needs it
///
/// The table is bounded: when it is full, it is emptied and built again. If a text fills it without
/// reusing states, a part of the text is simulated before the table is tried again.
///
/// Mutable: one worker at a time.
final class RegexSearch {
  private let program: RegexProgram
  /// Entries of a state: one for each symbol, and one for the end of the text.
  private let stride: Int
  private let end: Int

  private var simulation: RegexSimulation
  private var states: [RegexSimulation.State] = []
  private var indices: [RegexSimulation.State: Int32] = [:]
  private var transitions: [Int32] = []
  private let maximumStates: Int
  private var startState: Int32 = 0

  private static let unknown: Int32 = -1
  private static let noMatch: Int32 = -2
  private static let match: Int32 = -3

  /// Entries of the table, 4 bytes each, and words of the states, 8 bytes each.
  private static let maximumTransitions = 1 << 16
  private static let maximumWords = 1 << 14
  /// A full table was worthwhile if this many code points were read for each state.
  private static let worthwhile = 10

  init(_ program: RegexProgram) {
    self.program = program
    end = program.alphabet.count
    stride = end + 1
    let words = (program.instructions.count + 63) / 64
    maximumStates = max(2, min(Self.maximumTransitions / stride, Self.maximumWords / words))
    simulation = RegexSimulation(program)
    reset()
  }

  /// Whether the pattern matches anywhere in UTF-8 text.
  func isMatch(_ text: UnsafeRawBufferPointer) -> Bool {
    var index = 0
    var state = startState
    var emptiedAt = 0
    while true {
      let (stopped, symbol) = run(text, &index, state)
      if stopped == Self.match { return true }
      if stopped == Self.noMatch { return false }
      simulation.resume(states[Int(stopped)])
      switch simulation.step(symbol) {
      case .match: state = Self.match
      case .noMatch: state = Self.noMatch
      case .undecided:
        let next = simulation.state
        if states.count < maximumStates || indices[next] != nil {
          state = add(next)
        } else {
          let stretch = Self.worthwhile * states.count
          let isWorthwhile = index - emptiedAt >= stretch
          reset()
          simulation.resume(next)
          if !isWorthwhile, let isMatch = simulate(text, &index, atMost: stretch) {
            return isMatch
          }
          emptiedAt = index
          state = add(simulation.state)
          continue
        }
      }
      transitions[Int(stopped) * stride + symbol] = state
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

  /// Reads some code points without the table; nil if the search continues after them.
  private func simulate(
    _ text: UnsafeRawBufferPointer, _ index: inout Int, atMost count: Int
  ) -> Bool? {
    let alphabet = program.alphabet
    for _ in 0..<count {
      let symbol =
        index == text.count ? end : alphabet.symbol(of: UTF8Reading.next(text, &index))
      switch simulation.step(symbol) {
      case .match: return true
      case .noMatch: return false
      case .undecided: continue
      }
    }
    return nil
  }

  // MARK: The table

  private func reset() {
    states.removeAll(keepingCapacity: true)
    indices.removeAll(keepingCapacity: true)
    transitions.removeAll(keepingCapacity: true)
    startState = simulation.start() == .match ? Self.match : add(simulation.state)
  }

  private func add(_ state: RegexSimulation.State) -> Int32 {
    if let known = indices[state] { return known }
    let index = Int32(states.count)
    states.append(state)
    indices[state] = index
    transitions.append(contentsOf: repeatElement(Self.unknown, count: stride))
    return index
  }
}
