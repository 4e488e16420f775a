import Sigma
import TerminalScreen

/// An explanation as a tree for people: what each part of the condition came to, in words.
///
///     no   and
///     yes  ├─ selection
///     yes  │  └─ awsRegion = ap-east-1
///                holds: 'ap-east-1'
///     no   └─ not
///     yes     └─ filter_main_allowed_regions
struct ExplanationTree {
  /// Values of a test that are listed; the rest is counted.
  private static let mostPatterns = 5
  /// Columns that a value of the event or the rule may take.
  private static let widestValue = 200

  private(set) var lines: [String] = []

  init(_ explanation: Explanation) { add(explanation.root, lead: "", branch: "", below: "") }

  private mutating func add(
    _ node: Explanation.Node, lead: String, branch: String, below: String
  ) {
    let mark = node.holds ? "yes  " : "no   "
    lines.append(mark + lead + branch + Self.words(node.kind))
    let inner = lead + below
    if case .test(let test) = node.kind {
      lines.append("     " + inner + "   " + Self.patterns(of: test))
    }
    for (index, child) in node.children.enumerated() {
      let isLast = index + 1 == node.children.count
      add(child, lead: inner, branch: isLast ? "└─ " : "├─ ", below: isLast ? "   " : "│  ")
    }
  }

  static func words(_ kind: Explanation.Node.Kind) -> String {
    switch kind {
    case .and: "and: all of"
    case .or: "or: any of"
    case .not: "not"
    case .oneOf(let target): "1 of \(target)"
    case .allOf(let target): "all of \(target)"
    case .search(let name): name
    case .filter(_, let title): "Sigma filter '\(title)'"
    case .test(let test):
      name(of: test)
        + (test.seen.map { " is " + quoted($0) } ?? (test.field == nil ? "" : " is missing"))
    }
  }

  /// `userAgent|contains`, or for keywords `any value`.
  static func name(of test: Explanation.FieldTest) -> String {
    (test.field ?? "any value") + test.modifiers.map { "|" + $0 }.joined()
  }

  private static func patterns(of test: Explanation.FieldTest) -> String {
    if let matched = test.matchedPattern { return "found: " + quoted(matched) }
    let shown = test.patterns.prefix(mostPatterns).map(quoted).joined(separator: ", ")
    let rest = test.patterns.count - mostPatterns
    let wanted = (test.holds ? "is none of: " : "wanted: ") + (shown.isEmpty ? "nothing" : shown)
    return rest > 0 ? wanted + " and \(rest) more" : wanted
  }

  private static func quoted(_ text: String) -> String {
    "'" + SafeText(text, limit: widestValue).text + "'"
  }
}
