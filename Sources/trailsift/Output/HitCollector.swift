import ArgumentParser
import Basics
import Foundation
import HitStore
import Scanning

/// Scans into a table without a screen, for proofs over all hits.
final class HitCollector: Sendable {
  private struct Collected: Sendable {
    var table: HitTable
    var progress = ProgressLine(isWanted: true)
    var failure: String?
  }

  private let collected: Locked<Collected>

  init(columns: [String], rules: RuleSet) {
    let table = HitTable(columns: columns, ruleIdentities: rules.rules.map(\.identity))
    collected = Locked(Collected(table: table))
  }

  var table: HitTable { collected.withLock { $0.table } }

  /// Ends the program if the scan is stopped, or if the spool can't hold the hits: a proof over
  /// some of them proves nothing.
  ///
  /// - Parameter kept: events to read instead of logs.
  func scan(
    _ request: ScanRequest, of kept: KeptEvents? = nil, spool: Spool
  ) throws -> ScanReport {
    let scan = kept.map { Scan(request, of: $0) } ?? Scan(request)
    let interruption = Interruption { scan.stop() }
    let collected = collected
    let report = scan.run { update in
      let hasFailed = collected.withLock { Self.take(update, into: &$0, spool) }
      if hasFailed { scan.stop() }
    }
    if let failure = collected.withLock({ $0.failure }) {
      Console.error(failure)
      throw ExitCode.cannotWrite
    }
    if report.wasStopped, let signal = interruption.signal { throw ExitCode(128 + signal) }
    return report
  }

  private static func take(
    _ update: ScanUpdate, into collected: inout Collected, _ spool: Spool
  ) -> Bool {
    switch update {
    case .files(let files, _): collected.table.files += files
    case .hits(let batch): return keep(batch, areSilenced: false, in: &collected, spool)
    case .silenced(let batch): return keep(batch, areSilenced: true, in: &collected, spool)
    case .progress(let progress, let counts):
      collected.progress.show(progress, hits: counts.matched)
    case .alerts: break
    case .finished(let report):
      collected.table.silencedCounts = report.counts.silenced
      collected.progress.clear()
    }
    return false
  }

  /// Whether it failed.
  private static func keep(
    _ batch: HitBatch, areSilenced: Bool, in collected: inout Collected, _ spool: Spool
  ) -> Bool {
    do {
      let offset = try spool.append(batch.json)
      collected.table.append(batch, spoolOffset: offset, areSilenced: areSilenced)
      return false
    } catch {
      collected.failure = "\(error)"
      return true
    }
  }
}
