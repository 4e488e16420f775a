/// A Sigma correlation rule: a document about what other rules match over time.
///
///     title: Many failed sign-ins
///     name: many_failed
///     correlation:
///       type: event_count
///       rules: [failed_signin]
///       group-by: [userIdentity.arn]
///       timespan: 10m
///       condition: {gte: 10}
///     level: high
///
/// Source: Sigma correlation rules specification 2.1. Two things are older than that text or go
/// beyond it, and are read as in pySigma 2.0.1 (`sigma/correlations.py`): the type `value_median`,
/// and a condition that is an expression over the rules.
public struct Correlation: Sendable {
  /// The id or name of a rule, or its title, with its place.
  public typealias Reference = RuleFilter.Reference

  public let id: String?
  public let title: String
  public let name: String?
  /// Lower case: informational, low, medium, high, critical.
  public let level: String?
  public let status: String?
  public let description: String?
  public let tags: [String]
  public let falsepositives: [String]

  public let type: CorrelationType
  /// The rules and correlations that it uses, in the order of `temporal_ordered`. Without a `rules`
  /// list they are those in the condition's expression.
  public let rules: [Reference]
  /// Fields or aliases. Events with the same values there are counted together; without fields, all
  /// events are.
  public let groupBy: [Reference]
  public let timespan: Timespan
  public let condition: CorrelationCondition
  /// `condition.field`: fields or aliases whose values count, together.
  public let valueFields: [Reference]
  /// `condition.percentile`, of a `value_percentile`; 50 of a `value_median`.
  public let percentile: Double
  public let aliases: [Alias]
  /// Whether the rules that it uses also report their own hits.
  public let generates: Bool

  /// Index of its document in `RuleFile.documents`.
  public let documentIndex: Int
  /// Path of its file, as given.
  public let path: String

  /// One name for fields with different names in the events of different rules.
  ///
  ///     who:
  ///       create_key: requestParameters.userName
  ///       failed_signin: userIdentity.userName
  public struct Alias: Sendable {
    public let name: String
    public let fields: [(rule: Reference, field: String)]
  }

  /// As for a rule: how many before it in its file have the same id, name and title.
  public var variant = 0
  /// As for a rule: the path of its file, set if a rule of another file has the same id.
  public var distinguishingPath: String?

  /// The identity in alerts: the id, else the name, else the title, made unique like those of
  /// rules.
  public var identity: String {
    let base = id ?? name ?? title
    let own = variant == 0 ? base : "\(base)#\(variant + 1)"
    return distinguishingPath.map { "\(own)@\($0)" } ?? own
  }
}
