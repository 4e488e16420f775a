import SourceYAML
import Sigma

/// Writing a scalar anew, where its text cannot be changed in place.
extension RuleDraft {
  /// The bytes of a scalar without quotes, block header and indentation; nil for an alias, which
  /// has none of its own.
  func writtenText(of node: YAMLNode) -> Range<Int>? {
    guard let scalar = node.scalar, !node.isAlias, let end = contentEnd(of: node) else {
      return nil
    }
    let start = contentStart(of: node)
    switch scalar.style {
    case .plain: return start..<max(start, end)
    case .singleQuoted, .doubleQuoted:
      return start + 1 < end ? start + 1..<end - 1 : nil
    case .literal, .folded: return blockScalarContent(node)
    }
  }

  /// Gives a scalar another text of one line, quoted as it was. An alias is replaced: what it
  /// stands for stays.
  mutating func rewrite(_ node: YAMLNode, as text: String) {
    guard let scalar = node.scalar else { return }
    // A date stands plain, unless it stood in quotes.
    let isDate = RuleDate(text) != nil
    func written(_ quoting: YAMLText.Quoting) -> String {
      isDate && quoting == .plain ? text : YAMLText.scalar(text, preferring: quoting)
    }
    if node.isAlias {
      replace(node.start.offset..<node.end.offset, with: written(.plain))
      return
    }
    switch scalar.style {
    case .literal, .folded:
      if let range = blockScalarContent(node) { replace(range, with: text) }
    case .plain, .singleQuoted, .doubleQuoted:
      let start = contentStart(of: node)
      replace(start..<node.end.offset, with: written(YAMLText.Quoting(scalar.style)))
    }
  }
}

extension YAMLText.Quoting {
  init(_ style: YAMLScalar.Style?) {
    switch style {
    case .plain: self = .plain
    case .doubleQuoted: self = .double
    case .singleQuoted, .literal, .folded, nil: self = .single
    }
  }
}
