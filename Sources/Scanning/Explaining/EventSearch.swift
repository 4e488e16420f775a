import Basics
import HitStore
import Sigma

/// Finds the records with an eventID, whether a rule matches them or not.
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

  private let eventID: String
  private let scan: Scan

  /// - Parameter eventID: as hits show it, ignoring case. `sha256:…` identifies a record without an
  ///   eventID by its content.
  public init(eventID: String, logs: [String], jobs: Int) throws(RuleCompilationError) {
    self.eventID = eventID.lowercased()
    // A wildcard in a rule matches any character; `take` compares exactly.
    let value = String(eventID.map { "*?\\".contains($0) ? "?" : $0 })
    let rules = RuleFile(text: Self.rule(named: !eventID.begins(with: "sha256:")), path: "eventID")
      .rules
    let matcher = try RuleMatcher(rules: rules, placeholders: Placeholders(["eventID": [value]]))
    var request = ScanRequest(matcher: matcher, logs: logs, columns: [], jobs: jobs)
    request.matchesAnyRecord = true
    request.keepsDuplicates = true
    request.keepsInputOrder = true
    scan = Scan(request)
  }

  private static func rule(named: Bool) -> String {
    """
    title: eventID
    logsource: {product: aws, service: cloudtrail}
    detection:
      named: {'eventID|expand': '%eventID%'}
      unnamed: [{eventID: null}, {eventID: ''}]
      condition: \(named ? "named" : "unnamed")
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
      case .alerts, .finished: break
      }
    }
    return found.withLock {
      $0.report = report
      return $0
    }
  }

  private func take(_ batch: HitBatch, into found: inout Result) {
    for hit in batch.hits where batch.eventID(of: hit).lowercased() == eventID {
      found.count += 1
      let record = batch.json(of: hit)
      guard found.occurrences.count < Self.maximumOccurrences,
        found.keptBytes + record.count <= Self.maximumBytes
      else { continue }
      found.keptBytes += record.count
      found.occurrences.append(Occurrence(file: found.files[hit.file], record: Array(record)))
    }
  }
}
