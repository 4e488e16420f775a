import Basics

/// Selects log files by their paths: the wanted accounts, regions and times.
///
/// ```
/// until 2026-03-02T00:00:00Z, regions eu-west-1:
/// …/111122223333/CloudTrail/eu-west-1/2026/03/30/    read: late deliveries
/// …/111122223333/CloudTrail/eu-west-1/2026/04/02/    pruned
/// …/111122223333/CloudTrail/us-east-1/2026/          pruned
/// ```
///
/// Accounts and times skip only folders that can't have wanted events. The records in all other
/// folders still have to be checked one by one.
public struct LogSelection: Sendable, Hashable {
  /// Twelve digits each; empty: all.
  public var accounts: Set<String>
  /// Regions whose folders are read; empty: all. Folders of other regions can have events of these
  /// regions too: a trail for a single region keeps global events in its own folder, as did global
  /// services (IAM, STS, CloudFront) before 22 November 2021. Source: AWS CloudTrail user guide,
  /// "CloudTrail concepts", "About global service events".
  public var regions: Set<String>
  /// Events at or after, and before, in milliseconds since 1970.
  public var since: Int64?
  public var until: Int64?

  /// The longest time from an event to its delivery. It usually is "an average of about 5 minutes";
  /// but if a bucket can't be written to, "CloudTrail will attempt to redeliver the log files to
  /// your S3 bucket for 30 days". Source: AWS CloudTrail user guide, "Getting and viewing your
  /// CloudTrail log files".
  public static let lateDelivery: Int64 = 30 * 24 * 3_600_000

  public init(
    accounts: Set<String> = [], regions: Set<String> = [], since: Int64? = nil, until: Int64? = nil
  ) {
    self.accounts = accounts
    self.regions = regions
    self.since = since
    self.until = until
  }

  /// Whether everything is selected.
  public var isAll: Bool { accounts.isEmpty && regions.isEmpty && since == nil && until == nil }

  /// Why a folder can't have selected events; nil if it may.
  func pruning(_ folder: S3LogPath) -> SkipReason.Pruning? {
    if !accounts.isEmpty, !accounts.contains(folder.account) { return .account }
    if !regions.isEmpty, let region = folder.region, !regions.contains(region) { return .region }
    guard let days = folder.days else { return nil }
    if let since, days.upperBound < Self.day(since) { return .before }
    if let until, days.lowerBound > Self.day(until + Self.lateDelivery) { return .after }
    return nil
  }

  /// Whether a folder can't have selected events.
  public func isPruned(_ folder: S3LogPath) -> Bool { pruning(folder) != nil }

  /// Whether no folder of a day (`2026-03-01`) can have selected events.
  public func isOutside(day: String) -> Bool {
    if let since, day < Self.day(since) { return true }
    if let until, day > Self.day(until + Self.lateDelivery) { return true }
    return false
  }

  /// `2026-03-01`
  private static func day(_ milliseconds: Int64) -> String {
    CivilTime(milliseconds: milliseconds).date.description
  }
}
