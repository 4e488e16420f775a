import Sigma

/// The text of a condition cut into words and brackets, and the changes that an exception needs.
///
///     selection or keywords   ->   (selection or keywords) and not filter_main_build
///
/// It holds the bytes of a file or the meaning of a scalar; ranges are of those bytes.
struct ConditionText {
  struct Token: Hashable {
    let text: String
    let range: Range<Int>
  }

  struct Change {
    let range: Range<Int>
    let text: String
  }

  let bytes: [UInt8]
  let tokens: [Token]

  init(_ bytes: [UInt8], in range: Range<Int>) {
    var tokens: [Token] = []
    var start: Int?
    func token(_ range: Range<Int>) -> Token {
      Token(text: String(decoding: bytes[range], as: UTF8.self), range: range)
    }
    func endWord(at index: Int) {
      if let begin = start { tokens.append(token(begin..<index)) }
      start = nil
    }
    for index in range {
      switch bytes[index] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        endWord(at: index)
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        endWord(at: index)
        tokens.append(token(index..<index + 1))
      default:
        if start == nil { start = index }
      }
    }
    endWord(at: range.upperBound)
    self.bytes = bytes
    self.tokens = tokens
  }

  init(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(bytes, in: bytes.indices)
  }

  var words: [String] { tokens.map(\.text) }

  /// The text with changes made that are in order and do not overlap.
  func applying(_ changes: [Change]) -> String {
    var result: [UInt8] = []
    var done = 0
    for change in changes {
      result += bytes[done..<change.range.lowerBound]
      result += change.text.utf8
      done = change.range.upperBound
    }
    return String(decoding: result + bytes[done...], as: UTF8.self)
  }

  // MARK: - Putting in

  /// `and not NAME` behind the whole. What is joined by *or* gets brackets for that. Where it has
  /// brackets of its author, `not NAME and` comes before it: so the brackets tell whose they are
  /// when the exception is taken out.
  func excluding(_ name: String, isDisjunction: Bool) -> [Change] {
    guard let first = tokens.first, let last = tokens.last else { return [] }
    let end = last.range.upperBound
    if Self.isDisjunctionInBrackets(tokens[leadingExclusions...]) {
      let start = first.range.lowerBound
      return [Change(range: start..<start, text: "not \(name) and ")]
    }
    if isDisjunction {
      let start = first.range.lowerBound
      return [
        Change(range: start..<start, text: "("),
        Change(range: end..<end, text: ") and not \(name)"),
      ]
    }
    return [Change(range: end..<end, text: " and not \(name)")]
  }

  /// How many tokens of `not NAME and not NAME and ...` the condition begins with.
  private var leadingExclusions: Int {
    var index = 0
    while index + 3 < tokens.count, words[index].lowercased() == "not", words[index + 1] != "(" {
      let length = words[index + 2].lowercased() == "of" ? 5 : 3
      guard index + length < tokens.count, words[index + length - 1].lowercased() == "and" else {
        break
      }
      index += length
    }
    return index
  }

  /// `(a or b)`, `((a or b))`: brackets around all, and an *or* right within.
  private static func isDisjunctionInBrackets(_ tokens: some BidirectionalCollection<Token>) -> Bool
  {
    guard tokens.first?.text == "(", tokens.last?.text == ")" else { return false }
    if isDisjunctionInBrackets(tokens.dropFirst().dropLast()) { return true }
    var depth = 0
    var hasOr = false
    for (index, token) in tokens.enumerated() {
      if token.text == "(" { depth += 1 }
      if token.text == ")" { depth -= 1 }
      if depth == 1, token.text.lowercased() == "or" { hasOr = true }
      if depth == 0 { return index == tokens.count - 1 && hasOr }
    }
    return false
  }

  /// `not 1 of PATTERN` in the place of `not A and not B`, if each of these names is written like
  /// this.
  func joining(_ names: [String], into pattern: String) -> [Change]? {
    var changes: [Change] = []
    let places = names.map { name in tokens.indices.filter { words[$0] == name } }
    guard places.allSatisfy({ $0.count == 1 }) else { return nil }
    let sorted = places.map { $0[0] }.sorted()
    for (number, index) in sorted.enumerated() {
      guard index > 0, words[index - 1].lowercased() == "not" else { return nil }
      if number == 0 {
        changes.append(Change(range: tokens[index].range, text: "1 of " + pattern))
      } else {
        guard let range = removal(of: index...index) else { return nil }
        changes.append(Change(range: range, text: ""))
      }
    }
    return changes
  }

  // MARK: - Taking out

  /// Takes every mention of a search out; nil when one cannot be, as when nothing would stay. A
  /// pattern that matches other searches too is not a mention; one that matches nothing else is.
  /// Brackets around an *or* before the exception go too: it brought them.
  func dropping(_ name: String, others: [String]) -> [Change]? {
    var changes: [Change] = []
    for mention in mentions(of: name, others: others) {
      guard let range = removal(of: mention) else { return nil }
      changes.append(Change(range: range, text: ""))
    }
    guard !changes.isEmpty else { return [] }
    let kept = tokens.filter { token in
      !changes.contains { $0.range.contains(token.range.lowerBound) }
    }
    if Self.isDisjunctionInBrackets(kept), let first = kept.first, let last = kept.last,
      changes.allSatisfy({ $0.range.lowerBound >= last.range.upperBound })
    {
      changes += [Change(range: first.range, text: ""), Change(range: last.range, text: "")]
      changes.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    return changes
  }

  /// Runs of tokens that stand for the search and nothing else: `NAME`, `1 of PATTERN`.
  private func mentions(of name: String, others: [String]) -> [ClosedRange<Int>] {
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
  private func removal(of mention: ClosedRange<Int>) -> Range<Int>? {
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
