import Baseline
import Basics
import CloudTrail
import HitStore

/// Merges the workers' hits: drops duplicates, counts, and sends one update at a time.
///
/// In input order, hits of a file wait until all files before it are done. A worker that is far
/// ahead waits too, so that the number of waiting hits is bounded.
final class ScanMerger: Sendable {
  private let merge: Locked<ScanMerge>

  init(request: ScanRequest, onUpdate: @escaping @Sendable (ScanUpdate) -> Void) {
    merge = Locked(ScanMerge(request: request, onUpdate: onUpdate))
  }

  /// The results so far.
  var report: ScanReport { merge.withLock { $0.result } }

  /// New files can't be watched for.
  func cannotFollow(_ reason: String) { merge.withLock { $0.cannotFollow(reason) } }

  /// Adds files to read, and returns the index of the first one.
  func add(_ files: [LogFile]) -> Int { merge.withLock { $0.add(files) } }

  /// Adds a file in an archive, and returns its index. Its hits are in the archive's place.
  func addMember(_ path: String) -> Int { merge.withLock { $0.addMember(path) } }

  func memberDone(_ report: FileReport) { merge.withLock { $0.memberDone(report) } }

  /// Ends the list of files, with those that were skipped.
  func allIsFound(_ skipped: [SkippedInput]) { merge.withLock { $0.allIsFound(skipped) } }

  func advance(bytes: Int64, events: Int) {
    merge.withLock { $0.advance(bytes: bytes, events: events) }
  }

  /// Nothing more arrives for now: sends all waiting updates.
  func pause(events: Int) { merge.withLock { $0.pause(events: events) } }

  func add(_ news: (regions: [RegionTally.News], others: Int)) { merge.withLock { $0.add(news) } }

  func add(_ cells: BaselineCells) { merge.withLock { $0.add(cells) } }

  /// Adds hits; waits while too many wait already.
  func add(_ batch: HitBatch, from file: Int) {
    guard !batch.isEmpty else { return }
    _ = merge.wait { $0.take(batch, from: file) ? true : nil }
  }

  /// Adds a worker's silenced events.
  func add(_ silenced: SilencedTally) { merge.withLock { $0.add(silenced) } }

  /// - Parameter unplaced: its events that the worker kept without knowing whether they are in
  ///   scope.
  func fileDone(_ file: Int, report: FileReport, unplaced: UnplacedEvents?) {
    merge.withLock { $0.fileDone(file, report: report, unplaced: unplaced) }
  }

  /// All files so far are done, or the scan was stopped.
  func finish() { merge.withLock { $0.finish() } }
}
