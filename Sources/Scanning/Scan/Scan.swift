import Basics
import CloudTrail
import EventJSON
import Foundation
import HitStore
import Sigma
import Synchronization

/// Something that a running scan tells.
public enum ScanUpdate: Sendable {
  /// More files will be read; `HitBatch.Hit.file` counts in the list of them all.
  case files([String], ScanProgress)
  case hits(HitBatch)
  /// Alerts of the request's correlations, in the order of time, when all hits are told.
  case alerts([CorrelationAlert])
  case progress(ScanProgress, ScanCounts)
  /// All that was there is read. When following, once more after each time that files came.
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
  /// What is read in the place of logs.
  private let kept: KeptEvents?
  private let isStopped = Atomic(false)
  private let watch = Locked<LogWatch?>(nil)

  /// A worker hands its hits over when they hold this much JSON, so that a large file shows its hits early.
  static let batchBytes = 64 << 10

  public init(_ request: ScanRequest) {
    self.request = request
    kept = nil
  }

  /// Runs the rules over events that a bundle holds, in the place of logs.
  public init(_ request: ScanRequest, of kept: KeptEvents) {
    self.request = request
    self.kept = kept
  }

  /// Asks the workers to stop at the next chunk of input. `run` then reports what was found so far.
  public func stop() {
    isStopped.store(true, ordering: .relaxed)
    watch.withLock { $0?.stop() }
  }

  private var goesOn: Bool { !isStopped.load(ordering: .relaxed) }

  /// Scans, and returns when all is read or, when following, once it is stopped. Updates come from worker threads, one at
  /// a time.
  @discardableResult
  public func run(onUpdate: @escaping @Sendable (ScanUpdate) -> Void) -> ScanReport {
    let merger = ScanMerger(request: request, onUpdate: onUpdate)
    if let kept {
      ScanWorker(request: request).scan(kept, into: merger) { goesOn }
      return merger.report
    }
    // Before the files are listed, so that none falls between.
    let watch = request.follows ? startWatching(merger) : nil
    read(into: merger) { [request] found in
      LogDiscovery.discover(request.logs, selection: request.logSelection) { files in
        watch?.forget(files)
        return found(files)
      }
    }
    while goesOn, let (files, skipped) = watch?.next() {
      read(into: merger) { found in
        _ = found(files)
        return skipped
      }
    }
    return merger.report
  }

  private func startWatching(_ merger: ScanMerger) -> LogWatch? {
    do {
      let watch = try LogWatch(request.logs, selection: request.logSelection)
      self.watch.withLock { $0 = watch }
      // Someone may have stopped the scan before there was a watch to stop.
      if !goesOn { watch.stop() }
      return watch
    } catch {
      merger.cannotFollow("\(error)")
      return nil
    }
  }

  /// Reads files as they are found, spread over the workers.
  ///
  /// - Parameter discover: hands over what it finds until it is told false, and returns what it skipped.
  private func read(
    into merger: ScanMerger,
    discover: @escaping (@escaping ([LogFile]) -> Bool) -> [SkippedInput]
  ) {
    let queue = FileQueue()
    // Called by one thread only.
    nonisolated(unsafe) let discover = discover
    // The first of them begins first, so that no worker waits for what nobody looks for.
    DispatchQueue.concurrentPerform(iterations: request.jobs + 1) { index in
      guard index == 0 else { return work(queue, merger) }
      let skipped = discover { files in
        queue.append(files, first: merger.add(files))
        return self.goesOn
      }
      merger.allIsFound(skipped)
      queue.close()
    }
    merger.finish()
  }

  private func work(_ queue: FileQueue, _ merger: ScanMerger) {
    var worker: ScanWorker?
    while goesOn, let (file, number) = queue.take() {
      let one = worker ?? ScanWorker(request: request)
      worker = one
      one.scan(file, index: number, into: merger) { goesOn }
    }
  }
}
