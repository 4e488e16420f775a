/// Days of the window, as bits.
struct DaySet: Sendable, Hashable {
  private var words: [UInt64] = []

  /// - Parameter day: the number of days after the window's first.
  mutating func insert(_ day: Int) {
    let word = day >> 6
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(day & 63)
  }

  mutating func formUnion(_ other: DaySet) {
    while words.count < other.words.count { words.append(0) }
    for index in other.words.indices { words[index] |= other.words[index] }
  }

  func intersection(_ other: DaySet) -> DaySet {
    var result = DaySet()
    result.words = zip(words, other.words).map { $0 & $1 }
    return result
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  var days: [Int] {
    words.indices.flatMap { word in
      (0..<64).compactMap { words[word] >> UInt64($0) & 1 == 1 ? word << 6 + $0 : nil }
    }
  }

  var first: Int? { days.first }
}
