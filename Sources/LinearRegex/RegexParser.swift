import Basics

/// Parses a pattern in RE2's syntax.
///
///     alternation  = sequence  { "|" sequence }
///     sequence     = { atom [ ("*" | "+" | "?" | "{n,m}") ["?"] ] }
///     atom         = "(" alternation ")" | "[" class "]" | escape | "." | "^" | "$" | character
struct RegexParser {
  typealias Problem = RegularExpression.Problem

  /// Nested groups; the parser and the compiler recurse.
  private static let maximumNesting = 200

  let scalars: [Unicode.Scalar]
  var index = 0
  var flags: RegularExpression.Flags
  private var depth = 0

  init(_ pattern: String, _ flags: RegularExpression.Flags) {
    scalars = Array(pattern.unicodeScalars)
    self.flags = flags
  }

  mutating func parse() throws(Problem) -> RegexNode {
    guard scalars.count <= RegularExpression.maximumLength else {
      throw Problem(
        category: .unsupported,
        message: "an expression has at most \(RegularExpression.maximumLength) characters",
        range: 0..<scalars.count)
    }
    let (node, _) = try alternation()
    if index < scalars.count {
      throw Problem(
        message: "')' closes a group that was never opened", range: index..<index + 1,
        advice: "to mean the character, write '\\)'")
    }
    return node
  }

  var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  mutating func take(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  /// A node, and how often counted repetitions repeat its contents at most.
  private typealias Counted = (node: RegexNode, times: Int)

  private mutating func alternation() throws(Problem) -> Counted {
    var branches: [RegexNode] = []
    var times = 1
    repeat {
      let branch = try sequence()
      branches.append(branch.node)
      times = max(times, branch.times)
    } while take("|")
    return (Self.alternation(of: branches), times)
  }

  /// `a|b` is `[ab]`: one instruction instead of three.
  private static func alternation(of branches: [RegexNode]) -> RegexNode {
    if branches.count == 1 { return branches[0] }
    var ranges: [ClosedRange<UInt32>] = []
    for branch in branches {
      guard case .set(let set) = branch else { return .alternation(branches) }
      ranges += set.ranges
    }
    return .set(ScalarSet(ranges))
  }

  private mutating func sequence() throws(Problem) -> Counted {
    var nodes: [RegexNode] = []
    var times = 1
    while let scalar = next, scalar != "|", scalar != ")" {
      let start = index
      if try repetition() != nil {
        throw Problem(
          message: "'\(text(start..<index))' has nothing before it to repeat", range: start..<index,
          advice: "to mean the character, write '\\\(scalar)'")
      }
      if take("\\Q") {
        while index < scalars.count, !take("\\E") {
          nodes.append(literal(scalars[index].value))
          index += 1
        }
        if let last = nodes.popLast() { nodes.append(try repeated((last, 1), start, &times)) }
        continue
      }
      // A group of flags has nothing to repeat.
      guard let atom = try atom(scalar) else { continue }
      nodes.append(try repeated(atom, start, &times))
    }
    switch nodes.count {
    case 0: return (.empty, times)
    case 1: return (nodes[0], times)
    default: return (.concatenation(nodes), times)
    }
  }

  private mutating func atom(_ scalar: Unicode.Scalar) throws(Problem) -> Counted? {
    switch scalar {
    case "(": return try group()
    case "[": return (.set(try characterClass()), 1)
    case "\\": return (try escape(), 1)
    case ".":
      index += 1
      return (.set(flags.contains(.dotAll) ? .all : ScalarSet.lineFeed.inverted), 1)
    case "^":
      index += 1
      return (.assertion(flags.contains(.multiline) ? .lineStart : .textStart), 1)
    case "$":
      index += 1
      return (.assertion(flags.contains(.multiline) ? .lineEnd : .textEnd), 1)
    default:
      index += 1
      return (literal(scalar.value), 1)
    }
  }

  func literal(_ value: UInt32) -> RegexNode {
    let set = ScalarSet(value)
    return .set(flags.contains(.ignoresCase) ? set.caseInsensitive : set)
  }

  // MARK: Repetitions

  private mutating func repeated(
    _ atom: Counted, _ start: Int, _ times: inout Int
  ) throws(Problem) -> RegexNode {
    let place = index
    guard let (least, most) = try repetition() else {
      times = max(times, atom.times)
      return atom.node
    }
    _ = take("?")
    let own = max(1, most ?? max(1, least)) * atom.times
    if own > RegularExpression.maximumRepetitions {
      throw Problem(
        category: .unsupported,
        message: "repeated more than \(RegularExpression.maximumRepetitions) times",
        range: start..<index)
    }
    times = max(times, own)
    let second = index
    if try repetition() != nil {
      throw Problem(
        message: "two repetitions follow each other", range: place..<max(index, second),
        advice: "put what is to be repeated again into a group: (?:…)")
    }
    return .repetition(atom.node, least: least, most: most)
  }

  /// The counts of `*`, `+`, `?` or `{n,m}`; nil if something else follows.
  private mutating func repetition() throws(Problem) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    guard next == "{" else { return nil }
    let start = index
    index += 1
    // A brace that does not begin a repetition is a character.
    guard let least = number() else {
      index = start
      return nil
    }
    var most: Int? = least
    if take(",") { most = next == "}" ? nil : number() }
    guard take("}"), most != nil || scalars[index - 2] == "," else {
      index = start
      return nil
    }
    let highest = max(least, most ?? least)
    if highest > RegularExpression.maximumRepetitions || (most ?? least) < least {
      throw Problem(
        message: highest > RegularExpression.maximumRepetitions
          ? "repeated more than \(RegularExpression.maximumRepetitions) times"
          : "the upper bound is lower than the lower one",
        range: start..<index, advice: "'{n,m}' means at least n and at most m times")
    }
    return (least, most)
  }

  private mutating func number() -> Int? {
    let start = index
    var value = 0
    while let scalar = next, "0"..."9" ~= scalar {
      value = min(RegularExpression.maximumRepetitions + 1, value * 10 + Int(scalar.value - 0x30))
      index += 1
    }
    let digits = index - start
    return digits == 0 || (digits > 1 && scalars[start] == "0") ? nil : value
  }

  // MARK: Groups

  private mutating func group() throws(Problem) -> Counted? {
    let start = index
    let outer = flags
    index += 1
    if take("?") {
      guard try groupHead(start) else { return nil }
    }
    depth += 1
    if depth > Self.maximumNesting {
      throw Problem(
        category: .unsupported,
        message: "groups nest more than \(Self.maximumNesting) levels deep",
        range: start..<start + 1)
    }
    let inner = try alternation()
    depth -= 1
    guard take(")") else {
      throw Problem(
        message: "a group that is never closed", range: start..<start + 1,
        advice: "to mean the character, write '\\('")
    }
    flags = outer
    return inner
  }
}
