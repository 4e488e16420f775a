import Baseline
import Basics
import CloudTrail
import EventJSON
import HitStore
import Sigma
import Synchronization

/// An update of a running scan.
public enum ScanUpdate: Sendable {
  /// More files will be read. `HitBatch.Hit.file` is an index in the list of all files.
  case files([String], ScanProgress)
  case hits(HitBatch)
  /// Silenced events, as hits of the rules that would match them without their exceptions.
  case silenced(HitBatch)
  /// Alerts of the request's correlations, by time, after all hits.
  case alerts([CorrelationAlert])
  case progress(ScanProgress, ScanCounts)
  /// Everything is read. When following, sent again each time after files arrived.
  case finished(ScanReport)
}

/// One run of rules over logs, spread over the cores.
///
///     LogDiscovery ─▶ worker: RecordReader ─▶ RuleMatcher ─▶ HitBatch ─┐
///                     worker: …                                       ├─▶ ScanMerger ─▶ onUpdate
///                     worker: …                                       ┘
///
/// Workers take files in the order of discovery. The merger drops duplicates and, if requested,
/// keeps the input's order.
public final class Scan: Sendable {
  private let request: ScanRequest
  /// Events to read instead of logs.
  private let kept: KeptEvents?
  private let isStopped = Atomic(false)
  private let watch = Locked<LogWatch?>(nil)
  /// The events that were counted for the baseline.
  private let seen = EventIDSet()
  /// Nil if the request does not ask for silenced events.
  private let room: SilencedRoom?

  /// A worker passes its hits on when they have this much JSON, so that a large file shows its hits
  /// early.
  static let batchBytes = 64 << 10

  public init(_ request: ScanRequest) {
    self.request = request
    kept = nil
    room = Self.room(request)
  }

  /// Runs the rules over the events of a bundle instead of logs.
  public init(_ request: ScanRequest, of kept: KeptEvents) {
    self.request = request
    self.kept = kept
    room = Self.room(request)
  }

  private static func room(_ request: ScanRequest) -> SilencedRoom? {
    request.silenced.map { SilencedRoom($0, ruleCount: request.matcher.rules.count) }
  }

  /// Asks the workers to stop at the next chunk of input. `run` then reports the results so far.
  public func stop() {
    isStopped.store(true, ordering: .relaxed)
    watch.withLock { $0?.stop() }
  }

  private var shouldContinue: Bool { !isStopped.load(ordering: .relaxed) }

  /// Scans, and returns when everything is read or, when following, after `stop`. Updates come from
  /// worker threads, one at a time.
  @discardableResult
  public func run(onUpdate: @escaping @Sendable (ScanUpdate) -> Void) -> ScanReport {
    let merger = ScanMerger(request: request, onUpdate: onUpdate)
    if let kept {
      ScanWorker(request: request, seen: seen, room: room).scan(kept, into: merger) {
        shouldContinue
      }
      return merger.report
    }
    // Before the files are listed, so that none is missed.
    let watch = request.follows ? startWatching(merger) : nil
    read(into: merger) { [request] found in
      LogDiscovery.discover(request.logs, selection: request.logSelection) { files in
        watch?.forget(files)
        return found(files)
      }
    }
    while shouldContinue, let (files, skipped) = watch?.next() {
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
      // The scan may have been stopped before there was a watch to stop.
      if !shouldContinue { watch.stop() }
      return watch
    } catch {
      merger.cannotFollow("\(error)")
      return nil
    }
  }

  /// Reads files as they are found, spread over the workers.
  ///
  /// - Parameter discover: passes on the files it finds until the call returns false, and returns
  ///   what it skipped.
  private func read(
    into merger: ScanMerger,
    discover: @escaping (@escaping ([LogFile]) -> Bool) -> [SkippedInput]
  ) {
    let queue = FileQueue()
    // Called by one thread only.
    nonisolated(unsafe) let discover = discover
    Threads.perform(request.jobs + 1) { [self] index in
      guard index == 0 else { return work(queue, merger) }
      let skipped = discover { files in
        queue.append(files, first: merger.add(files))
        return self.shouldContinue
      }
      merger.allIsFound(skipped)
      queue.close()
    }
    merger.finish()
  }

  private func work(_ queue: FileQueue, _ merger: ScanMerger) {
    var worker: ScanWorker?
    while shouldContinue, let (file, number) = queue.take() {
      let one = worker ?? ScanWorker(request: request, seen: seen, room: room)
      worker = one
      one.scan(file, index: number, into: merger) { shouldContinue }
    }
    worker?.handOverBaseline(to: merger)
  }
}
