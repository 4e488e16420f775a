import Basics
import EventJSON
import HitStore
import Sigma

/// Reads the logs again for all events of a principal, an address or a key around a time, hits or
/// not.
///
///     let search = try SurroundingsSearch(query, like: request)
///     search.run { update in … }          // .events([SpooledHits]), .progress(…), .finished(…)
///     search.detail(of: table.spooledEvent(row))
///
/// It is an ordinary scan with a rule for the subject: on all cores, skipping folders of other
/// days.
public final class SurroundingsSearch: Sendable {
  public enum Update: Sendable {
    case files([String])
    case events(HitBatch, spoolOffset: UInt64)
    case progress(ScanProgress)
    case finished(Report)
  }

  public struct Report: Sendable {
    public let scan: ScanReport
    /// Whether there are more events than were kept.
    public let isCut: Bool
    /// Why events could not be kept, if they could not.
    public let failure: String?
  }

  /// The columns of the list, and at the end the searched field.
  public static let columns = [
    "eventTime", "eventName", "eventSource", "awsRegion", "sourceIPAddress", "errorCode",
    "readOnly", "userIdentity.arn",
  ]

  /// The maximum number of events; nobody reads more.
  public static let maximumEvents = 100_000

  private let query: SurroundingsQuery
  private let scan: Scan
  private let spool: Spool
  private let kept = Locked<(count: Int, failure: String?)>((0, nil))

  /// - Parameter request: the scan that found the hits. The same logs are read, without its limits.
  public init(_ query: SurroundingsQuery, like request: ScanRequest) throws {
    self.query = query
    let value = String(query.value.map { "*?\\".contains($0) ? "?" : $0 })
    let matcher = try RuleMatcher(
      rules: RuleFile(text: Self.rule(query), path: "surroundings").rules,
      placeholders: Placeholders(["value": [value]]))
    var search = ScanRequest(
      matcher: matcher, logs: request.logs.filter { $0 != "-" },  // a list
      columns: Self.columns + [query.field], jobs: request.jobs)
    search.matchesAnyRecord = request.matchesAnyRecord
    (search.since, search.until) = (query.times.lowerBound, query.times.upperBound + 1)
    // An event without a time is not around the hit.
    search.keepsUnplaced = false
    scan = Scan(search)
    spool = try Spool()
  }

  /// The event that issued an access key counts among its events.
  private static func rule(_ query: SurroundingsQuery) -> String {
    let further =
      query.subject == .accessKey
      ? "\n    - {'responseElements.credentials.accessKeyId|expand': '%value%'}" : ""
    return """
      title: surroundings
      logsource: {product: aws, service: cloudtrail}
      detection:
        subject:
          - {'\(query.field)|expand': '%value%'}\(further)
        condition: subject
      """
  }

  public func stop() { scan.stop() }

  /// Searches. Returns when everything is read, or after `stop`. Updates come one at a time.
  public func run(onUpdate: @escaping @Sendable (Update) -> Void) {
    let report = scan.run { [self] update in
      switch update {
      case .files(let files, let progress):
        onUpdate(.files(files))
        onUpdate(.progress(progress))
      case .hits(let batch):
        if let offset = keep(batch) {
          var batch = batch
          batch.hits = batch.hits.filter { [batch] in isOfSubject($0, in: batch) }
          batch.releaseJSON()
          if !batch.isEmpty { onUpdate(.events(batch, spoolOffset: offset)) }
        }
      case .progress(let progress, _): onUpdate(.progress(progress))
      case .silenced, .alerts, .finished: break
      }
    }
    let (count, failure) = kept.withLock { $0 }
    onUpdate(
      .finished(Report(scan: report, isCut: count >= Self.maximumEvents, failure: failure)))
  }

  private func keep(_ batch: HitBatch) -> UInt64? {
    let isFull = kept.withLock { kept in
      kept.count += batch.hits.count
      return kept.failure != nil || kept.count - batch.hits.count >= Self.maximumEvents
    }
    guard !isFull else {
      scan.stop()
      return nil
    }
    do {
      return try spool.append(batch.json)
    } catch {
      kept.withLock { $0.failure = "\(error)" }
      scan.stop()
      return nil
    }
  }

  /// The wildcard matches any character.
  private func isOfSubject(_ hit: HitBatch.Hit, in batch: HitBatch) -> Bool {
    query.subject == .accessKey
      || batch.text(of: hit, column: Self.columns.count).lowercased() == query.value.lowercased()
  }

  /// An empty table for the results.
  public func makeTable() -> HitTable { Self.makeTable(query) }

  public static func makeTable(_ query: SurroundingsQuery) -> HitTable {
    HitTable(columns: columns + [query.field], ruleIdentities: ["surroundings"])
  }

  /// The complete event of a row.
  public func detail(of event: SpooledEvent) throws(Spool.Failure) -> EventDetail {
    guard let bytes = spool.bytes(of: event.extent) else { throw .unreadable }
    return EventDetail(
      row: event.row, id: event.id, file: event.file, reasons: [], silencedBy: [],
      json: JSONOutline(bytes))
  }
}
