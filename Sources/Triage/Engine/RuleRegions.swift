import Basics
import RuleEditing

/// The regions in the current rule.
///
///     regions.standing(of: "eu-central-1")   // .allowed: a filter names it
///     regions.standing(of: "eu-west-3")      // .allowedByPattern("eu-*")
///     regions.standing(of: "ap-east-1")      // .suspected: a selection names it
public struct RuleRegions: Sendable, Hashable {
  /// The rule's index in the session's rules.
  public let rule: Int
  public let allowlist: Allowlist
  /// The values of the placeholder with the allowed regions, if the rule uses one.
  public let placeholderRegions: [String]
  public let filters: [Filter]

  /// A Sigma filter that applies to the rule.
  public struct Filter: Sendable, Hashable {
    public let path: String
    public let allowlist: Allowlist
  }

  public enum Standing: Sendable, Hashable {
    case allowed
    /// A pattern of the allowlist covers it and others.
    case allowedByPattern(String)
    /// A placeholder's list has it.
    case allowedByPlaceholder(String)
    /// A Sigma filter in this file allows it.
    case allowedByFilter(String)
    case suspected
    /// A pattern of a selection covers it and others.
    case suspectedByPattern(String)
    /// The rule does not name it.
    case unnamed

    public var isAllowed: Bool {
      switch self {
      case .allowed, .allowedByPattern, .allowedByPlaceholder, .allowedByFilter: true
      case .suspected, .suspectedByPattern, .unnamed: false
      }
    }
  }

  public func standing(of region: String) -> Standing {
    func isSame(_ other: String) -> Bool { other.lowercased() == region.lowercased() }
    if allowlist.allowed.contains(where: isSame) { return .allowed }
    if let pattern = allowlist.pattern(covering: region) {
      return .allowedByPattern(pattern)
    }
    if let name = allowlist.placeholder,
      placeholderRegions.contains(where: { Allowlist.covers($0, region) })
    {
      return .allowedByPlaceholder(name)
    }
    if let filter = filters.first(where: { $0.allowlist.allows(region) }) {
      return .allowedByFilter(filter.path)
    }
    if allowlist.suspected.contains(where: isSame) { return .suspected }
    return allowlist.pattern(suspecting: region).map(Standing.suspectedByPattern) ?? .unnamed
  }

  /// Every region that it names, without patterns.
  public var named: [String] {
    allowlist.allowed + placeholderRegions.compactMap(Allowlist.region)
      + filters.flatMap(\.allowlist.allowed) + allowlist.suspected
  }
}

extension TriageEngine {
  public func regions(ofRule rule: Int) throws(TriageRefusal) -> RuleRegions {
    let (current, placeholders) = try version(ofRule: rule)
    let allowlist = Allowlist(current)
    let name = allowlist.placeholder?.trimmingPercentSigns
    return RuleRegions(
      rule: rule, allowlist: allowlist,
      placeholderRegions: name.flatMap { placeholders.values[$0] } ?? [],
      filters: current.filters.map { .init(path: $0.path, allowlist: Allowlist($0)) })
  }
}

extension String {
  /// `regions` of `%regions%`.
  fileprivate var trimmingPercentSigns: String {
    guard begins(with: "%"), ends(with: "%"), count > 2 else { return self }
    return String(dropFirst().dropLast())
  }
}
