extension RegexParser {
  /// `[^a-z\d[:alpha:]]`
  mutating func characterClass() throws(Problem) -> ScalarSet {
    let start = index
    index += 1
    let isInverted = take("^")
    var sets: [ClosedRange<UInt32>] = []
    var isFirst = true
    while true {
      guard let scalar = next else {
        throw Problem(
          message: "a class that is never closed", range: start..<start + 1,
          advice: "to mean the character, write '\\['")
      }
      if scalar == "]", !isFirst {
        index += 1
        break
      }
      isFirst = false
      if let named = try namedClass() {
        sets += named.ranges
        continue
      }
      sets.append(try range())
    }
    var set = ScalarSet(sets)
    if flags.contains(.ignoresCase) { set = set.caseInsensitive }
    return isInverted ? set.inverted : set
  }

  private mutating func range() throws(Problem) -> ClosedRange<UInt32> {
    let start = index
    let low = try classScalar()
    guard next == "-", index + 1 < scalars.count, scalars[index + 1] != "]" else {
      return low...low
    }
    index += 1
    let high = try classScalar()
    guard low <= high else {
      throw Problem(
        message: "the range '\(text(start..<index))' is in the wrong order", range: start..<index,
        advice: "write a literal '-' first, last, or as '\\-'")
    }
    return low...high
  }

  private mutating func classScalar() throws(Problem) -> UInt32 {
    if next == "\\" { return try escapedScalar() }
    guard let scalar = next else { return 0 }
    index += 1
    return scalar.value
  }

  /// A class inside a class: `\d`, `\p{L}`, `[:alpha:]`.
  private mutating func namedClass() throws(Problem) -> ScalarSet? {
    if next == "\\" { return try escapedClass() }
    let start = index
    guard take("[:") else { return nil }
    let isInverted = take("^")
    let first = index
    while let scalar = next, Self.isWord(scalar) { index += 1 }
    let name = text(first..<index)
    guard take(":]") else {
      index = start
      return nil
    }
    guard let set = ScalarSet.posix(name) else {
      throw Problem(
        message: "unknown class '[:\(name):]'", range: start..<index,
        advice: "for example: [:alpha:], [:digit:], [:alnum:], [:space:], [:xdigit:]")
    }
    return isInverted ? folded(set).inverted : set
  }

  private func folded(_ set: ScalarSet) -> ScalarSet {
    flags.contains(.ignoresCase) ? set.caseInsensitive : set
  }

  /// `\d`, `\W`, `\p{Lu}`, `\PL`; nil when the escape is a single character.
  mutating func escapedClass() throws(Problem) -> ScalarSet? {
    guard index + 1 < scalars.count else { return nil }
    let letter = scalars[index + 1]
    if let set = ScalarSet.perl(letter) {
      index += 2
      return "A"..."Z" ~= letter ? folded(set).inverted : folded(set)
    }
    guard letter == "p" || letter == "P" else { return nil }
    let start = index
    index += 2
    var isInverted = letter == "P"
    var name = ""
    if take("{") {
      if take("^") { isInverted.toggle() }
      let first = index
      while let scalar = next, scalar != "}" { index += 1 }
      name = text(first..<index)
      guard take("}") else {
        throw Problem(message: "'}' is missing", range: start..<index)
      }
    } else if let scalar = next {
      index += 1
      name = String(scalar)
    }
    guard let set = ScalarSet.category(name) else {
      throw Problem(
        category: .unsupported,
        message: "the Unicode class '\(text(start..<index))' is not supported",
        range: start..<index,
        advice: "there are the general categories, for example \\p{L}, \\p{Lu}, \\p{Nd}")
    }
    return isInverted ? folded(set).inverted : folded(set)
  }
}
