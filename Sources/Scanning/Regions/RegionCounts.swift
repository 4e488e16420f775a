/// The number of events that a scan read in each region, whether or not a rule matched them. It
/// shows which regions are in daily use.
///
///     ap-east-1     41 events   3 principals   2026-02-09 … 2026-02-28
///     eu-central-1  5,201       48             2026-02-09 … 2026-02-28
///
/// Events that are delivered twice count twice: duplicates are recognised only among matches.
public struct RegionCounts: Sendable, Hashable {
  public var byRegion: [String: RegionCount] = [:]
  /// Events without an `awsRegion`, and of regions beyond the maximum number.
  public var others = 0

  public init() {}

  /// More regions than any log has that was not made to fill memory.
  static let maximumRegions = 512
}

/// The counts of one region.
public struct RegionCount: Sendable, Hashable {
  public var events = 0
  /// Different `userIdentity.arn`, counted up to `maximumPrincipals`.
  public var principals = 0
  /// The earliest and the latest `eventTime`, in milliseconds since 1970; `nil` if no event has
  /// one.
  public var times: ClosedRange<Int64>?

  public init() {}

  /// Beyond this it only matters that there are many.
  public static let maximumPrincipals = 1_000

  /// Whether there may be more principals than `principals`.
  public var hasMorePrincipals: Bool { principals >= Self.maximumPrincipals }
}
