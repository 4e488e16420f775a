import Basics
import SourceYAML

/// Parses a condition and checks its names against the rule's searches.
///
///     condition  = or
///     or         = and  { "or" and }
///     and        = not  { "and" not }
///     not        = "not" not | "(" or ")" | ("1" | "any" | "all") "of" target | name
///     target     = "them" | pattern
struct ConditionParser {
  /// A problem, by scalar indices in the condition's text.
  struct Problem: Error {
    var category = Diagnostic.Category.invalid
    var message: String
    var range: Range<Int>
    var advice: String?
  }

  /// Deeper brackets are refused, so that hostile text cannot exhaust the stack.
  static let maximumNesting = 100
  /// The maximum length in Unicode scalars. Published conditions stay below 1,000.
  static let maximumLength = 8_192
  /// The maximum number of unknown names reported.
  private static let maximumProblems = 10

  private let tokens: [ConditionToken]
  private let names: [String]
  private var index = 0
  private var depth = 0
  /// Unknown names do not stop the parser, so that all are reported in one run.
  private var problems: [Problem] = []

  private init(_ text: String, names: [String]) {
    self.tokens = ConditionToken.tokens(of: text)
    self.names = names
  }

  /// Parses a condition.
  ///
  /// - Parameter names: the searches that the detection has, in file order.
  static func parse(_ text: String, names: [String]) -> (condition: Condition?, [Problem]) {
    let length = text.unicodeScalars.count
    guard length <= maximumLength else {
      return (
        nil, [Problem(message: "a condition has at most \(maximumLength) characters", range: 0..<0)]
      )
    }
    var parser = ConditionParser(text, names: names)
    do throws(Problem) {
      if parser.token.kind == .end {
        throw Problem(
          message: "the condition is empty", range: 0..<0,
          advice: names.first.map { "for example: \($0)" })
      }
      let condition = try parser.or()
      try parser.expectEnd()
      return (parser.problems.isEmpty ? condition : nil, parser.problems)
    } catch {
      return (nil, parser.problems + [error])
    }
  }

  private var token: ConditionToken { tokens[index] }

  private mutating func advance() { if index < tokens.count - 1 { index += 1 } }

  private mutating func take(_ word: String) -> Bool {
    guard token.kind == .word(word) else { return false }
    advance()
    return true
  }

