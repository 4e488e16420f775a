import SourceYAML

/// A Sigma filter: a document that narrows rules of others without changing them.
///
///     title: CI accounts
///     logsource: {product: aws, service: cloudtrail}
///     filter:
///       rules: [6b3c5d7e-2f4a-6b8c-1d3e-5f6a7b8c9d0e, create_user]     # or: any
///       selection:
///         userIdentity.userName|startswith: ci-
///       condition: not selection
///
/// A rule that it covers matches if both its own condition and the filter's condition hold. Names
/// of searches are local to the filter.
///
/// Source: Sigma filters specification 2.1; pySigma 2.0.1 `sigma/filters.py`.
public struct RuleFilter: Sendable {
  public enum Target: Sendable {
    /// Every rule with a log source that the filter covers.
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

  /// Its identity in lists and journals: the id, else the name, else the title.
  public var identity: String { id ?? name ?? title }

  /// Whether it covers a log source: everything that the filter's log source specifies is the same
  /// there.
  public func covers(_ other: LogSource) -> Bool {
    let pairs = [
      (logsource.category, other.category), (logsource.product, other.product),
      (logsource.service, other.service),
    ]
    return pairs.allSatisfy { own, other in own == nil || own == other }
  }

  /// Whether the filter applies to a rule: it covers its log source, and names it or any.
  public func applies(to rule: Rule) -> Bool {
    guard covers(rule.logsource) else { return false }
    switch target {
    case .any: return true
    case .rules(let references):
      return references.contains { Self.keys(of: rule).contains(Self.key($0.text)) }
    }
  }

  /// The references to a rule. Ids are UUIDs, in which case does not matter.
  static func keys(of rule: Rule) -> [String] {
    [rule.id.map(key), rule.name.map(key)].compactMap { $0 }
  }

  static func key(_ reference: String) -> String {
    RuleReader.isUUID(reference) ? reference.lowercased() : reference
  }
}

extension Rule {
  /// Whether a reference to one of the rules also names the other: a filter would apply to both.
  public func hasReference(of other: Rule) -> Bool {
    !Set(RuleFilter.keys(of: self)).isDisjoint(with: RuleFilter.keys(of: other))
  }

  /// The rule with the filters that apply to it.
  public func narrowed(by filters: [RuleFilter]) -> Rule {
    var rule = self
    rule.filters = filters.filter { $0.applies(to: self) }
    return rule
  }
}
