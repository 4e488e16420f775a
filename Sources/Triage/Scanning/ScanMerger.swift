import CloudTrail
import Foundation

/// Brings the workers' hits together: drops duplicates, counts, and delivers one update at a time.
///
/// In input order, hits of a file wait until all files before it are done; a worker that runs far ahead waits too,
/// so that what is held back stays bounded.
final class ScanMerger: @unchecked Sendable {
  private let request: ScanRequest
  private let files: [LogFile]
  private let onUpdate: @Sendable (ScanUpdate) -> Void

  /// Guards everything below.
  private let condition = NSCondition()
  private var report = ScanReport()
  private var progress = ScanProgress()
  private var seen: Set<HitKey> = []
  /// Matched records by now, duplicates left out, and those left out.
  private var matched = 0
  private var duplicate = 0
  /// In input order: the first file that is not done, and what is held back for later ones.
  private var currentFile = 0
  private var doneFiles: Set<Int> = []
  private var held: [Int: [HitBatch]] = [:]
  private var heldBytes = 0
  private var lastProgress = ContinuousClock.now

  /// Hits held back for order's sake may take this much memory before workers wait.
  private static let heldBytesLimit = 64 << 20
  /// Progress is told this often at most.
  private static let progressInterval = Duration.milliseconds(50)

  /// A hit's identity in sixteen bytes.
  private struct HitKey: Hashable {
    let high: Int
    let low: Int
  }

  init(
    request: ScanRequest, files: [LogFile], skipped: [SkippedInput],
    onUpdate: @escaping @Sendable (ScanUpdate) -> Void
  ) {
    self.request = request
    self.files = files
    self.onUpdate = onUpdate
    report.skipped = skipped
    report.given = Set(request.logs)
    progress.filesTotal = files.count
    progress.bytesTotal = files.reduce(0) { $0 + max(0, $1.byteCount) }
    onUpdate(.started(files: files.map(\.path), progress))
  }

  func advance(bytes: Int64) {
    condition.lock()
    defer { condition.unlock() }
    progress.bytesDone += bytes
    if lastProgress.duration(to: .now) >= Self.progressInterval { tellProgress() }
  }

  func add(_ batch: HitBatch, from file: Int) {
    guard !batch.isEmpty else { return }
    condition.lock()
    defer { condition.unlock() }
    guard request.keepsInputOrder else { return deliver(batch) }
    while file != currentFile && heldBytes > Self.heldBytesLimit { condition.wait() }
    if file == currentFile {
      deliver(batch)
    } else {
      held[file, default: []].append(batch)
      heldBytes += batch.json.count
    }
  }

  func fileDone(_ file: Int, report fileReport: FileReport) {
    condition.lock()
    defer { condition.unlock() }
    account(fileReport)
    progress.filesDone += 1
    if request.keepsInputOrder { advanceOrder(past: file) }
    if lastProgress.duration(to: .now) >= Self.progressInterval { tellProgress() }
  }

  func finish(seconds: Double, wasStopped: Bool) -> ScanReport {
    condition.lock()
    defer { condition.unlock() }
    for file in held.keys.sorted() { held[file]?.forEach(deliver) }
    report.counts = counts
    report.seconds = seconds
    report.wasStopped = wasStopped
    report.skipped.sort { $0.path < $1.path }
    report.damaged.sort { $0.path < $1.path }
    if !wasStopped { progress.bytesDone = max(progress.bytesDone, progress.bytesTotal) }
    tellProgress()
    onUpdate(.finished(report))
    return report
  }

  private func tellProgress() {
    lastProgress = .now
    onUpdate(.progress(progress, counts))
  }

  /// What the readers counted, with the events split by what matching and de-duplication found.
  private var counts: ScanCounts {
    var counts = report.counts
    counts.matched = matched
    counts.duplicate = duplicate
    // Hits of a file that is still being read are ahead of its records.
    let events = counts.total - counts.notEvent - counts.bad
    counts.unmatched = max(0, events - matched - duplicate)
    return counts
  }

  private func account(_ file: FileReport) {
    report.compressedBytes += file.compressedBytes
    report.inflatedBytes += file.inflatedBytes
    if let reason = file.skipped {
      report.skipped.append(SkippedInput(path: file.path, reason: reason))
    } else {
      report.filesRead += 1
    }
    if let damage = file.damage {
      report.damaged.append(DamagedFile(path: file.path, damage: "\(damage)"))
    }
    report.counts.total += file.counts.total
    report.counts.bad += file.counts.bad
    if !request.matchesAnyRecord { report.counts.notEvent += file.counts.notEvent }
  }

  private func advanceOrder(past file: Int) {
    doneFiles.insert(file)
    while doneFiles.remove(currentFile) != nil {
      currentFile += 1
      for batch in held.removeValue(forKey: currentFile) ?? [] {
        heldBytes -= batch.json.count
        deliver(batch)
      }
    }
    condition.broadcast()
  }

  /// Sends a batch on, without the hits that were delivered before.
  private func deliver(_ batch: HitBatch) {
    var batch = batch
    var kept: [HitBatch.Hit] = []
    kept.reserveCapacity(batch.hits.count)
    var recordKept = false
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
        recordKept = false
      }
    }
    guard !kept.isEmpty else { return }
    batch.hits = kept
    onUpdate(.hits(batch))
  }

  /// Two hashes with the process' random keys: with a million hits, two of them meet by chance once in 10²⁵ scans,
  /// and nobody can make them meet on purpose.
  private func key(of hit: HitBatch.Hit, in batch: HitBatch) -> HitKey {
    func hash(_ salt: UInt8) -> Int {
      var hasher = Hasher()
      hasher.combine(salt)
      hasher.combine(hit.rule)
      batch.texts.withUnsafeBytes {
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0[batch.eventIDRange(of: hit)]))
      }
      return hasher.finalize()
    }
    return HitKey(high: hash(0), low: hash(1))
  }
}
