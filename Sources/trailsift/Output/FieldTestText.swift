import Sigma
import TerminalScreen

/// The outcome of one field test as a line of text.
///
///     userIdentity.type = AWSService  (matches AWSService)
///     userAgent|startswith is missing  (wanted Jenkins/)
struct FieldTestText {
  let text: SafeText

  /// A value may be a megabyte: people see this much of it, programs all.
  private static let maximumValueColumns = 400
  private static let maximumPatterns = 8

  /// - Parameter meant: the name of the event's field that the rule probably means.
  init(_ test: Explanation.FieldTest, meant: String? = nil) {
    let name = SafeText(
      (test.field ?? "any value") + test.modifiers.map { "|" + $0 }.joined())
    let value: SafeText
    if let seen = test.seen {
      let text = seen.isEmpty ? "\"\"" : SafeText(seen, limit: Self.maximumValueColumns)
      value = "\(name) = \(text)"
    } else {
      value = test.field == nil ? name : "\(name) is missing"
    }
    let hint = (test.seen == nil ? meant : nil).map { "; the event has \($0)" as SafeText } ?? ""
    text = "\(value)  (\(Self.outcome(of: test))\(hint))"
  }

  private static func outcome(of test: Explanation.FieldTest) -> SafeText {
    let isNegated = test.modifiers.contains("neq")
    if let matched = test.matchedPattern {
      return "\(isNegated ? "matches, and must not:" : "matches") \(pattern(matched))"
    }
    let several = test.patterns.count > 1
    switch (isNegated, test.holds) {
    case (true, true): return "\(several ? "is none of" : "is not") \(patterns(of: test))"
    case (true, false): return "must not match \(patterns(of: test))"
    case (false, true): return "matches \(patterns(of: test))"
    case (false, false): return "\(several ? "wanted one of" : "wanted") \(patterns(of: test))"
    }
  }

  private static func patterns(of test: Explanation.FieldTest) -> SafeText {
    let shown = test.patterns.prefix(maximumPatterns).map(pattern).joined(separator: ", ")
    let rest = test.patterns.count - maximumPatterns
    return rest > 0 ? "\(shown) and \(rest) more" : shown
  }

  private static func pattern(_ text: String) -> SafeText {
    text.isEmpty ? "\"\"" : SafeText(text, limit: maximumValueColumns)
  }
}
