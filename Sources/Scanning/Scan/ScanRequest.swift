import CloudTrail
import Sigma

/// What to scan for, and how.
public struct ScanRequest: Sendable {
  public var matcher: RuleMatcher
  /// Files, folders, `-` for standard input.
  public var logs: [String]
  /// Fields whose texts each hit carries, as dotted paths.
  public var columns: [String]
  /// Worker threads.
  public var jobs: Int
  /// Matches every JSON object, CloudTrail or not.
  public var matchesAnyRecord = false
  /// Keeps hits whose eventID was seen before.
  public var keepsDuplicates = false
  /// Only events at or after this time, and before that one, in milliseconds since 1970.
  public var since: Int64?
  public var until: Int64?
  /// Only events that these accounts received, and of these regions; empty: all.
  public var accounts: Set<String> = []
  public var regions: Set<String> = []
  /// Keeps events of which nobody can tell whether they are asked for, and counts them.
  public var keepsUnplaced = true
  /// Leaves files below the folders of other regions unopened.
  public var onlyRegionFolders = false
  /// Counts all events by region, for those who decide which regions are normal.
  public var countsRegions = false
  /// Waits for files that come into the folders, until the scan is stopped.
  public var follows = false
  /// What to look for in the hits of all files together.
  public var correlations = CorrelationSet()
  public var correlationBounds = CorrelationBounds()
  /// Delivers hits in the order of the input (files as discovered, records in file order), whatever the number of jobs.
  /// Without it they come as they are found, which shows the first ones sooner.
  public var keepsInputOrder = false

  public init(matcher: RuleMatcher, logs: [String], columns: [String], jobs: Int) {
    self.matcher = matcher
    self.logs = logs
    self.columns = columns
    self.jobs = max(1, jobs)
  }

  /// Takes over what a session keeps of the way it scans.
  public mutating func adopt(_ options: ScanOptions) {
    matchesAnyRecord = options.anyRecord
    keepsDuplicates = options.keepDuplicates
    since = options.since
    until = options.until
    accounts = Set(options.accounts ?? [])
    regions = Set(options.regions ?? [])
    onlyRegionFolders = options.onlyRegionFolders ?? false
  }

  /// What of the logs has to be opened for that.
  var logSelection: LogSelection {
    // Without CloudTrail's own fields, its layout says nothing about a record.
    if matchesAnyRecord { return LogSelection() }
    return LogSelection(
      accounts: accounts, regions: onlyRegionFolders ? regions : [], since: since, until: until)
  }
}
