import Baseline
import CloudTrail
import HitStore

/// What `ScanMerger` guards: the results so far, and the waiting hits.
struct ScanMerge {
  private let request: ScanRequest
  private let onUpdate: @Sendable (ScanUpdate) -> Void

  /// The results so far.
  private(set) var result = ScanReport()
  private var progress = ScanProgress()
  /// The number of files and members of archives with a number.
  private var namedFiles = 0
  private var seen: Set<HitKey> = []
  /// Matched records so far without duplicates, and the duplicates.
  private var matched = 0
  private var duplicate = 0
  /// In input order: the first unfinished file, and the waiting hits of later ones.
  private var currentFile = 0
  private var doneFiles: Set<Int> = []
  private var held: [Int: [HitBatch]] = [:]
  private var heldBytes = 0
  private let start = ContinuousClock.now
  private var lastProgress = ContinuousClock.now
  private var correlator: Correlator?
  private var regions = RegionMerge()
  private var silenced: SilencedCounts
  private var seenSilenced = DigestSet()

  /// The maximum memory of waiting hits before workers wait too.
  private static let heldBytesLimit = 64 << 20
  /// The minimum interval between progress updates.
  private static let progressInterval = Duration.milliseconds(50)

  /// A hit's identity in sixteen bytes.
  private struct HitKey: Hashable {
    let high: Int
    let low: Int
  }

  init(request: ScanRequest, onUpdate: @escaping @Sendable (ScanUpdate) -> Void) {
    self.request = request
    self.onUpdate = onUpdate
    silenced = SilencedCounts(
      silencers: request.silenced == nil
        ? [] : request.matcher.rules.indices.map(request.matcher.silencers))
    result.given = Set(request.logs)
    result.isFollowing = request.follows
    if !request.correlations.isEmpty {
      correlator = Correlator(
        request.correlations, bounds: request.correlationBounds, follows: request.follows)
    }
  }

  /// New files can't be watched for.
  mutating func cannotFollow(_ reason: String) {
    result.isFollowing = false
    result.unfollowed = reason
  }

  /// Adds files to read, and returns the index of the first one.
  mutating func add(_ files: [LogFile]) -> Int {
    let first = namedFiles
    namedFiles += files.count
    progress.isListing = true
    progress.filesTotal += files.count
    progress.bytesTotal += files.reduce(0) { $0 + max(0, $1.byteCount) }
    onUpdate(.files(files.map(\.path), progress))
    return first
  }

  /// Adds a file in an archive, and returns its index. Its hits are in the archive's place.
  mutating func addMember(_ path: String) -> Int {
    let number = namedFiles
    namedFiles += 1
    onUpdate(.files([path], progress))
    if request.keepsInputOrder { advanceOrder(past: number) }
    return number
  }

  mutating func memberDone(_ report: FileReport) {
    account(report)
  }

  /// Ends the list of files, with those that were skipped.
  mutating func allIsFound(_ skipped: [SkippedInput]) {
    progress.isListing = false
    result.skipped += skipped
  }

  mutating func advance(bytes: Int64, events: Int) {
    progress.bytesDone += bytes
    progress.events += events
    if lastProgress.duration(to: .now) >= Self.progressInterval { tellProgress() }
  }

  /// Nothing more arrives for now: sends all waiting updates.
  mutating func pause(events: Int) {
    progress.events += events
    tellProgress()
  }

  mutating func add(_ news: (regions: [RegionTally.News], others: Int)) {
    regions.add(news)
  }

  mutating func add(_ cells: BaselineCells) {
    if result.baselineCells == nil {
      result.baselineCells = cells
    } else {
      result.baselineCells?.merge(cells)
    }
  }

  /// Counts silenced events, each once, and delivers the kept ones.
  mutating func add(_ tally: SilencedTally) {
    var counts = Array(repeating: SilencedCounts.Count(), count: tally.names.count)
    var dropped: Set<Int32> = []
    for entry in tally.entries {
      guard
        request.keepsDuplicates || seenSilenced.insert(entry.digest, shard: entry.shard)
      else {
        if entry.hit >= 0 { dropped.insert(entry.hit) }
        continue
      }
      let group = Int(entry.group)
      counts[group].events += 1
      if entry.hit >= 0 { counts[group].kept += 1 }
      if let time = entry.time { counts[group].last = max(counts[group].last ?? time, time) }
    }
    for (group, count) in zip(tally.names, counts) where count.events > 0 {
      silenced.add(count, to: group)
    }
    var batch = tally.batch
    if !dropped.isEmpty { batch.keep { !dropped.contains(Int32($0)) } }
    if !batch.isEmpty { onUpdate(.silenced(batch)) }
  }

