import SourceYAML

/// A Sigma filter: a document that narrows rules which others maintain, without touching them.
///
///     title: CI accounts
///     logsource: {product: aws, service: cloudtrail}
///     filter:
///       rules: [6b3c5d7e-2f4a-6b8c-1d3e-5f6a7b8c9d0e, create_user]     # or: any
///       selection:
///         userIdentity.userName|startswith: ci-
///       condition: not selection
///
/// A rule that it covers matches when its own condition holds *and* the filter's condition does.
/// Names of searches are the filter's own: they never meet those of the rule.
///
/// Source: Sigma filters specification 2.1; pySigma 2.0.1 `sigma/filters.py`.
public struct RuleFilter: Sendable {
  public enum Target: Sendable {
    /// Every rule whose log source the filter covers.
    case any
    case rules([Reference])
  }

  /// The id or name of a rule, with its place.
  public struct Reference: Sendable {
    public let text: String
    public let node: YAMLNode
  }

  public let id: String?
  public let title: String
  public let name: String?
  public let description: String?
  public let logsource: LogSource
  public let target: Target
  /// The searches and the one condition of the `filter` section.
  public let detection: Detection
  /// Index of its document in `RuleFile.documents`.
  public let documentIndex: Int
  /// Path of its file, as given.
  public let path: String

  /// What to call it in lists and journals: the id, or else the name, or else the title.
  public var identity: String { id ?? name ?? title }

  /// Whether rules of a log source can be narrowed: what the filter's log source specifies is the
  /// same there.
  public func covers(_ other: LogSource) -> Bool {
    let pairs = [
      (logsource.category, other.category), (logsource.product, other.product),
      (logsource.service, other.service),
    ]
    return pairs.allSatisfy { own, other in own == nil || own == other }
  }

  /// Whether the filter narrows a rule: it covers its log source, and names it or any.
  public func applies(to rule: Rule) -> Bool {
    guard covers(rule.logsource) else { return false }
    switch target {
    case .any: return true
    case .rules(let references):
      return references.contains { Self.keys(of: rule).contains(Self.key($0.text)) }
    }
  }

  /// What a rule is referred to by. Ids are UUIDs, in which case does not matter.
  static func keys(of rule: Rule) -> [String] {
    [rule.id.map(key), rule.name.map(key)].compactMap { $0 }
  }

  static func key(_ reference: String) -> String {
    RuleReader.isUUID(reference) ? reference.lowercased() : reference
  }
}

extension Rule {
  /// Whether what names one of the rules names the other too: a filter would narrow both.
  public func hasReference(of other: Rule) -> Bool {
    !Set(RuleFilter.keys(of: self)).isDisjoint(with: RuleFilter.keys(of: other))
  }

  /// The rule narrowed by those of the filters that apply to it, and by no others.
  public func narrowed(by filters: [RuleFilter]) -> Rule {
    var rule = self
    rule.filters = filters.filter { $0.applies(to: self) }
    return rule
  }
}
