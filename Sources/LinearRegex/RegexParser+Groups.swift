extension RegexParser {
  /// Constructs that only backtracking engines have, by their beginning.
  private static let refused: [(head: String, name: String)] = [
    ("=", "a lookahead"), ("!", "a negative lookahead"), ("<=", "a lookbehind"),
    ("<!", "a negative lookbehind"), (">", "an atomic group"), ("#", "a comment"),
    ("|", "a branch reset"), ("(", "a conditional group"), ("P=", "a backreference"),
    ("P>", "a recursion"), ("R", "a recursion"), ("&", "a recursion"),
  ]

  /// Reads what follows `(?`: a name, flags, or a sign that the dialect lacks.
  ///
  /// - Returns: false for flags alone, which apply to the end of the surrounding group.
  mutating func groupHead(_ start: Int) throws(Problem) -> Bool {
    for (head, name) in Self.refused where take(head) {
      throw Problem(
        category: .unsupported, message: "\(name) ('(?\(head)') is not supported",
        range: start..<index,
        advice: "Sigma's dialect has what can be answered in one pass over the text; "
          + "a second search with 'and' or 'not' in the condition may do")
    }
    if take("P<") || take("<") {
      try groupName(start)
      return true
    }
    var isOff = false
    var hasFlag = false
    var changed = flags
    while let scalar = next {
      index += 1
      let flag: RegularExpression.Flags
      switch scalar {
      case ":", ")":
        if isOff, !hasFlag { throw unknownGroup(start) }
        flags = changed
        return scalar == ":"
      case "-" where !isOff:
        isOff = true
        hasFlag = false
        continue
      case "i": flag = .ignoresCase
      case "m": flag = .multiline
      case "s": flag = .dotAll
      // Swaps greedy and lazy, which does not affect the result.
      case "U": flag = []
      default: throw unknownGroup(start)
      }
      hasFlag = true
      if isOff { changed.subtract(flag) } else { changed.formUnion(flag) }
    }
    throw Problem(message: "a group that is never closed", range: start..<start + 1)
  }

  private func unknownGroup(_ start: Int) -> Problem {
    Problem(
      message: "'\(text(start..<index))' begins no group", range: start..<index,
      advice: "there are (…), (?:…), (?P<name>…), (?i), (?m), (?s) and (?i:…)")
  }

  private mutating func groupName(_ start: Int) throws(Problem) {
    let first = index
    while let scalar = next, Self.isWord(scalar) { index += 1 }
    guard index > first, take(">") else {
      throw Problem(
        message: "the name of a group is missing or not closed",
        range: start..<min(scalars.count, index + 1),
        advice: "names are letters, digits and '_': (?P<name>…)")
    }
  }

  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    ScalarSet.wordCharacters.contains(scalar.value)
  }
}