  /// Delivers hits, or keeps them waiting. False while too many hits wait already.
  mutating func take(_ batch: HitBatch, from file: Int) -> Bool {
    if !request.keepsInputOrder || file == currentFile {
      deliver(batch)
      return true
    }
    guard heldBytes <= Self.heldBytesLimit else { return false }
    held[file, default: []].append(batch)
    heldBytes += batch.json.count
    return true
  }

  /// - Parameter unplaced: its events that the worker kept without knowing whether they are in
  ///   scope.
  mutating func fileDone(_ file: Int, report fileReport: FileReport, unplaced: UnplacedEvents?) {
    account(fileReport)
    if let unplaced { result.counts.unplaced += unplaced }
    progress.filesDone += 1
    if request.keepsInputOrder { advanceOrder(past: file) }
    if lastProgress.duration(to: .now) >= Self.progressInterval { tellProgress() }
  }

  /// Whether all files so far are done, or the scan was stopped.
  mutating func finish() {
    for file in held.keys.sorted() {
      for batch in held[file] ?? [] { deliver(batch) }
    }
    (held, heldBytes) = ([:], 0)
    let onUpdate = onUpdate
    result.correlation = correlator?.finish { onUpdate(.alerts($0)) }
    result.counts = counts
    result.seconds = start.duration(to: .now) / .seconds(1)
    if progress.filesDone < progress.filesTotal { result.wasStopped = true }
    result.sortOut()
    if let baseline = request.baseline { result.judge(baseline) }
    if !result.wasStopped { progress.bytesDone = max(progress.bytesDone, progress.bytesTotal) }
    tellProgress()
    onUpdate(.finished(result))
  }

  private mutating func tellProgress() {
    lastProgress = .now
    progress.seconds = start.duration(to: lastProgress) / .seconds(1)
    onUpdate(.progress(progress, counts))
  }

  /// The readers' counts, with the events split by the results of matching and de-duplication.
  private var counts: ScanCounts {
    var counts = result.counts
    counts.matched = matched
    counts.duplicate = duplicate
    counts.regions = regions.counts
    counts.silenced = silenced
    // Hits of a file that is still being read arrive before its record counts.
    let events = counts.total - counts.notEvent - counts.bad
    counts.unmatched = max(0, events - matched - duplicate)
    return counts
  }

  private mutating func account(_ file: FileReport) {
    result.compressedBytes += file.compressedBytes
    result.inflatedBytes += file.inflatedBytes
    if let reason = file.skipped {
      result.skipped.append(SkippedInput(path: file.path, reason: reason))
    } else if !file.isArchive {
      result.filesRead += 1
    }
    if file.wasStopped { result.wasStopped = true }
    if let damage = file.damage {
      result.damaged.append(DamagedFile(path: file.path, damage: "\(damage)"))
    }
    result.counts.total += file.counts.total
    result.counts.bad += file.counts.bad
    for (kind, count) in file.counts.kinds { result.recordKinds[kind, default: 0] += count }
    guard !request.matchesAnyRecord else { return }
    result.counts.notEvent += file.counts.notEvent
    if let kind = file.guess {
      result.eventless.append(
        EventlessFile(path: file.path, kind: kind, recordCount: file.counts.notEvent))
    }
  }

  private mutating func advanceOrder(past file: Int) {
    doneFiles.insert(file)
    while doneFiles.remove(currentFile) != nil {
      currentFile += 1
      for batch in held.removeValue(forKey: currentFile) ?? [] {
        heldBytes -= batch.json.count
        deliver(batch)
      }
    }
  }

  /// Sends a batch without the hits that were delivered before.
  private mutating func deliver(_ batch: HitBatch) {
    var batch = batch
    var kept: [HitBatch.Hit] = []
    kept.reserveCapacity(batch.hits.count)
    var recordKept = false
    var recordStart = 0
    for (index, hit) in batch.hits.enumerated() {
      let isNew = request.keepsDuplicates || seen.insert(key(of: hit, in: batch)).inserted
      if isNew {
        var hit = hit
        hit.startsRecord = !recordKept
        kept.append(hit)
        recordKept = true
      }
      let isLastOfRecord = index + 1 == batch.hits.count || batch.hits[index + 1].startsRecord
      if isLastOfRecord {
        if recordKept { matched += 1 } else { duplicate += 1 }
        correlator?.add(kept[recordStart...], of: batch)
        recordKept = false
        recordStart = kept.count
      }
    }
    guard !kept.isEmpty else { return }
    batch.hits = kept
    onUpdate(.hits(batch))
  }

  /// Two hashes with the process's random keys: with a million hits, a collision occurs by chance
  /// once in 10²⁵ scans, and nobody can cause one.
  private func key(of hit: HitBatch.Hit, in batch: HitBatch) -> HitKey {
    var hasher = Hasher()
    hasher.combine(hit.rule)
    batch.hashEventID(of: hit, into: &hasher)
    var other = hasher
    other.combine(1)
    return HitKey(high: hasher.finalize(), low: other.finalize())
  }
}
