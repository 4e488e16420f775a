import EventJSON
import Sigma

/// What an edit does to one event.
public enum EditOutcome: String, Sendable, Hashable, CaseIterable {
  /// The rule matched the event and still does.
  case unaffected
  /// The rule matched the event and no longer does.
  case silenced
  /// The rule did not match the event and now does: only edits that take something back do that.
  case restored
  /// The rule matches the event neither before nor after.
  case neverMatched
}

/// The second half of the promise: runs the old and the new rule over events, and each time the
/// new one must be the old one *and not* the edit.
///
///     var verifier = try EditVerifier(plan: plan)
///     let event = PickedEvent(trie: FieldTrie(fields: verifier.fields))
///     for hit in hits {
///       _ = try event.read(hit.bytes)
///       let outcome = try verifier.check(event, id: hit.eventID)
///     }
///     verifier.counts[.silenced]   // how many hits the edit silences
///
/// What the edit means is decided by an evaluator of its own, from the analyst's literal texts.
public struct EditVerifier: Sendable {
  /// The fields to pick. The events given to `check` come from a trie whose first slots are these.
  public let fields: [String]
  /// How many events had which outcome so far.
  public private(set) var counts: [EditOutcome: Int] = [:]

  private let matcher: RuleMatcher
  private let meaning: Meaning
  /// Whether the edit takes something back, so that the new rule may match more.
  private let isTakingBack: Bool

  private enum Meaning: Sendable {
    case literal(LiteralTests)
    /// A search of a rule decides: index of a rule that is nothing but that search.
    case search(rule: Int)
  }

  private static let before = 0
  private static let after = 1
  private static let search = 2

  /// - Throws: `wouldNotLoad`, when a rule cannot be compiled (a placeholder is not defined).
  public init(
    plan: EditPlan, placeholders: Placeholders = Placeholders()
  ) throws(EditRefusal) {
    var rules = [plan.ruleBefore, plan.ruleAfter]
    let tests: [RuleException.FieldTest]
    switch plan.edit {
    case .allowRegion(let region), .disallowRegion(let region):
      tests = [.init(field: RegionList.field, values: [region])]
    case .addException(let exception):
      tests = exception.tests
      rules.append(Self.rule(plan.ruleAfter, asSearch: plan.filterName))
    case .removeException:
      tests = []
      rules.append(Self.rule(plan.ruleBefore, asSearch: plan.filterName))
    }
    do {
      matcher = try RuleMatcher(rules: rules, placeholders: placeholders)
    } catch {
      throw .wouldNotLoad(message: error.diagnostics.first?.message ?? "it cannot be compiled")
    }
    var fields = matcher.fields
    for test in tests where !fields.contains(test.field) { fields.append(test.field) }
    self.fields = fields
    switch plan.edit {
    case .removeException: meaning = .search(rule: Self.search)
    default:
      let literal = LiteralTests(tests) { field in fields.firstIndex(of: field) }
      meaning = literal.map(Meaning.literal) ?? .search(rule: Self.search)
    }
    switch plan.edit {
    case .allowRegion, .addException: isTakingBack = false
    case .disallowRegion, .removeException: isTakingBack = true
    }
  }

  /// - Parameter id: what to call the event in a refusal.
  @discardableResult
  public mutating func check(
    _ event: PickedEvent, id: @autoclosure () -> String
  ) throws(EditRefusal) -> EditOutcome {
    let before = matcher.matches(event, rule: Self.before)
    let after = matcher.matches(event, rule: Self.after)
    let isMeant =
      switch meaning {
      case .literal(let tests): tests.hold(for: event)
      case .search(let rule): matcher.matches(event, rule: rule)
      }
    let outcome: EditOutcome =
      switch (before, after) {
      case (true, true): .unaffected
      case (true, false): .silenced
      case (false, true): .restored
      case (false, false): .neverMatched
      }
    switch outcome {
    case .unaffected where isMeant && !isTakingBack:
      throw .disproven(event: id(), reason: "would still match, though the edit is meant for it")
    case .silenced where !isMeant || isTakingBack:
      throw .disproven(
        event: id(), reason: "would be silenced, though the edit is not meant for it")
    case .restored where !isMeant || !isTakingBack:
      throw .disproven(event: id(), reason: "would match, though it did not before")
    default: break
    }
    counts[outcome, default: 0] += 1
    return outcome
  }

  /// A rule whose condition is one of its searches.
  private static func rule(_ rule: Rule, asSearch name: String?) -> Rule {
    var rule = rule
    guard let name, let first = rule.detection.conditions.first else { return rule }
    rule.detection = Detection(
      node: rule.detection.node, searchIdentifiers: rule.detection.searchIdentifiers,
      conditions: [RuleCondition(node: first.node, expression: .identifier(name))])
    return rule
  }
}
