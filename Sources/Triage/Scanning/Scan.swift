import CloudTrail
import EventJSON
import Foundation
import Sigma
import Synchronization

/// Something that a running scan tells.
public enum ScanUpdate: Sendable {
  /// The files that will be read; `HitBatch.Hit.file` counts in this list.
  case started(files: [String], ScanProgress)
  case hits(HitBatch)
  case progress(ScanProgress, ScanCounts)
  case finished(ScanReport)
}

/// One run of rules over logs, spread over the cores.
///
///     LogDiscovery ─▶ worker: RecordReader ─▶ RuleMatcher ─▶ HitBatch ─┐
///                     worker: …                                       ├─▶ ScanMerger ─▶ onUpdate
///                     worker: …                                       ┘
///
/// Workers take files in the order of discovery. The merger drops duplicates and, when asked to, keeps the input's order.
public final class Scan: Sendable {
  private let request: ScanRequest
  private let isStopped = Atomic(false)

  /// A worker hands its hits over when they hold this much JSON, so that a large file shows its hits early.
  static let batchBytes = 64 << 10

  public init(_ request: ScanRequest) { self.request = request }

  /// Asks the workers to stop at the next chunk of input. `run` then reports what was found so far.
  public func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Scans, and returns when all is read. Updates come from worker threads, one at a time.
  @discardableResult
  public func run(onUpdate: @escaping @Sendable (ScanUpdate) -> Void) -> ScanReport {
    let start = ContinuousClock.now
    let (files, skipped) = LogDiscovery.discover(request.logs)
    let merger = ScanMerger(request: request, files: files, skipped: skipped, onUpdate: onUpdate)
    let next = Atomic(0)
    let workers = max(1, min(request.jobs, files.count))

    DispatchQueue.concurrentPerform(iterations: workers) { _ in
      var worker = ScanWorker(request: request)
      while !isStopped.load(ordering: .relaxed) {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < files.count else { return }
        worker.scan(files[index], index: index, into: merger) {
          !isStopped.load(ordering: .relaxed)
        }
      }
    }

    return merger.finish(
      seconds: start.duration(to: .now) / .seconds(1),
      wasStopped: isStopped.load(ordering: .relaxed))
  }
}
