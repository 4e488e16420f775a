/// Why a rule matched an event, or why not.
///
///     selection and not filter
///     ├─ selection                       holds
///     │  └─ awsRegion = ap-east-1        holds: 'ap-east-1'
///     └─ not                             holds
///        └─ filter                       does not hold
public struct Explanation: Sendable, Hashable {
  public struct Node: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case and, or, not
      /// `1 of …` and `all of …`, with the pattern or `them`.
      case oneOf(String), allOf(String)
      /// A search by its name; its children are tests, or alternatives (`and`) of tests.
      case search(String)
      case test(FieldTest)
      /// A Sigma filter, by its index in `Rule.filters`; its child is the filter's condition.
      case filter(Int, title: String)
    }

    public let kind: Kind
    public let holds: Bool
    public let children: [Node]
  }

  /// One comparison of a field with the values of the rule.
  public struct FieldTest: Sendable, Hashable {
    /// The search that it is part of.
    public let search: String
    /// nil for keywords.
    public let field: String?
    public let modifiers: [String]
    /// The values as written in the rule, unquoted. With `all` the one value of this test.
    public let patterns: [String]
    /// The one of `patterns` that matched.
    public let matchedPattern: String?
    /// The event's text that matched, maybe one inside an object; if none did, the first one. nil
    /// if the field is missing.
    public let seen: String?
    /// With `neq` already applied.
    public let holds: Bool
  }

  public let matched: Bool
  public let root: Node

  /// The tests that made the rule match, in the rule's order, for the screen. None below a `not`;
  /// empty if the rule did not match.
  public var reasons: [FieldTest] {
    var found: [FieldTest] = []
    if matched { Self.collect(root, into: &found) }
    return found
  }

  /// The filters that keep the rule from matching, as indices in `Rule.filters`: the rule's own
  /// condition holds and theirs do not. Empty if the rule matched, or does not match without
  /// filters either.
  public var silencingFilters: [Int] {
    guard case .and = root.kind, root.children.first?.holds == true else { return [] }
    return root.children.compactMap { child in
      if case .filter(let index, _) = child.kind, !child.holds { index } else { nil }
    }
  }

  private static func collect(_ node: Node, into found: inout [FieldTest]) {
    guard node.holds else { return }
    switch node.kind {
    case .test(let test): found.append(test)
    case .not: break
    case .and, .or, .oneOf, .allOf, .search, .filter:
      for child in node.children { collect(child, into: &found) }
    }
  }
}
