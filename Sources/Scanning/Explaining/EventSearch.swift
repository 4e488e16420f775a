import Basics
import HitStore
import Sigma

/// Finds the records with an eventID, or with one of several, whether a rule matches them or not.
///
///     let found = EventSearch(eventID: "0f6e…", logs: ["logs/"], jobs: 8).run { _, _ in }
///     found.occurrences.map(\.file)      // ["logs/…/a.json.gz", "logs/…/b.json.gz"]
///
/// It is an ordinary scan for `eventID: …` over all records, with the same report of what could not
/// be read.
public final class EventSearch: Sendable {
  /// One record with the eventID.
  public struct Occurrence: Sendable {
    public let file: String
    /// As hits show it.
    public let eventID: String
    /// The record's bytes as delivered.
    public let record: [UInt8]
  }

  public struct Result: Sendable {
    /// In the order of the logs, at most `maximumOccurrences` and `maximumBytes`.
    public internal(set) var occurrences: [Occurrence] = []
    /// The number of records with the eventID.
    public internal(set) var count = 0
    public internal(set) var report = ScanReport()
    fileprivate var files: [String] = []
    fileprivate var keptBytes = 0
  }

  /// An eventID usually occurs once or twice. A log in which every record has the same one must not
  /// fill memory.
  static let maximumBytes = 64 << 20
  static let maximumOccurrences = 100

  /// In lower case.
  private let eventIDs: Set<String>
  private let limits: (occurrences: Int, bytes: Int)
  private let scan: Scan

  /// - Parameter eventID: as hits show it, ignoring case. `sha256:…` identifies a record without an
  ///   eventID by its content.
  public convenience init(
    eventID: String, logs: [String], jobs: Int
  ) throws(RuleCompilationError) {
    try self.init(
      eventIDs: [eventID], logs: logs, jobs: jobs,
      limits: (Self.maximumOccurrences, Self.maximumBytes))
  }

  /// - Parameters:
  ///   - eventIDs: as hits show them, at least one.
  ///   - kept: events to search instead of logs.
  ///   - limits: how many occurrences, and bytes of them, are kept.
  public init(
    eventIDs: [String], logs: [String], kept: KeptEvents? = nil, jobs: Int,
    limits: (occurrences: Int, bytes: Int)
  ) throws(RuleCompilationError) {
    self.eventIDs = Set(eventIDs.map { $0.lowercased() })
    self.limits = limits
    // A wildcard in a rule matches any character; `take` compares exactly.
    let named = eventIDs.filter { !$0.begins(with: "sha256:") }
      .map { String($0.map { "*?\\".contains($0) ? "?" : $0 }) }
    let text = Self.rule(named: !named.isEmpty, unnamed: named.count < eventIDs.count)
    let rules = RuleFile(text: text, path: "eventID").rules
    let matcher = try RuleMatcher(
      rules: rules, placeholders: Placeholders(["eventID": named.isEmpty ? [""] : named]))
    var request = ScanRequest(matcher: matcher, logs: logs, columns: [], jobs: jobs)
    request.matchesAnyRecord = true
    request.keepsDuplicates = true
    request.keepsInputOrder = kept == nil
    scan = kept.map { Scan(request, of: $0) } ?? Scan(request)
  }

  private static func rule(named: Bool, unnamed: Bool) -> String {
    """
    title: eventID
    logsource: {product: aws, service: cloudtrail}
    detection:
      named: {'eventID|expand': '%eventID%'}
      unnamed: [{eventID: null}, {eventID: ''}]
      condition: \(named && unnamed ? "named or unnamed" : named ? "named" : "unnamed")
    """
  }

  /// Stops the search; `run` then returns the results so far.
  public func stop() { scan.stop() }

  /// Searches all of the logs.
  ///
  /// - Parameter onProgress: called with the progress and the number of records found, one call at
  ///   a time.
  public func run(onProgress: @escaping @Sendable (ScanProgress, Int) -> Void) -> Result {
    let found = Locked(Result())
    let report = scan.run { update in
      switch update {
      case .files(let files, _): found.withLock { $0.files += files }
      case .hits(let batch): found.withLock { self.take(batch, into: &$0) }
      case .progress(let progress, _): onProgress(progress, found.withLock { $0.count })
      case .silenced, .alerts, .finished: break
      }
    }
    return found.withLock {
      $0.report = report
      return $0
    }
  }

  private func take(_ batch: HitBatch, into found: inout Result) {
    for hit in batch.hits {
      let eventID = batch.eventID(of: hit)
      guard eventIDs.contains(eventID.lowercased()) else { continue }
      found.count += 1
      let record = batch.json(of: hit)
      guard found.occurrences.count < limits.occurrences,
        found.keptBytes + record.count <= limits.bytes
      else { continue }
      found.keptBytes += record.count
      found.occurrences.append(
        Occurrence(file: found.files[hit.file], eventID: eventID, record: Array(record)))
    }
  }
}
