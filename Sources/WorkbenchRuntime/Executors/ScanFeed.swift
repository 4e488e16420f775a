import Basics
import HitStore
import Scanning
import TriageUI

/// A scan whose finds are messages: hits with their events in the spool, alerts as hits of their own, progress.
///
///     ScanUpdate.hits(batch)  ─▶ spool ─▶ Message.Scan.hits([SpooledHits])
///
/// When the spool is full the scan stops, and its report says that hits are missing.
struct ScanFeed: Sendable {
  let scan: Scan
  let spool: Spool
  let rules: RuleSet
  /// Those of the table that takes the hits.
  let columns: [String]

  /// Scans. Messages come from other threads, one at a time.
  @discardableResult
  func run(post: @escaping @Sendable (Message) -> Void) -> ScanReport {
    let unkept = Locked<String?>(nil)
    @Sendable func keep(_ batch: HitBatch) {
      do {
        post(.scan(.hits([try SpooledHits(batch, keptIn: spool)])))
      } catch {
        unkept.withLock { $0 = "\(error)" }
        scan.stop()
        post(.refused("\(error)"))
      }
    }
    var report = scan.run { update in
      switch update {
      case .files(let files, let progress): post(.scan(.started(files: files, progress)))
      case .hits(let batch): keep(batch)
      case .alerts(let alerts): keep(HitBatch(alerts: alerts, rules: rules, columns: columns))
      case .progress(let progress, let counts): post(.scan(.counted(progress, counts)))
      case .finished(var report):
        report.unkept = unkept.withLock { $0 }
        post(.scan(.finished(report)))
      }
    }
    report.unkept = unkept.withLock { $0 }
    return report
  }
}

extension SpooledHits {
  /// Puts the events of hits into the spool, and lets go of them.
  fileprivate init(_ batch: HitBatch, keptIn spool: Spool) throws {
    let offset = try spool.append(batch.json)
    var batch = batch
    batch.releaseJSON()
    self.init(batch: batch, offset: offset)
  }
}
