import Basics
import CloudTrail

/// The records of a scan, each counted once: `total = matched + unmatched + duplicate + notEvent + bad`.
public struct ScanCounts: Sendable, Hashable {
  public var total = 0
  public var matched = 0
  /// Events that no rule matched, and those outside of `--since`, `--until`, `--account`, `--region`.
  public var unmatched = 0
  /// Events that matched, delivered again with an eventID that had matched before.
  public var duplicate = 0
  public var notEvent = 0
  public var bad = 0
  /// Events among the matched and unmatched that may not be asked for.
  public var unplaced = UnplacedEvents()
  /// The events by region, where the request asks for that.
  public var regions = RegionCounts()

  public init() {}
}

/// How far a scan is.
public struct ScanProgress: Sendable, Hashable {
  public var filesDone = 0
  public var filesTotal = 0
  /// Compressed bytes, as they lie on disk. The total is 0 when it is unknown (standard input).
  public var bytesDone: Int64 = 0
  public var bytesTotal: Int64 = 0

  /// Events read so far, also of files that are not done.
  public var events = 0
  /// Whether there may be more files than were found so far: then nobody knows how much is left.
  public var isListing = false
  /// Since the scan began.
  public var seconds: Double = 0

  public init() {}

  /// 0 to 1.
  public var fraction: Double {
    if isListing { return 0 }
    if bytesTotal > 0 { return min(1, Double(bytesDone) / Double(bytesTotal)) }
    return filesTotal > 0 ? Double(filesDone) / Double(filesTotal) : 0
  }
}

/// A file that was read, but not whole.
public struct DamagedFile: Sendable, Hashable {
  public let path: String
  public let damage: String
}

/// A file with records of which none is an event.
public struct EventlessFile: Sendable, Hashable {
  public let path: String
  /// What the records seem to be.
  public let kind: RecordKind
  public let recordCount: Int

  /// Whether events may be lost with it.
  public var isFailure: Bool { !kind.neverHoldsEvents }

  public init(path: String, kind: RecordKind, recordCount: Int) {
    self.path = path
    self.kind = kind
    self.recordCount = recordCount
  }
}

/// What a scan did, with every file and every record accounted for.
public struct ScanReport: Sendable {
  public var counts = ScanCounts()
  public var filesRead = 0
  public var skipped: [SkippedInput] = []
  public var damaged: [DamagedFile] = []
  public var eventless: [EventlessFile] = []
  /// How many records there are of each kind, except ordinary events.
  public var recordKinds: [RecordKind: Int] = [:]
  public var compressedBytes: Int64 = 0
  public var inflatedBytes: Int64 = 0
  public var seconds: Double = 0
  /// What the correlations found, if there are any.
  public var correlation: CorrelationReport?
  /// Whether someone stopped it before the end.
  public var wasStopped = false
  /// Whether it waits for files that may come.
  public var isFollowing = false
  /// Why some of the hits could not be kept, so that they are missing.
  public var unkept: String?
  /// Why it does not, although it was asked to.
  public var unfollowed: String?

  public init() {}

  /// The inputs as they were given.
  var given: Set<String> = []

  /// Of the skipped, what holds events, or should, and could not be read. What is left out because of what it is (a
  /// digest, an empty file, a licence that lies between the logs) is not a failure.
  public private(set) var failedInputs: [SkippedInput] = []

  /// Of the skipped, what was given by name and holds nothing: an empty file, a folder of digests. It is named, and no
  /// failure.
  public private(set) var eventlessInputs: [SkippedInput] = []

  /// Brings the lists in order, once they are complete.
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

  /// Files left out; a folder that was pruned counts with all its files.
  public var skippedFileCount: Int { skipped.reduce(0) { $0 + $1.fileCount } }

  /// Those left out unopened, since their place says that nothing in them was asked for.
  public var prunedFileCount: Int {
    skipped.reduce(0) { count, input in
      if case .pruned = input.reason { count + input.fileCount } else { count }
    }
  }

  /// Whether something that was given does not exist. The rest is read all the same.
  public var lacksAnInput: Bool {
    failedInputs.contains { $0.reason == .notFound && given.contains($0.path) }
  }

  /// Whether something given could not be read, or was salvaged only in part.
  public var hasFailures: Bool {
    !damaged.isEmpty || !failedInputs.isEmpty || unfollowed != nil || unkept != nil
      || eventless.contains(where: \.isFailure)
      || correlation?.isIncomplete == true
  }

  /// Names of logs in the wild: `x.json`, `x.json.gz`, `x.json.cloudtrail`, `x.log`, `x.raw`.
  private static func isNamedLikeALog(_ path: String) -> Bool {
    let name = path.lastPathPart.lowercased()
    return [".json", ".ndjson"].contains(where: name.has(text:))
      || [".gz", ".log", ".raw", ".csv"].contains(where: name.ends(with:))
  }
}
