import Basics
import HitStore
import Scanning
import TriageUI

/// Turns the updates of a scan into messages: hits with their events in the spool, alerts as hits,
/// progress.
///
///     ScanUpdate.hits(batch)  ─▶ spool ─▶ Message.Scan.hits([SpooledHits])
///
/// If the spool is full, the scan stops, and its report says that hits are missing.
struct ScanFeed: Sendable {
  let scan: Scan
  let spool: Spool
  let rules: RuleSet
  /// The columns of the table for the hits.
  let columns: [String]

  /// Scans. Messages come from other threads, one at a time.
  @discardableResult
  func run(post: @escaping @Sendable (Message) -> Void) -> ScanReport {
    let storageFailure = Locked<String?>(nil)
    @Sendable func keep(_ batch: HitBatch, areSilenced: Bool = false) {
      do {
        post(.scan(.hits([try SpooledHits(batch, keptIn: spool, areSilenced: areSilenced)])))
      } catch {
        storageFailure.withLock { $0 = "\(error)" }
        scan.stop()
        post(.refused("\(error)"))
      }
    }
    var report = scan.run { update in
      switch update {
      case .files(let files, let progress): post(.scan(.started(files: files, progress)))
      case .hits(let batch): keep(batch)
      case .silenced(let batch): keep(batch, areSilenced: true)
      case .alerts(let alerts): keep(HitBatch(alerts: alerts, rules: rules, columns: columns))
      case .progress(let progress, let counts): post(.scan(.counted(progress, counts)))
      case .finished(var report):
        report.storageFailure = storageFailure.withLock { $0 }
        post(.scan(.finished(report)))
      }
    }
    report.storageFailure = storageFailure.withLock { $0 }
    return report
  }
}

extension SpooledHits {
  /// Moves the events of hits into the spool.
  fileprivate init(_ batch: HitBatch, keptIn spool: Spool, areSilenced: Bool) throws {
    let offset = try spool.append(batch.json)
    var batch = batch
    batch.releaseJSON()
    self.init(batch: batch, offset: offset, areSilenced: areSilenced)
  }
}
