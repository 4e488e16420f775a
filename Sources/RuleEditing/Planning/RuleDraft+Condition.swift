import Sigma

/// Changing a condition where it stands, whatever its quoting: an exception is appended or cut out.
extension RuleDraft {
  /// `selection` becomes `selection and not NAME`; `a or b` becomes `(a or b) and not NAME`.
  mutating func excludeInConditions(_ name: String) throws(EditRefusal) {
    expected.changesCondition = true
    for condition in rule.detection.conditions {
      let range = try contentRange(of: condition.node)
      if case .or = condition.expression, !isParenthesised(range) {
        replace(range.lowerBound..<range.lowerBound, with: "(")
        replace(range.upperBound..<range.upperBound, with: ") and not \(name)")
      } else {
        replace(range.upperBound..<range.upperBound, with: " and not \(name)")
      }
    }
  }

  /// Takes every mention of a search out of the conditions. A pattern that matches other searches
  /// too is no mention; one that matches nothing else is.
  mutating func dropFromConditions(_ name: String) throws(EditRefusal) {
    let others = rule.detection.searchIdentifiers.keys.filter { $0 != name }.map(\.self)
    for condition in rule.detection.conditions {
      let range = try contentRange(of: condition.node)
      let tokens = self.tokens(in: range)
      for mention in mentions(of: name, in: tokens, others: others) {
        guard let removed = Self.removal(of: mention, in: tokens) else {
          throw .unsupportedLayout(
            line: condition.node.start.line,
            reason: "\(name) cannot be taken out of this condition; change it by hand")
        }
        replace(removed, with: "")
        expected.changesCondition = true
      }
    }
  }

  // MARK: - Where the text of a condition stands

  /// The condition's characters without quotes, block header, indentation and blanks at its ends.
  private func contentRange(of node: YAMLNode) throws(EditRefusal) -> Range<Int> {
    let whole = node.start.offset..<node.end.offset
    guard let scalar = node.scalar, !node.isAlias, node.anchor == nil, whole.count > 1 else {
      throw .unsupportedLayout(
        line: node.start.line,
        reason: "the condition is an alias or has an anchor; write it out first")
    }
    var range: Range<Int>
    switch scalar.style {
    case .plain: range = whole
    case .singleQuoted, .doubleQuoted: range = whole.lowerBound + 1..<whole.upperBound - 1
    case .literal, .folded: range = blockScalarContent(node) ?? whole
    }
    func isSpace(_ byte: UInt8) -> Bool {
      Self.isBlank(byte) || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
    while let last = lines.bytes[range].last, isSpace(last) {
      range = range.lowerBound..<range.upperBound - 1
    }
    while let first = lines.bytes[range].first, isSpace(first) {
      range = range.lowerBound + 1..<range.upperBound
    }
    let unclear: Set<UInt8> = [
      UInt8(ascii: "\\"), UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "&"),
    ]
    guard !range.isEmpty, !lines.bytes[range].contains(where: unclear.contains) else {
      throw .unsupportedLayout(
        line: node.start.line,
        reason: "the condition has a tag, an escape or a comment in it; write it plainly first")
    }
    return range
  }

  // MARK: - Tokens

  private struct Token {
    let text: String
    let range: Range<Int>
  }

  private func tokens(in range: Range<Int>) -> [Token] {
    var tokens: [Token] = []
    var start: Int?
    func endWord(at index: Int) {
      guard let begin = start else { return }
      tokens.append(Token(text: lines.text(begin..<index), range: begin..<index))
      start = nil
    }
    for index in range {
      switch lines.bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        endWord(at: index)
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        endWord(at: index)
        tokens.append(Token(text: lines.text(index..<index + 1), range: index..<index + 1))
      default:
        if start == nil { start = index }
      }
    }
    endWord(at: range.upperBound)
    return tokens
  }

  private func isParenthesised(_ range: Range<Int>) -> Bool {
    let tokens = tokens(in: range)
    guard tokens.first?.text == "(" else { return false }
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
      if depth == 0 { return index == tokens.count - 1 }
    }
    return false
  }

  /// Runs of tokens that stand for the search and nothing else: `NAME`, `1 of PATTERN`.
  private func mentions(
    of name: String, in tokens: [Token], others: [String]
  ) -> [ClosedRange<Int>] {
    tokens.indices.compactMap { index in
      let text = tokens[index].text
      if index >= 2, tokens[index - 1].text.lowercased() == "of" {
        let target = text.lowercased() == "them" ? ConditionTarget.them : .pattern(text)
        let isOnly = target.includes(name) && !others.contains(where: target.includes)
        return isOnly ? index - 2...index : nil
      }
      return text == name ? index...index : nil
    }
  }

  /// The bytes to remove so that a mention and the operator that joins it are gone.
  private static func removal(of mention: ClosedRange<Int>, in tokens: [Token]) -> Range<Int>? {
    func word(_ index: Int) -> String? {
      tokens.indices.contains(index) ? tokens[index].text.lowercased() : nil
    }
    var first = mention.lowerBound
    var last = mention.upperBound
    var isNegated = false
    while true {
      if word(first - 1) == "(" && word(last + 1) == ")" {
        first -= 1
        last += 1
      } else if word(first - 1) == "not" && !isNegated {
        first -= 1
        isNegated = true
      } else {
        break
      }
    }
    let joint = isNegated ? "and" : "or"
    if word(first - 1) == joint, first >= 2 {
      return tokens[first - 2].range.upperBound..<tokens[last].range.upperBound
    }
    if word(last + 1) == joint, last + 2 < tokens.count {
      return tokens[first].range.lowerBound..<tokens[last + 2].range.lowerBound
    }
    return nil
  }
}
