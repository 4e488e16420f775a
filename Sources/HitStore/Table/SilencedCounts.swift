import Sigma

/// How many events the exceptions of each rule silence: exact, however few of them are kept.
///
///     rule 0   by {allowed_regions}              ap-east-1      4 events, 4 kept, last 2026-11-02T…
///     rule 0   by {allowed_regions, build}       ap-east-1      2 events, 2 kept, last 2026-11-01T…
///
/// An event that one exception silences comes back when that one is taken back; one that several
/// silence, when all of them are.
public struct SilencedCounts: Sendable, Hashable {
  /// Events of one rule and region that the same exceptions silence.
  public struct Group: Sendable, Hashable {
    public let rule: Int
    /// Indices in `silencers` of the rule; empty for events that only an older text matched.
    public let by: SilencerSet
    /// Empty for events without a region, and for those of regions beyond the maximum number.
    public let region: String

    package init(rule: Int, by: SilencerSet, region: String) {
      (self.rule, self.by, self.region) = (rule, by, region)
    }
  }

  public struct Count: Sendable, Hashable {
    public var events = 0
    /// How many of them are kept, and can be listed.
    public var kept = 0
    /// The latest `eventTime` in milliseconds since 1970.
    public var last: Int64?

    public init() {}

    public static func += (sum: inout Count, more: Count) {
      sum.events += more.events
      sum.kept += more.kept
      if let last = more.last { sum.last = max(sum.last ?? last, last) }
    }
  }

  public private(set) var groups: [Group: Count] = [:]
  /// The exceptions of each rule, in the scan's order.
  public private(set) var silencers: [[Silencer]]

  public init(silencers: [[Silencer]] = []) { self.silencers = silencers }

  package mutating func add(_ count: Count, to group: Group) {
    groups[group, default: Count()] += count
  }

  /// The counts of all rules together, or of one.
  public func total(ofRule rule: Int? = nil) -> Count {
    groups.reduce(into: Count()) { sum, group in
      if !group.key.by.isEmpty, rule == nil || group.key.rule == rule { sum += group.value }
    }
  }

  /// The events that are only counted, by rule.
  public var unkeptByRule: [Int: Int] {
    groups.reduce(into: [:]) { sums, group in
      let unkept = group.value.events - group.value.kept
      if unkept > 0, !group.key.by.isEmpty { sums[group.key.rule, default: 0] += unkept }
    }
  }

  /// The events of a rule that are only counted, by region.
  public func unkeptByRegion(ofRule rule: Int) -> [String: Int] {
    groups.reduce(into: [:]) { sums, group in
      let unkept = group.value.events - group.value.kept
      if unkept > 0, group.key.rule == rule { sums[group.key.region, default: 0] += unkept }
    }
  }

  /// What an exception silences alone, and together with others.
  public func counts(of silencer: Silencer, rule: Int) -> (alone: Count, shared: Count) {
    var counts = (alone: Count(), shared: Count())
    guard silencers.indices.contains(rule),
      let index = silencers[rule].firstIndex(of: silencer)
    else { return counts }
    for (group, count) in groups where group.rule == rule && group.by.contains(index) {
      if group.by.count == 1 { counts.alone += count } else { counts.shared += count }
    }
    return counts
  }

  /// Replaces the counts of one rule by those of another scan, in which it has another index.
  public mutating func replace(rule: Int, by other: SilencedCounts, rule index: Int) {
    groups = groups.filter { $0.key.rule != rule }
    while silencers.count <= rule { silencers.append([]) }
    silencers[rule] = other.silencers.indices.contains(index) ? other.silencers[index] : []
    for (group, count) in other.groups where group.rule == index {
      add(count, to: Group(rule: rule, by: group.by, region: group.region))
    }
  }
}
