import Baseline
import CloudTrail
import Sigma

/// What to scan for, and how.
public struct ScanRequest: Sendable {
  public var matcher: RuleMatcher
  /// Files, folders, `-` for standard input.
  public var logs: [String]
  /// Fields whose texts each hit has, as dotted paths.
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
  /// Only events of these accounts and regions; empty: all.
  public var accounts: Set<String> = []
  public var regions: Set<String> = []
  /// Keeps events that may be out of scope, and counts them.
  public var keepsUnplaced = true
  /// Skips the folders of other regions.
  public var onlyRegionFolders = false
  /// Counts all events by region, to decide which regions are normal.
  public var countsRegions = false
  /// Counts all events for the baseline.
  package var baseline: BaselineRequest?
  /// Counts the events that exceptions silence, and keeps so many; nil: does not look for them. The
  /// matcher must have been made for that (`tellsSilenced`).
  public var silenced: SilencedLimits?
  /// The matcher's last rules are older texts of others: what only they match is kept like silenced
  /// events, as a hit of the rule with this index.
  public var formerRules: [Int] = []
  /// Watches the folders for new files until the scan is stopped.
  public var follows = false
  /// The correlations over the hits of all files.
  public var correlations = CorrelationSet()
  public var correlationBounds = CorrelationBounds()
  /// Sends hits in the order of the input (files as discovered, records in file order), whatever
  /// the number of jobs. Otherwise they are sent as they are found, so that the first ones appear
  /// sooner.
  public var keepsInputOrder = false

  public init(matcher: RuleMatcher, logs: [String], columns: [String], jobs: Int) {
    self.matcher = matcher
    self.logs = logs
    self.columns = columns
    self.jobs = max(1, jobs)
  }

  /// Applies the scan options of a session.
  public mutating func adopt(_ options: ScanOptions) {
    matchesAnyRecord = options.anyRecord
    keepsDuplicates = options.keepDuplicates
    since = options.since
    until = options.until
    accounts = Set(options.accounts ?? [])
    regions = Set(options.regions ?? [])
    onlyRegionFolders = options.onlyRegionFolders ?? false
  }

  /// The logs that have to be opened.
  var logSelection: LogSelection {
    // If records need not be CloudTrail's, its folder layout says nothing about them.
    if matchesAnyRecord { return LogSelection() }
    return LogSelection(
      accounts: accounts, regions: onlyRegionFolders ? regions : [], since: since, until: until)
  }
}
