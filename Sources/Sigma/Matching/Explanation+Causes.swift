extension Explanation {
  /// A part of a condition that decides its outcome.
  public enum Cause: Sendable, Hashable {
    /// A search that should hold and does not.
    case fails(String)
    /// A search that holds below a `not`.
    case excludes(String)
    /// A Sigma filter, by its index in `Rule.filters`.
    case filter(Int)
  }

  /// Why the rule does not match, in the rule's order; empty if it matches.
  ///
  ///     selection and not filter_ci        [.excludes("filter_ci")] for an event of CI
  public var causes: [Cause] {
    var seen: Set<Cause> = []
    return root.obstacles.filter { seen.insert($0).inserted }
  }
}

extension Explanation.Node {
  /// The causes why a part does not hold.
  fileprivate var obstacles: [Explanation.Cause] {
    guard !holds else { return [] }
    return switch kind {
    case .search(let name): [.fails(name)]
    case .filter(let index, _): [.filter(index)]
    case .not: children.flatMap(\.supports)
    case .and, .or, .oneOf, .allOf, .test: children.flatMap(\.obstacles)
    }
  }

  /// The causes why a part holds.
  private var supports: [Explanation.Cause] {
    guard holds else { return [] }
    return switch kind {
    case .search(let name): [.excludes(name)]
    case .not: children.flatMap(\.obstacles)
    case .and, .or, .oneOf, .allOf, .filter, .test: children.flatMap(\.supports)
    }
  }
}
