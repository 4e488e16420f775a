import Sigma

/// The regions that a rule accepts as normal and those that it suspects, as its text says.
///
///     let regions = Allowlist(rule)
///     regions.allowed      // ["us-east-1"]: in a filter on awsRegion that the condition excludes
///     regions.suspected    // ["ap-east-1", "af-south-1"]: in a selection's awsRegion
///
/// Entries with wildcards are patterns, not regions; they are in `allowedPatterns`. So are entries
/// under `awsRegion|startswith`, with the wildcard that they stand for.
public struct Allowlist: Sendable, Hashable {
  /// In file order, each region once, as the rule spells it.
  public let allowed: [String]
  public let allowedPatterns: [String]
  /// Listed in a selection and not allowed by a filter.
  public let suspected: [String]
  public let suspectedPatterns: [String]
  /// The filter to which `allow` adds; nil when it would make a new one.
  public let filterName: String?
  /// The placeholder that holds the allowed regions, `%regions%`, where the rule uses one.
  public let placeholder: String?

  /// The regions that a filter beside the rule accepts.
  public init(_ filter: RuleFilter) { self.init(filter.detection) }

  public init(_ rule: Rule) { self.init(rule.detection) }

  /// The regions that one exception accepts.
  public init(_ detection: Detection, only exception: String) {
    self.init(detection, lists: detection.allowedRegionLists.filter { $0.identifier == exception })
  }

  /// - Parameter exception: an exception that does not count.
  init(_ detection: Detection, except exception: String? = nil) {
    self.init(detection, lists: detection.allowedRegionLists.filter { $0.identifier != exception })
  }

  private init(_ detection: Detection, lists: [RegionList]) {
    var seen: Set<String> = []
    allowed = lists.flatMap(\.literals).filter { seen.insert($0.lowercased()).inserted }
    allowedPatterns = lists.flatMap(\.patterns)
    let suspects = detection.suspectedRegionLists
    suspected = suspects.flatMap(\.literals).filter { seen.insert($0.lowercased()).inserted }
    suspectedPatterns = suspects.flatMap(\.patterns)
    filterName = lists.first { $0.part == .whole }?.identifier
    placeholder = detection.placeholderOfAllowedRegions?.placeholder
  }

  /// Whether the rule accepts events from the region whatever else they are.
  public func allows(_ region: String) -> Bool {
    allowed.contains { $0.lowercased() == region.lowercased() }
      || allowedPatterns.contains { TextPattern(parsing: $0).matches(region) }
  }
}
