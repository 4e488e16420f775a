extension Explanation {
  /// A search or Sigma filter that decides whether a rule matches an event, with the field tests
  /// that decide it.
  ///
  ///     selection and not filter_ci                  for an event of CI in ap-east-1
  ///     filter_ci   isNegated, holds: userAgent = Jenkins/2.4   (matches Jenkins/*)
  public struct DecidingPart: Sendable, Hashable {
    public enum Subject: Sendable, Hashable {
      /// A search of the rule, by its name.
      case search(String)
      /// A Sigma filter, by its index in `Rule.filters`.
      case filter(Int)
    }

    public let subject: Subject
    /// Whether an odd number of `not` is around it.
    public let isNegated: Bool
    public let holds: Bool
    /// The tests that have the part's own result, in the rule's order: those that hold if it holds,
    /// those that fail if it does not.
    public fileprivate(set) var tests: [FieldTest]

    /// Whether it makes the rule match, rather than keeps it from matching.
    public var supportsMatch: Bool { holds != isNegated }
  }

  /// The parts that decide the outcome, in the rule's order, each once: all that keep the rule from
  /// matching, or all that make it match.
  public var decidingParts: [DecidingPart] {
    var parts: [DecidingPart] = []
    root.collectDecidingParts(isNegated: false, into: &parts)
    return parts
  }
}

extension Explanation.Node {
  fileprivate func collectDecidingParts(
    isNegated: Bool, into parts: inout [Explanation.DecidingPart]
  ) {
    switch kind {
    case .search(let name): add(.search(name), isNegated, to: &parts)
    case .filter(let index, _): add(.filter(index), isNegated, to: &parts)
    case .not:
      for child in children { child.collectDecidingParts(isNegated: !isNegated, into: &parts) }
    case .and, .or, .oneOf, .allOf, .test:
      // Of an `and` that fails, the parts that fail decide; of an `or` that holds, those that hold.
      for child in children where child.holds == holds {
        child.collectDecidingParts(isNegated: isNegated, into: &parts)
      }
    }
  }

  private func add(
    _ subject: Explanation.DecidingPart.Subject, _ isNegated: Bool,
    to parts: inout [Explanation.DecidingPart]
  ) {
    guard !parts.contains(where: { $0.subject == subject && $0.isNegated == isNegated }) else {
      return
    }
    var tests: [Explanation.FieldTest] = []
    collectDecidingTests(into: &tests)
    parts.append(
      Explanation.DecidingPart(
        subject: subject, isNegated: isNegated, holds: holds, tests: tests))
  }

  private func collectDecidingTests(into tests: inout [Explanation.FieldTest]) {
    switch kind {
    case .test(let test): tests.append(test)
    case .not: for child in children { child.collectDecidingTests(into: &tests) }
    case .and, .or, .oneOf, .allOf, .search, .filter:
      for child in children where child.holds == holds {
        child.collectDecidingTests(into: &tests)
      }
    }
  }
}