  private mutating func or() throws(Problem) -> Condition {
    var parts = [try and()]
    while take("or") { parts.append(try and()) }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func and() throws(Problem) -> Condition {
    var parts = [try not()]
    while take("and") { parts.append(try not()) }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func not() throws(Problem) -> Condition {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.maximumNesting {
      throw Problem(
        message: "nested more than \(Self.maximumNesting) levels deep", range: token.range)
    }
    if take("not") { return .not(try not()) }
    switch token.kind {
    case .open:
      let opened = token.range
      advance()
      let inner = try or()
      guard token.kind == .close else {
        if token.kind == .end {
          throw Problem(message: "a bracket that is never closed", range: opened)
        }
        throw unexpected()
      }
      advance()
      return inner
    case .word(let word): return try operand(word)
    default: throw unexpected()
    }
  }

  private mutating func operand(_ word: String) throws(Problem) -> Condition {
    let range = token.range
    let next = tokens[min(index + 1, tokens.count - 1)]
    if next.kind == .word("of") {
      guard ["1", "any", "all"].contains(word) else {
        throw Problem(
          message: "'\(word) of' is not a quantifier", range: range,
          advice: "write '1 of', 'any of' or 'all of'")
      }
      advance()
      advance()
      let target = try target()
      try stopAfterTooMany()
      return word == "all" ? .allOf(target) : .oneOf(target)
    }
    if ["and", "or", "of"].contains(word) {
      throw Problem(message: "a name is missing before '\(word)'", range: range)
    }
    if word.has("*") {
      throw Problem(
        message: "the pattern '\(word)' needs a quantifier", range: range,
        advice: "write '1 of \(word)' or 'all of \(word)'")
    }
    if !names.contains(word) {
      if ["1", "any", "all"].contains(word) {
        throw Problem(
          message: "'of' is missing after '\(word)'", range: range,
          advice: "write '\(word) of them' or '\(word) of selection*'")
      }
      reportUnknown(word, range)
      try stopAfterTooMany()
    }
    advance()
    return .identifier(word)
  }

  private mutating func target() throws(Problem) -> ConditionTarget {
    guard case .word(let word) = token.kind else {
      throw Problem(
        message: "'them' or one pattern must follow 'of'", range: token.range,
        advice: "for example: 1 of selection_*")
    }
    let target: ConditionTarget = word == "them" ? .them : .pattern(word)
    if !names.contains(where: target.includes) {
      problems.append(
        Problem(
          message: word == "them"
            ? "'them' matches no search: all names begin with '_'"
            : "no search has a name like '\(word)'",
          range: token.range, advice: word == "them" ? nil : known(word)))
    }
    advance()
    return target
  }

  private mutating func reportUnknown(_ name: String, _ range: Range<Int>) {
    let lower = name.lowercased()
    if ["and", "or", "not"].contains(lower) {
      problems.append(
        Problem(
          message: "'\(name)' must be in lower case", range: range, advice: "write '\(lower)'"))
      return
    }
    problems.append(
      Problem(
        message: "unknown name '\(name)' in the condition", range: range, advice: known(name)))
  }

  /// The nearest name, or all names if there are few.
  private func known(_ name: String) -> String? {
    let bare = name.replacing(text: "*", by: "")
    if let advice = NearestName.advice(for: bare, in: names) { return advice }
    guard !names.isEmpty, names.count <= 8 else { return nil }
    return "there are: " + names.joined(separator: ", ")
  }

  private func stopAfterTooMany() throws(Problem) {
    guard problems.count >= Self.maximumProblems else { return }
    throw Problem(message: "and so on: the rest is not looked at", range: token.range)
  }

  private func expectEnd() throws(Problem) {
    if token.kind != .end { throw unexpected() }
  }

  private func unexpected() -> Problem {
    switch token.kind {
    case .end:
      return Problem(message: "the condition breaks off: a name is missing", range: token.range)
    case .open: return Problem(message: "'and' or 'or' is missing before '('", range: token.range)
    case .close: return Problem(message: "a ')' too many, or nothing before it", range: token.range)
    case .word(let word):
      if ["AND", "OR", "NOT"].contains(word.uppercased()) {
        return Problem(
          message: "'\(word)' cannot stand here", range: token.range,
          advice: "'and', 'or' and 'not' are in lower case, between names")
      }
      return Problem(message: "'and' or 'or' is missing before '\(word)'", range: token.range)
    case .other("|"): return aggregation()
    case .other(let text):
      return Problem(
        message: "'\(text)' cannot stand in a condition", range: token.range,
        advice: Self.operators[text].map { "write '\($0)'" }
          ?? "names are ASCII letters, digits, '_' and '-', joined by and, or, not, ( )")
    }
  }

  /// Sigma's equivalents of other languages' operators.
  private static let operators = [
    "&": "and", "&&": "and", "||": "or", "!": "not", "~": "not", ",": "or",
  ]

  /// `| count() by sourceIPAddress > 5`: how rules counted before correlations (Sigma 1).
  private func aggregation() -> Problem {
    let isNear = tokens[min(index + 1, tokens.count - 1)].kind == .word("near")
    let correlation =
      isNear
      ? "type: temporal, rules: […], group-by: […], timespan: 5m"
      : "type: event_count, rules: […], group-by: […], timespan: 5m, condition: {gt: 5}"
    return Problem(
      category: .unsupported,
      message: "aggregations ('| count()', '| near') are no longer part of Sigma",
      range: token.range.lowerBound..<tokens[tokens.count - 1].range.upperBound,
      advice:
        "give the rule a name, and write a second document with 'correlation: {\(correlation)}'"
        + (isNear
          ? "" : "; for count(field) with type: value_count and 'field: …' in its condition"))
  }
}
