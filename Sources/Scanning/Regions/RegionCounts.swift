/// How many events a scan read of each region, whether or not a rule matched them: what tells a region in daily use from
/// one where nobody works.
///
///     ap-east-1     41 events   3 principals   2026-02-09 … 2026-02-28
///     eu-central-1  5,201       48             2026-02-09 … 2026-02-28
///
/// Events delivered twice count twice: only those that match are told apart.
public struct RegionCounts: Sendable, Hashable {
  public var byRegion: [String: RegionCount] = [:]
  /// Events without an `awsRegion`, and those of regions beyond the number that is kept apart.
  public var others = 0

  public init() {}

  /// No log has as many regions, unless someone made it to fill memory.
  static let maximumRegions = 512
}

/// What a scan read of one region.
public struct RegionCount: Sendable, Hashable {
  public var events = 0
  /// Different `userIdentity.arn`, counted up to `maximumPrincipals`.
  public var principals = 0
  /// The earliest and the latest `eventTime`, in milliseconds since 1970; `nil` when no event has one.
  public var times: ClosedRange<Int64>?

  public init() {}

  /// From here on it only matters that there are many.
  public static let maximumPrincipals = 1_000

  /// Whether there may be more principals than `principals`.
  public var hasMorePrincipals: Bool { principals >= Self.maximumPrincipals }
}
