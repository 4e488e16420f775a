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

/// A rule with the values that its placeholders have.
public typealias RuleVersion = (rule: Rule, placeholders: Placeholders)

/// The second half of the promise: runs the old and the new rule over events, and each time the
/// new one must be the old one *and not* the edit.
///
///     var verifier = try EditVerifier(plan: plan, before: (old, values), after: (new, values))
///     let event = PickedEvent(trie: FieldTrie(fields: verifier.fields))
///     for hit in hits {
///       _ = try event.read(hit.bytes)
///       let outcome = try verifier.check(event, id: hit.eventID)
///     }
///     verifier.counts[.silenced]   // how many hits the edit silences
///
/// The rules are given as they stand among all files, with the filters that narrow them: an edit of
/// a filter document or of a placeholder's values changes them too. What the edit means is decided
/// by an evaluator of its own, from the analyst's literal texts.
public struct EditVerifier: Sendable {
  /// The fields to pick. The events given to `check` come from a trie whose first slots are these.
  public let fields: [String]
  /// How many events had which outcome so far.
  public private(set) var counts: [EditOutcome: Int] = [:]

  private let matcher: RuleMatcher
  /// The events that the edit is to silence, and those that it lets the rule match again.
  private let silencing: [Meaning]
  private let restoring: [Meaning]

  private enum Meaning: Sendable {
    case anything
    case literal(LiteralTests)
    /// A search decides: index of a rule that is nothing but that search.
    case search(rule: Int)
  }

  private static let before = 0
  private static let after = 1

  /// - Throws: `wouldNotLoad`, when a rule cannot be compiled (a placeholder is not defined).
  public init(
    plan: EditPlan, before: RuleVersion, after: RuleVersion
  ) throws(EditRefusal) {
    var rules = [before, after]
    var silencing: [Wanted] = []
    var restoring: [Wanted] = []
    /// The filter's index among the rules to run, as a rule of its own.
    func search(_ plan: EditPlan, in detection: Detection?, of version: RuleVersion) -> Int? {
      guard let name = plan.filterName, let detection,
        let rule = Self.rule(version.rule, asSearch: name, of: detection)
      else { return nil }
      rules.append((rule, version.placeholders))
      return rules.count - 1
    }
    func add(_ edit: RuleEdit, _ plan: EditPlan) {
      switch edit {
      case .allowRegion(let region):
        silencing.append(Wanted(tests: [.init(field: RegionList.field, values: [region])]))
      case .disallowRegion(let region):
        restoring.append(Wanted(tests: [.init(field: RegionList.field, values: [region])]))
      case .addException(let exception):
        silencing.append(
          Wanted(
            tests: exception.tests, search: search(plan, in: plan.detectionAfter, of: after)))
      case .removeException:
        restoring.append(Wanted(search: search(plan, in: plan.detectionBefore, of: before)))
      case .changeException(_, let exception):
        silencing.append(
          Wanted(
            tests: exception.tests, search: search(plan, in: plan.detectionAfter, of: after)))
        restoring.append(Wanted(search: search(plan, in: plan.detectionBefore, of: before)))
      case .matchAllRegions: restoring.append(Wanted(isAnything: true))
      case .setExpiry: break
      case .several(let edits):
        // An edit that is taken back after others changed the file has no steps.
        if plan.steps.isEmpty {
          for edit in edits { add(edit, plan) }
        } else {
          for step in plan.steps { add(step.edit, step) }
        }
      }
    }
    if plan.steps.isEmpty {
      add(plan.edit, plan)
    } else {
      for step in plan.steps { add(step.edit, step) }
    }
    do {
      matcher = try RuleMatcher(rules)
    } catch {
      throw .wouldNotLoad(message: error.diagnostics.first?.message ?? "it cannot be compiled")
    }
    var fields = matcher.fields
    for test in (silencing + restoring).flatMap(\.tests) where !fields.contains(test.field) {
      fields.append(test.field)
    }
    self.fields = fields
    func meanings(_ wanted: [Wanted]) -> [Meaning] {
      wanted.compactMap { one in
        if one.isAnything { return .anything }
        let literal =
          one.tests.isEmpty ? nil : LiteralTests(one.tests) { fields.firstIndex(of: $0) }
        return literal.map(Meaning.literal) ?? one.search.map(Meaning.search)
      }
    }
    self.silencing = meanings(silencing)
    self.restoring = meanings(restoring)
  }

  /// What events an edit is for: by the analyst's texts, or else by the search that was written.
  private struct Wanted {
    var tests: [RuleException.FieldTest] = []
    var search: Int?
    var isAnything = false
  }

  /// - Parameter id: what to call the event in a refusal.
  @discardableResult
  public mutating func check(
    _ event: PickedEvent, id: @autoclosure () -> String
  ) throws(EditRefusal) -> EditOutcome {
    let before = matcher.matches(event, rule: Self.before)
    let after = matcher.matches(event, rule: Self.after)
    let outcome: EditOutcome =
      switch (before, after) {
      case (true, true): .unaffected
      case (true, false): .silenced
      case (false, true): .restored
      case (false, false): .neverMatched
      }
    switch outcome {
    case .unaffected where holds(silencing, event):
      throw .disproven(event: id(), reason: "would still match, though the edit is meant for it")
    case .silenced where !holds(silencing, event):
      throw .disproven(
        event: id(), reason: "would be silenced, though the edit is not meant for it")
    case .restored where !holds(restoring, event) || holds(silencing, event):
      throw .disproven(event: id(), reason: "would match, though it did not before")
    default: break
    }
    counts[outcome, default: 0] += 1
    return outcome
  }

  /// Whether an event is one of those that an edit is for.
  private func holds(_ meanings: [Meaning], _ event: PickedEvent) -> Bool {
    meanings.contains { holds($0, event) }
  }

  private func holds(_ meaning: Meaning, _ event: PickedEvent) -> Bool {
    switch meaning {
    case .anything: true
    case .literal(let tests): tests.hold(for: event)
    case .search(let rule): matcher.matches(event, rule: rule)
    }
  }

  /// A rule whose condition is one of the searches of a detection; nil if it has no such search.
  private static func rule(
    _ rule: Rule, asSearch name: String, of detection: Detection
  ) -> Rule? {
    guard let search = detection.searchIdentifiers[name] else { return nil }
    var rule = rule
    rule.filters = []
    rule.detection = Detection(
      node: detection.node, searchIdentifiers: [name: search],
      conditions: [RuleCondition(node: search.key, expression: .identifier(name))])
    return rule
  }
}
