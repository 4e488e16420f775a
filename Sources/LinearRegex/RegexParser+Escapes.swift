extension RegexParser {
  /// An escape outside a class.
  mutating func escape() throws(Problem) -> RegexNode {
    let start = index
    guard index + 1 < scalars.count else {
      throw Problem(
        message: "a backslash with nothing behind it", range: index..<index + 1,
        advice: "to mean the character, write '\\\\'")
    }
    let letter = scalars[index + 1]
    let assertion: RegexAssertion? =
      switch letter {
      case "A": .textStart
      case "z": .textEnd
      case "b": .wordBoundary
      case "B": .noWordBoundary
      default: nil
      }
    if let assertion {
      index += 2
      return .assertion(assertion)
    }
    if let set = try escapedClass() { return .set(set) }
    let isOctal =
      index + 2 < scalars.count && "1"..."7" ~= letter && "0"..."7" ~= scalars[index + 2]
    if "1"..."9" ~= letter, !isOctal || letter > "7" {
      throw refused("a backreference", start)
    }
    switch letter {
    case "k" where index + 2 < scalars.count && "<{'".unicodeScalars.contains(scalars[index + 2]):
      throw refused("a backreference", start)
    case "G": throw refused("the anchor of a former match", start)
    case "Z":
      throw refused("the anchor", start, advice: "write '$' or '\\z' for the end of the text")
    case "C": throw refused("a single byte", start, advice: "write '.' with the flag s")
    case "K": throw refused("the reset of a match's start", start)
    case "R", "X", "h", "H", "N": throw refused("the escape", start)
    default: return literal(try escapedScalar())
    }
  }

  private func refused(_ name: String, _ start: Int, advice: String? = nil) -> Problem {
    Problem(
      category: .unsupported,
      message: "\(name) ('\(text(start..<start + 2))') is not supported",
      range: start..<start + 2,
      advice: advice ?? "Sigma's dialect has what can be answered in one pass over the text")
  }

  /// An escape for one code point.
  mutating func escapedScalar() throws(Problem) -> UInt32 {
    let start = index
    index += 1
    guard let letter = next else {
      throw Problem(message: "a backslash with nothing behind it", range: start..<start + 1)
    }
    index += 1
    switch letter {
    case "a": return 0x07
    case "f": return 0x0C
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    case "v": return 0x0B
    case "x": return try hexadecimal(start)
    case "0"..."7":
      let isOctal = letter == "0" || next.map { "0"..."7" ~= $0 } == true
      if isOctal { return octal(letter.value - 0x30) }
    default:
      // Signs mean themselves; letters and digits must have a meaning.
      if letter.value < 0x80, letter == "_" || !Self.isWord(letter) { return letter.value }
    }
    throw Problem(
      message: "unknown escape '\(text(start..<index))'", range: start..<index,
      advice: "remove the backslash to match the character itself")
  }

  private mutating func octal(_ first: UInt32) -> UInt32 {
    var value = first
    for _ in 0..<2 {
      guard let digit = next, "0"..."7" ~= digit else { break }
      value = value * 8 + digit.value - 0x30
      index += 1
    }
    return value
  }

  private mutating func hexadecimal(_ start: Int) throws(Problem) -> UInt32 {
    var value: UInt32 = 0
    let hasBraces = take("{")
    let first = index
    while let digit = next, let number = Character(digit).hexDigitValue, digit.value < 0x80,
      hasBraces || index < first + 2
    {
      value = min(ScalarSet.highest + 1, value * 16 + UInt32(number))
      index += 1
    }
    let digits = index - first
    let isWhole = hasBraces ? digits > 0 && take("}") : digits == 2
    guard isWhole, value <= ScalarSet.highest else {
      throw Problem(
        message: "'\(text(start..<index))' is not a code point", range: start..<index,
        advice: "write \\x41 or \\x{1F600}")
    }
    return value
  }
}
