/// The code points grouped into symbols: code points that no set of a pattern distinguishes are one
/// symbol.
///
///     [a-c]x      symbols: 1 a-c, 2 x, 0 anything else (and what assertions must distinguish)
struct RegexAlphabet: Sendable {
  /// Symbols are 0..<count.
  let count: Int
  /// The symbol of each ASCII character.
  let ascii: [UInt16]
  /// The properties of a symbol for assertions.
  let isWord: [Bool]
  let isLineFeed: [Bool]
  /// First code points of the ranges in rising order, with the symbol of each.
  private let starts: [UInt32]
  private let symbols: [UInt16]

  init(_ sets: [ScalarSet]) {
    let sets = sets + [.wordCharacters, .lineFeed]
    let cuts = sets.flatMap { $0.ranges.flatMap { [$0.lowerBound, $0.upperBound + 1] } }
    let starts = Set(cuts + [0]).filter { $0 <= ScalarSet.highest }.sorted()
    // Each set splits the symbols so far into those inside and outside it.
    var symbols = Array(repeating: 0, count: starts.count)
    var count = 1
    for set in sets {
      var inside: [Int: Int] = [:]
      for piece in Self.pieces(of: set, starts) {
        let symbol = inside[symbols[piece]] ?? count
        if symbol == count { count += 1 }
        inside[symbols[piece]] = symbol
        symbols[piece] = symbol
      }
    }
    // Renumber without gaps: some symbols have moved as a whole.
    var numbers: [Int: UInt16] = [:]
    let dense = symbols.map { symbol in
      let number = numbers[symbol] ?? UInt16(numbers.count)
      numbers[symbol] = number
      return number
    }
    self.starts = starts
    self.symbols = dense
    self.count = numbers.count
    self.ascii = (0..<128).map { dense[Self.piece(of: $0, starts)] }
    self.isWord = Self.marks(.wordCharacters, starts, dense, numbers.count)
    self.isLineFeed = Self.marks(.lineFeed, starts, dense, numbers.count)
  }

  @inline(__always)
  func symbol(of scalar: UInt32) -> Int { Int(symbols[Self.piece(of: scalar, starts)]) }

  /// Whether each symbol is in a set, which must be one of the initial sets.
  func symbols(of set: ScalarSet) -> [Bool] { Self.marks(set, starts, symbols, count) }

  private static func marks(
    _ set: ScalarSet, _ starts: [UInt32], _ symbols: [UInt16], _ count: Int
  ) -> [Bool] {
    var marks = Array(repeating: false, count: count)
    for piece in pieces(of: set, starts) { marks[Int(symbols[piece])] = true }
    return marks
  }

  private static func pieces(of set: ScalarSet, _ starts: [UInt32]) -> [Int] {
    var pieces: [Int] = []
    for range in set.ranges {
      var index = piece(of: range.lowerBound, starts)
      while index < starts.count, starts[index] <= range.upperBound {
        pieces.append(index)
        index += 1
      }
    }
    return pieces
  }

  private static func piece(of scalar: UInt32, _ starts: [UInt32]) -> Int {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= scalar { low = middle + 1 } else { high = middle }
    }
    return low - 1
  }
}
