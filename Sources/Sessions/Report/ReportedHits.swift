import HitStore

/// An event in a report: time, region, principal, call, source.
public struct EventFacts: Sendable, Hashable {
  public let time: String
  public let region: String
  public let principal: String
  public let name: String
  public let sourceAddress: String
}

/// The data of hits for a report.
public struct ReportedHits: Sendable {
  /// The columns that the table needs.
  public static let columns = [
    "eventTime", "awsRegion", "eventName", "sourceIPAddress", "userIdentity.arn",
    "userIdentity.userName", "userIdentity.invokedBy", "userIdentity.principalId",
  ]
  private static let principalColumns = 4...7

  let facts: [HitID: EventFacts]
  let events: SessionReport.Events

  /// - Parameter table: hits with these columns; judged silenced events have facts, too.
  public init(
    _ table: HitTable, of contents: JournalContents, logs: BundleManifest.Logs?,
    bundle: BundleManifest? = nil
  ) {
    var wanted: [HitTable.Key: HitID] = [:]
    for hit in contents.judgedHits {
      if let key = table.key(of: hit) { wanted[key] = hit }
    }
    var facts: [HitID: EventFacts] = [:]
    var first: Int64?
    var last: Int64?
    for row in table.rows {
      if let time = table.time(row), !table.rowsSilencedAtScan.contains(row) {
        first = min(first ?? time, time)
        last = max(last ?? time, time)
      }
      guard let hit = wanted[table.key(row)], facts[hit] == nil else { continue }
      let principal = Self.principalColumns.lazy.map { table.text(row, column: $0) }
        .first { !$0.isEmpty }
      facts[hit] = EventFacts(
        time: table.text(row, column: 0), region: table.text(row, column: 1),
        principal: principal ?? "", name: table.text(row, column: 2),
        sourceAddress: table.text(row, column: 3))
    }
    self.facts = facts
    events = .init(
      hits: table.count - table.rowsSilencedAtScan.count, first: first, last: last,
      logs: bundle?.logs ?? logs,
      sha256: bundle?.events.sha256, selection: bundle?.events.selection ?? .all)
  }
}
