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
    case .test(let test):
      FieldTestText(test, meant: test.field.flatMap(fieldNames.meant)).text
    }
  }
}
