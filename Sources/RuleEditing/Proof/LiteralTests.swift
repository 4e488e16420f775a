import EventJSON

/// What an exception means, read straight from its literal texts: an evaluator of its own, so that
/// a mistake in escaping, quoting or matching shows as a difference.
///
/// A test holds if any value of the field passes it. Texts compare without regard to case, code
/// point by code point. Numbers, booleans and objects have a text (an object its compact JSON),
/// null and arrays have none; the elements of an array count as values.
struct LiteralTests: Sendable {
  private struct Test: Sendable {
    let slot: Int
    let relation: RuleException.Relation
    let values: [[UInt32]]
  }

  private let tests: [Test]

  /// Nil for relations that are not about texts (networks); the matcher has to say those.
  init?(_ tests: [RuleException.FieldTest], slot: (String) -> Int?) {
    var compiled: [Test] = []
    for test in tests {
      guard test.relation != .cidr, let slot = slot(test.field) else { return nil }
      compiled.append(
        Test(slot: slot, relation: test.relation, values: test.values.map(Self.folded)))
    }
    self.tests = compiled
  }

  func hold(for event: PickedEvent) -> Bool {
    tests.allSatisfy { Self.holds($0, event) }
  }

  private static func holds(_ test: Test, _ event: PickedEvent) -> Bool {
    switch test.relation {
    case .exists: return event.isPresent(test.slot)
    case .isMissing: return !event.isPresent(test.slot)
    case .isNull:
      return !event.isPresent(test.slot)
        || event.values(at: test.slot).contains { $0.kind == .null }
    case .equals, .startsWith, .endsWith, .contains, .cidr:
      return event.values(at: test.slot).contains { value in
        guard value.kind != .array, value.kind != .null else { return false }
        let text = folded(event.text(of: value))
        return test.values.contains { passes(text, test.relation, $0) }
      }
    }
  }

  private static func passes(
    _ text: [UInt32], _ relation: RuleException.Relation, _ literal: [UInt32]
  ) -> Bool {
    switch relation {
    case .equals: return text == literal
    case .startsWith: return text.starts(with: literal)
    case .endsWith: return text.count >= literal.count && text.suffix(literal.count) == literal[...]
    case .contains:
      guard text.count >= literal.count else { return false }
      return (0...text.count - literal.count).contains { text[$0...].starts(with: literal) }
    case .cidr, .isNull, .exists, .isMissing: return false
    }
  }

  private static func folded(_ text: String) -> [UInt32] {
    text.unicodeScalars.map { scalar in
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      return lower.count == 1 ? lower.first?.value ?? scalar.value : scalar.value
    }
  }
}
