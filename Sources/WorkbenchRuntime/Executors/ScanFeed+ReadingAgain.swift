import Basics
import HitStore
import Scanning
import Triage
import TriageUI

extension CatchUp {
  /// The scan of the rules concerned.
  func request(like request: ScanRequest) -> ScanRequest {
    var request = request
    request.matcher = matcher
    request.formerRules = []
    request.follows = false
    request.correlations = .init()
    request.countsRegions = false
    request.silenced = request.silenced ?? .usual
    return request
  }
}

extension ScanFeed {
  /// Scans again, and posts what a table does not have.
  func readAgain(
    _ scan: Scan, _ catchUp: CatchUp, table: HitTable,
    post: @escaping @Sendable (Message) -> Void
  ) {
    let files = Locked<[String]>([])
    let failure = Locked<String?>(nil)
    @Sendable func keep(_ batch: HitBatch, areSilenced: Bool) {
      var batch = batch
      batch.renumber(rule: { catchUp.rules[$0] }, file: { $0 })
      batch.dropKnown(in: table)
      guard !batch.isEmpty else { return }
      let named = files.withLock { files in
        Dictionary(
          batch.hits.map { ($0.file, files.indices.contains($0.file) ? files[$0.file] : "") },
          uniquingKeysWith: { first, _ in first })
      }
      do {
        let offset = try spool.append(batch.json)
        batch.releaseJSON()
        post(
          .scan(
            .hits([
              SpooledHits(
                batch: batch, offset: offset, areSilenced: areSilenced, filesAgain: named)
            ])))
      } catch {
        failure.withLock { $0 = "\(error)" }
        scan.stop()
      }
    }
    let report = scan.run { update in
      switch update {
      case .files(let more, let progress):
        files.withLock { $0 += more }
        post(.scan(.readingAgain(progress)))
      case .hits(let batch): keep(batch, areSilenced: false)
      case .silenced(let batch): keep(batch, areSilenced: true)
      case .progress(let progress, _): post(.scan(.readingAgain(progress)))
      case .alerts, .finished: break
      }
    }
    let reason =
      failure.withLock { $0 } ?? (report.wasStopped ? "reading the logs again was stopped" : nil)
    post(.scan(.readAgain(catchUp, report, failure: reason)))
  }
}
