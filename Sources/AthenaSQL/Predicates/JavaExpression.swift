import Basics
import LinearRegex

/// A regular expression in the notation that Trino's engines (JONI, RE2J, java.util.regex) read
/// alike. It is written from the parsed tree, never copied: the dialects differ.
///
///     ^\d+$      \A[0-9]+\z
///
/// Flags are gone: `i` is in the sets, `s` in the dot, `m` in the assertions.
struct JavaExpression {
  private(set) var text = ""
  /// Has `\b`, which is about ASCII here and about Unicode in Java.
  private(set) var hasWordBoundary = false
  private var hasNonASCII = false
  private(set) var backtracks = false

  enum Refusal: Error {
    case wordBoundaryBesideNonASCII
    /// A Unicode class with too many ranges to write out.
    case largeClass

    var message: String {
      switch self {
      case .wordBoundaryBesideNonASCII:
        "\\b beside letters beyond ASCII is different in Trino's regular expressions"
      case .largeClass: "a Unicode class is too large for Trino's regular expressions"
      }
    }
  }

  init(_ expression: RegularExpression) throws(Refusal) {
    // The rule's reader has parsed it before.
    guard let node = try? expression.parsed() else { return }
    backtracks = Self.backtracks(node)
    text = try written(node, isRepeated: false)
    if hasWordBoundary, hasNonASCII { throw .wordBoundaryBesideNonASCII }
  }

  private mutating func written(
    _ node: RegexNode, isRepeated: Bool
  ) throws(Refusal) -> String {
    switch node {
    case .empty: return isRepeated ? "(?:)" : ""
    case .set(let set): return try written(set)
    case .assertion(let assertion):
      return isRepeated ? "(?:\(written(assertion)))" : written(assertion)
    case .concatenation(let parts):
      var text = ""
      for part in parts {
        let inner = try written(part, isRepeated: false)
        if case .alternation = part { text += "(?:\(inner))" } else { text += inner }
      }
      return isRepeated ? "(?:\(text))" : text
    case .alternation(let parts):
      var branches: [String] = []
      for part in parts { branches.append(try written(part, isRepeated: false)) }
      let text = branches.joined(separator: "|")
      return isRepeated ? "(?:\(text))" : text
    case .repetition(let inner, let least, let most):
      let text = try written(inner, isRepeated: true) + Self.count(least, most)
      return isRepeated ? "(?:\(text))" : text
    }
  }

  private static func count(_ least: Int, _ most: Int?) -> String {
    switch (least, most) {
    case (0, nil): "*"
    case (1, nil): "+"
    case (0, 1): "?"
    case (_, nil): "{\(least),}"
    case (_, let most?): least == most ? "{\(least)}" : "{\(least),\(most)}"
    }
  }

  private mutating func written(_ assertion: RegexAssertion) -> String {
    switch assertion {
    case .textStart: return "\\A"
    case .textEnd: return "\\z"
    case .lineStart: return "(?m:^)"
    case .lineEnd: return "(?m:$)"
    case .wordBoundary:
      hasWordBoundary = true
      return "\\b"
    case .noWordBoundary:
      hasWordBoundary = true
      return "\\B"
    }
  }

  // MARK: Sets

  /// More ranges make a query unreadable, and slow in a backtracking engine.
  private static let maximumRanges = 80

  private mutating func written(_ set: ScalarSet) throws(Refusal) -> String {
    if let single = set.single { return literal(single) }
    let inverted = set.inverted
    if inverted.ranges.isEmpty { return "[\\s\\S]" }
    if set.ranges.isEmpty { return "[^\\s\\S]" }
    let isInverted = set.ranges.last?.upperBound == ScalarSet.highest
    let ranges = (isInverted ? inverted : set).ranges
    guard ranges.count <= Self.maximumRanges else { throw .largeClass }
    let text = ranges.map { range in
      let first = literal(range.lowerBound)
      if range.count == 1 { return first }
      let last = literal(range.upperBound)
      return range.count == 2 ? first + last : "\(first)-\(last)"
    }
    return "[\(isInverted ? "^" : "")\(text.joined())]"
  }

  private mutating func literal(_ value: UInt32) -> String {
    switch value {
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case 0..<0x20, 0x7F:
      let digits = String(value, radix: 16, uppercase: true)
      return "\\x" + (digits.utf8.count < 2 ? "0" : "") + digits
    default: break
    }
    if value >= 0x80 { hasNonASCII = hasNonASCII || !Self.isFoldOfASCII(value) }
    guard let scalar = Unicode.Scalar(value) else { return "" }
    return Self.special.contains(scalar) ? "\\\(scalar)" : String(scalar)
  }

  /// The Kelvin sign, which the flag `i` adds to `k`.
  private static func isFoldOfASCII(_ value: UInt32) -> Bool { CaseFolding.fold(value) < 0x80 }

  private static let special: Set<Unicode.Scalar> = Set("\\.^$|()[]{}*+?&-~#".unicodeScalars)

  // MARK: Backtracking

  /// Whether a backtracking engine may try exponentially many ways: an unbounded repetition around
  /// another one.
  private static func backtracks(_ node: RegexNode) -> Bool {
    switch node {
    case .empty, .set, .assertion: return false
    case .concatenation(let parts), .alternation(let parts):
      return parts.contains(where: backtracks)
    case .repetition(let inner, _, let most):
      if (most ?? .max) > maximumInnerRepetition, hasLongRepetition(inner) { return true }
      return backtracks(inner)
    }
  }

  /// A group repeated more often counts as unbounded.
  private static let maximumInnerRepetition = 8

  private static func hasLongRepetition(_ node: RegexNode) -> Bool {
    switch node {
    case .empty, .set, .assertion: return false
    case .concatenation(let parts), .alternation(let parts):
      return parts.contains(where: hasLongRepetition)
    case .repetition(let inner, _, let most):
      return (most ?? .max) > maximumInnerRepetition || hasLongRepetition(inner)
    }
  }
}
