import Basics

/// Finds where a pattern matches: the leftmost match, the longest one from there, then the next
/// match after it.
///
///     a+|b on "xaab"     [1..<3, 3..<4]
///
/// The screen uses it to show what was found. A scan only needs to know whether there is a match,
/// and uses the faster `RegexSearch`. Each instruction is visited at most once per code point, as
/// in `RegexSimulation`, and knows where its match began.
struct RegexLocator {
  private struct Thread {
    let instruction: Int32
    let start: Int
  }

  private let program: RegexProgram
  /// The threads at the current place, earliest start first.
  private var waiting: [Thread] = []
  /// The threads after the next code point.
  private var seeds: [Thread] = []
  /// The round in which an instruction was last visited.
  private var rounds: [Int]
  private var round = 0
  private var open: [Int32] = []

  init(_ program: RegexProgram) {
    self.program = program
    rounds = Array(repeating: 0, count: program.instructions.count)
  }

  /// At most `limit` matches that are not empty, in UTF-8 text.
  mutating func matches(in text: UnsafeRawBufferPointer, limit: Int) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = Place()
    while found.count < limit, let match = next(text, from: &place) { found.append(match) }
    return found
  }

  /// A place between two code points, and the properties of what is before it, for assertions.
  private struct Place {
    var index = 0
    var before: RegexSimulation.Before = .textStart
  }

  /// The next match; the search continues after it.
  private mutating func next(
    _ text: UnsafeRawBufferPointer, from first: inout Place
  ) -> Range<Int>? {
    var place = first
    var best: (range: Range<Int>, end: Place)?
    seeds = []
    while true {
      var behind = place
      let symbol: Int
      if place.index == text.count {
        symbol = program.alphabet.count
      } else {
        symbol = program.alphabet.symbol(of: UTF8Reading.next(text, &behind.index))
        behind.before = []
        if program.alphabet.isLineFeed[symbol] { behind.before.insert(.lineFeed) }
        if program.alphabet.isWord[symbol] { behind.before.insert(.word) }
      }
      if best == nil { seeds.append(Thread(instruction: program.start, start: place.index)) }
      if let start = settle(place, symbol), best.map({ start <= $0.range.lowerBound }) ?? true {
        best = (start..<place.index, place)
      }
      if place.index == text.count { break }
      take(symbol)
      if let best { seeds.removeAll { $0.start > best.range.lowerBound } }
      if best != nil, seeds.isEmpty { break }
      place = behind
    }
    guard let best else { return nil }
    first = best.end
    return best.range
  }

  /// Follows instructions that take no code point. Returns the earliest start of a match that ends
  /// here and is not empty.
  private mutating func settle(_ place: Place, _ symbol: Int) -> Int? {
    waiting.removeAll(keepingCapacity: true)
    round += 1
    var match: Int?
    for seed in seeds {
      open.append(seed.instruction)
      while let index = open.popLast() {
        if rounds[Int(index)] == round { continue }
        rounds[Int(index)] = round
        switch program.instructions[Int(index)] {
        case .match: if match == nil, seed.start < place.index { match = seed.start }
        case .split(let one, let other):
          open.append(one)
          open.append(other)
        case .assertion(let assertion, let next):
          if assertion.holds(place.before, symbol, program.alphabet) { open.append(next) }
        case .set: waiting.append(Thread(instruction: index, start: seed.start))
        }
      }
    }
    return match
  }

  /// Continues after a code point.
  private mutating func take(_ symbol: Int) {
    seeds.removeAll(keepingCapacity: true)
    let row = program.members(of: symbol)
    for thread in waiting {
      guard case .set(let set, let next) = program.instructions[Int(thread.instruction)],
        row[row.startIndex + Int(set)]
      else { continue }
      seeds.append(Thread(instruction: next, start: thread.start))
    }
  }
}

extension RegexMatcher {
  /// The matches of the expression in UTF-8 text, in order: at most `limit`, without empty ones.
  package func matches(in text: UnsafeRawBufferPointer, limit: Int = .max) -> [Range<Int>] {
    var locator = RegexLocator(program)
    return locator.matches(in: text, limit: limit)
  }
}
