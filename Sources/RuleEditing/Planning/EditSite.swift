/// Where a rule edit is made.
///
///     rules/unusual-region.yml    the rule's own detection
///     filters.yml                 a Sigma filter for the rule: updates of the rule do not undo it
///     placeholders.yml            the list of values that the rule takes its regions from
public enum EditSite: Sendable, Hashable {
  /// A rule: index in `rules` of the file before the edit, and the same in the file after it.
  case rule(Int)
  /// A filter: index in `filters` of the file before the edit (nil: the edit makes it) and after it
  /// (nil: the edit removes it).
  case filter(before: Int?, after: Int?)
  /// The values of a placeholder, by its name. The file holds no rules.
  case placeholder(String)

  /// The word of journals for it.
  public enum Kind: String, Sendable, Hashable, Codable {
    case rule, filters, placeholders
  }

  public var kind: Kind {
    switch self {
    case .rule: .rule
    case .filter: .filters
    case .placeholder: .placeholders
    }
  }
}
