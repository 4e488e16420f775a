import Scanning
import Sigma
import TerminalScreen

/// An explanation as lines of text. Each part says whether it holds.
///
///     no  and
///     ├─ yes selection
///     │  └─ yes awsRegion = me-south-1  (matches me-south-1)
///     └─ no  not
///        └─ yes filter_expected_services
///           └─ yes userIdentity.type = AWSService  (matches AWSService)
struct ExplanationTree {
  let rule: Rule
  /// The event's fields.
  let fieldNames: FieldNames
  /// The maximum width of a line.
  let columns: Int

  /// A value may be a megabyte: people see this much of it, programs all.
  private static let maximumValueColumns = 400
  private static let maximumPatterns = 8

  func lines(of explanation: Explanation) -> [SafeText] {
    lines(of: explanation.root, head: "", below: "")
  }

  /// - Parameters:
  ///   - head: text before the first line.
  ///   - below: text before all lines that follow.
  private func lines(of node: Explanation.Node, head: SafeText, below: SafeText) -> [SafeText] {
    let mark: SafeText = node.holds ? "yes " : "no  "
    let bar: SafeText = node.children.isEmpty ? "      " : "│     "
    let texts = (mark + label(of: node)).folded(columns: columns - head.width, hanging: bar)
    var lines = texts.enumerated().map { index, text in (index == 0 ? head : below) + text }
    for (index, child) in node.children.enumerated() {
      let isLast = index == node.children.count - 1
      lines += self.lines(
        of: child, head: below + (isLast ? "└─ " : "├─ "), below: below + (isLast ? "   " : "│  "))
    }
    return lines
  }

  private func label(of node: Explanation.Node) -> SafeText {
    switch node.kind {
    case .and: "and"
    case .or: "or"
    case .not: "not"
    case .oneOf(let target): SafeText("1 of \(target)")
    case .allOf(let target): SafeText("all of \(target)")
    case .search(let name): SafeText(name)
    case .filter(let index, let title): "Sigma filter “\(title)” in \(rule.filters[index].path)"
    case .test(let test): label(of: test)
    }
  }

  private func label(of test: Explanation.FieldTest) -> SafeText {
    let name = SafeText(
      (test.field ?? "any value") + test.modifiers.map { "|" + $0 }.joined())
    let value: SafeText
    if let seen = test.seen {
      let text = seen.isEmpty ? "\"\"" : SafeText(seen, limit: Self.maximumValueColumns)
      value = "\(name) = \(text)"
    } else {
      value = test.field == nil ? name : "\(name) is missing"
    }
    let meant = test.seen == nil ? test.field.flatMap(fieldNames.meant) : nil
    let hint = meant.map { "; the event has \($0)" as SafeText } ?? ""
    return "\(value)  (\(outcome(of: test))\(hint))"
  }

  private func outcome(of test: Explanation.FieldTest) -> SafeText {
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

  private func patterns(of test: Explanation.FieldTest) -> SafeText {
    let shown = test.patterns.prefix(Self.maximumPatterns).map(pattern).joined(separator: ", ")
    let rest = test.patterns.count - Self.maximumPatterns
    return rest > 0 ? "\(shown) and \(rest) more" : shown
  }

  private func pattern(_ text: String) -> SafeText {
    text.isEmpty ? "\"\"" : SafeText(text, limit: Self.maximumValueColumns)
  }
}
