import Baseline
import Basics
import CloudTrail
import HitStore

/// The records of a scan, each counted once:
/// `total = matched + unmatched + duplicate + notEvent + bad`.
public struct ScanCounts: Sendable, Hashable {
  public var total = 0
  public var matched = 0
  /// Events that no rule matched, and those outside `--since`, `--until`, `--account`, `--region`.
  public var unmatched = 0
  /// Matched events with an eventID that had matched before.
  public var duplicate = 0
  public var notEvent = 0
  public var bad = 0
  /// Matched and unmatched events that may be out of scope.
  public var unplaced = UnplacedEvents()
  /// The events by region, if requested.
  public var regions = RegionCounts()
  /// What exceptions silence, if requested. These events count as unmatched above.
  public var silenced = SilencedCounts()

  public init() {}
}

/// The progress of a scan.
public struct ScanProgress: Sendable, Hashable {
  public var filesDone = 0
  public var filesTotal = 0
  /// Compressed bytes, as on disk. The total is 0 if it is unknown (standard input).
  public var bytesDone: Int64 = 0
  public var bytesTotal: Int64 = 0

  /// Events read so far, including those of unfinished files.
  public var events = 0
  /// Whether there may be more files than found so far, so that the rest is unknown.
  public var isListing = false
  /// Seconds since the scan began.
  public var seconds: Double = 0

  public init() {}

  /// 0 to 1.
  public var fraction: Double {
    if isListing { return 0 }
    if bytesTotal > 0 { return min(1, Double(bytesDone) / Double(bytesTotal)) }
    return filesTotal > 0 ? Double(filesDone) / Double(filesTotal) : 0
  }
}

/// A file that was read only in part.
public struct DamagedFile: Sendable, Hashable {
  public let path: String
  public let damage: String
}

/// A file with records, but no events.
public struct EventlessFile: Sendable, Hashable {
  public let path: String
  /// What the records seem to be.
  public let kind: RecordKind
  public let recordCount: Int

  /// Whether events may be lost in it.
  public var isFailure: Bool { !kind.neverHoldsEvents }

  public init(path: String, kind: RecordKind, recordCount: Int) {
    self.path = path
    self.kind = kind
    self.recordCount = recordCount
  }
}

/// The result of a scan, with every file and every record accounted for.
public struct ScanReport: Sendable {
  public var counts = ScanCounts()
  public var filesRead = 0
  public var skipped: [SkippedInput] = []
  public var damaged: [DamagedFile] = []
  public var eventless: [EventlessFile] = []
  /// The number of records of each kind, except ordinary events.
  public var recordKinds: [RecordKind: Int] = [:]
  public var compressedBytes: Int64 = 0
  public var inflatedBytes: Int64 = 0
  public var seconds: Double = 0
  /// The result of the correlations, if there are any.
  public var correlation: CorrelationReport?
  /// Whether it was stopped before the end.
  public var wasStopped = false
  /// Whether it watches for new files.
  public var isFollowing = false
  /// Why some hits are missing: they could not be kept.
  public var storageFailure: String?
  /// Why it does not watch, although it should.
  public var unfollowed: String?

  public init() {}

  /// The counts of all events for the baseline, if requested.
  package var baselineCells: BaselineCells?

  /// What the counts say; nil if they were not requested, or without events in the window.
  package var baselineReport: BaselineReport?
  /// Evidence by region and day of the window, for charts.
  package var baselineDays: [String: [Int]] = [:]

  /// Judges the counts, which are dropped unless more files may come.
  mutating func judge(_ request: BaselineRequest) {
    guard var cells = baselineCells else { return }
    cells.skipped += counts.notEvent + counts.bad
    baselineReport = BaselineReport(
      cells, request, unreadableFiles: failedInputs.count + damaged.count)
    baselineDays = baselineReport.map { cells.evidenceByDay(in: $0) } ?? [:]
    if !isFollowing { baselineCells = nil }
  }

  /// The inputs as given.
  var given: Set<String> = []

  /// Skipped files that have events, or should, and could not be read. Skipping a file because of
  /// its kind (a digest, an empty file, a licence among the logs) is not a failure.
  public private(set) var failedInputs: [SkippedInput] = []

  /// Skipped files that were given by name and have no events: an empty file, a folder of digests.
  /// They are reported, but are not failures.
  public private(set) var eventlessInputs: [SkippedInput] = []

  /// Sorts the lists when they are complete.
  mutating func sortOut() {
    skipped.sort { $0.path < $1.path }
    damaged.sort { $0.path < $1.path }
    eventless.sort { ($0.kind, $0.path) < ($1.kind, $1.path) }
    eventlessInputs = skipped.filter {
      ($0.reason == .empty || $0.reason == .digest) && given.contains($0.path)
    }
    failedInputs = skipped.filter { input in
      switch input.reason {
      case .notAFile: given.contains(input.path)
      case .notJSON, .tableOfFields: given.contains(input.path) || Self.isNamedLikeALog(input.path)
      default: input.reason.isFailure
      }
    }
  }

  /// Skipped files; a skipped folder counts with all its files.
  public var skippedFileCount: Int { skipped.reduce(0) { $0 + $1.fileCount } }

  /// Files that were not opened, since their path shows that they are out of scope.
  public var prunedFileCount: Int {
    skipped.reduce(0) { count, input in
      if case .pruned = input.reason { count + input.fileCount } else { count }
    }
  }

  /// Whether a given input does not exist. The others are still read.
  public var lacksAnInput: Bool {
    failedInputs.contains { $0.reason == .notFound && given.contains($0.path) }
  }

  /// Whether a given input could not be read, or only in part.
  public var hasFailures: Bool {
    !damaged.isEmpty || !failedInputs.isEmpty || unfollowed != nil || storageFailure != nil
      || eventless.contains(where: \.isFailure)
      || correlation?.isIncomplete == true
  }

  /// Names of real logs: `x.json`, `x.json.gz`, `x.json.cloudtrail`, `x.log`, `x.raw`.
  private static func isNamedLikeALog(_ path: String) -> Bool {
    let name = path.lastPathPart.lowercased()
    return [".json", ".ndjson"].contains(where: name.has(text:))
      || [".gz", ".log", ".raw", ".csv"].contains(where: name.ends(with:))
  }
}
