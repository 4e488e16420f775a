import Basics
import LinearRegex
import Places
import Sigma

/// One value of a filter, compiled to test the bytes of a text.
enum ValueTest: Sendable {
  /// A whole text, or a part of an ARN.
  case whole(CompiledPattern)
  /// Anywhere in a text.
  case within(CompiledPattern)
  /// A whole text, or a part of one that has several.
  case item(CompiledPattern)
  case expression(RegexMatcher)
  case network(IPNetwork)
  case missing

  /// `nil` if it is not about text, or can't be compiled.
  init?(_ value: HitFilter.Value) {
    switch value {
    case .exactly(let text):
      self = text.isEmpty ? .missing : .whole(Self.compiled(TextPattern(literal: text)))
    case .containing(let text):
      self = .within(
        Self.compiled(TextPattern(literal: text).surrounded(before: true, after: true)))
    case .pattern(let text): self = .whole(Self.compiled(FilterParser.pattern(text)))
    case .expression(let text):
      let expression = RegularExpression(pattern: text, flags: .ignoresCase)
      guard let program = try? expression.compiled() else { return nil }
      self = .expression(RegexMatcher(program))
    case .network(let text):
      guard let network = FilterParser.network(text) else { return nil }
      self = .network(network)
    case .missing: self = .missing
    case .times, .verdict, .level: return nil
    }
  }

  /// The test of a value of a field.
  init?(_ value: HitFilter.Value, of field: HitField) {
    self.init(value)
    if case .whole(let pattern) = self, field.placeField?.isList == true { self = .item(pattern) }
  }

  private static func compiled(_ pattern: TextPattern) -> CompiledPattern {
    CompiledPattern(pattern, isCased: false)
  }

  func matches(_ text: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .whole(let pattern):
      // `field:*` matches hits that have a value there.
      return !text.isEmpty && Self.isFound(pattern, in: text)
    case .within(let pattern): return pattern.matches(text)
    case .item(let pattern):
      return !text.isEmpty
        && (pattern.matches(text) || PlaceField.items(of: text).contains(where: pattern.matches))
    case .expression(let matcher): return matcher.isMatch(text)
    case .network(let network):
      guard let address = IPNetwork(address: text) else { return false }
      return network.contains(address)
    case .missing: return text.isEmpty
    }
  }

  func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches(UnsafeRawBufferPointer($0)) }
  }

  /// Whether it matches anywhere in a text, not only a whole text.
  var isFoundAnywhere: Bool {
    switch self {
    case .within, .expression: true
    case .whole(let pattern), .item(let pattern): pattern.isOpen
    case .network, .missing: false
    }
  }

  /// Whether it depends on where a text begins and ends.
  var looksAtBounds: Bool {
    if case .expression(let matcher) = self { matcher.hasAssertions } else { false }
  }

  /// Whether a pattern matches a text, or of an ARN a part between `:` and `/`.
  private static func isFound(
    _ pattern: CompiledPattern, in text: UnsafeRawBufferPointer
  ) -> Bool {
    if pattern.matches(text) { return true }
    guard arn.matches(text) else { return false }
    var start = 4
    for index in 4...text.count
    where index == text.count || text[index] == UInt8(ascii: ":")
      || text[index] == UInt8(ascii: "/")
    {
      if index > start,
        pattern.matches(UnsafeRawBufferPointer(rebasing: text[start..<index]))
      {
        return true
      }
      start = index + 1
    }
    return false
  }

  private static let arn = compiled(TextPattern(parsing: "arn:*"))
}
