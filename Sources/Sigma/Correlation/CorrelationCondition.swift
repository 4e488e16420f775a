/// The condition on the contents of a correlation's time span.
public enum CorrelationCondition: Sendable {
  /// `{gte: 10}`, or a range: `{gt: 100, lte: 200}`. All bounds have to hold.
  case bounds([Bound])
  /// `list_call and (create_key or attach_policy)`: the rules that must have matched.
  case expression(Condition)

  public struct Bound: Sendable, Hashable {
    public enum Relation: String, Sendable, CaseIterable {
      case gt, gte, lt, lte, eq, neq
    }

    public let relation: Relation
    public let value: Double

    func holds(for measure: Double) -> Bool {
      switch relation {
      case .gt: measure > value
      case .gte: measure >= value
      case .lt: measure < value
      case .lte: measure <= value
      case .eq: measure == value
      case .neq: measure != value
      }
    }
  }
}

extension Condition {
  /// Whether an expression over rules holds. `isPresent` says whether a rule has matched.
  func holds(_ isPresent: (String) -> Bool) -> Bool {
    switch self {
    case .and(let parts): parts.allSatisfy { $0.holds(isPresent) }
    case .or(let parts): parts.contains { $0.holds(isPresent) }
    case .not(let part): !part.holds(isPresent)
    case .identifier(let name): isPresent(name)
    // `CorrelationReader` refuses quantifiers.
    case .oneOf, .allOf: false
    }
  }

  /// Whether it has `1 of` or `all of`.
  var hasQuantifier: Bool {
    switch self {
    case .and(let parts), .or(let parts): parts.contains(where: \.hasQuantifier)
    case .not(let part): part.hasQuantifier
    case .identifier: false
    case .oneOf, .allOf: true
    }
  }
}
