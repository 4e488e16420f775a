import Basics
import CloudTrail
import Foundation
import HitStore

/// Writes a session and the events of its hits into one gzip file.
///
///     manifest line │ journal, byte for byte │ {"file":0,"bytes":1412} event │ {"file":0,"bytes":1398} event │ …
///
/// The same session over the same logs gives the same file, byte for byte: nothing in it depends on
/// the time, and the gzip header has none.
public struct BundleWriter {
  let journal: [UInt8]
  let table: HitTable
  let spool: Spool
  let rows: [HitTable.Row]
  let selection: BundleManifest.Selection
  let tool: String
  let logs: BundleManifest.Logs

  /// - Parameter journal: the session's unchanged file, with entries of later versions and torn
  ///   lines.
  public init(
    journal: [UInt8], contents: JournalContents, table: HitTable, spool: Spool,
    selection: BundleManifest.Selection, logs: BundleManifest.Logs, tool: String
  ) {
    self.journal = journal
    self.table = table
    self.spool = spool
    self.selection = selection
    self.logs = logs
    self.tool = tool
    let all = contents.judgedHits
    let judged = selection == .all ? nil : all
    // Rules that match the same record share its bytes, so it is kept once.
    var last: Spool.Extent?
    rows = table.rows.filter { row in
      if let judged, !judged.contains(table.id(row)) { return false }
      // Silenced events are of no use without a verdict: an allowlist may silence nearly all.
      if table.rowsSilencedAtScan.contains(row), !all.contains(table.id(row)) { return false }
      defer { last = table.spooled(row) }
      return !table.isAlert(row) && table.spooled(row) != last
    }
  }

  public var eventCount: Int { rows.count }

  /// Writes the bundle to `path`, completely or not at all. Only its owner can read it, since it
  /// has a customer's logs.
  public func write(to path: String) throws(BundleError) {
    let names = fileNames
    let manifest = try self.manifest(names)
    guard let line = try? JSONText.line(manifest) else {
      throw .cannotWrite(path: path, reason: "its manifest cannot be encoded")
    }
    func saving<Result>(
      _ body: () throws(FileCalls.Failure) -> Result
    ) throws(BundleError) -> Result {
      do { return try body() } catch { throw .cannotWrite(path: path, reason: "\(error)") }
    }
    let file = try saving { () throws(FileCalls.Failure) in try Replacement(of: path) }
    var pending = line + [UInt8(ascii: "\n")] + journal
    func pack() throws(BundleError) {
      let member: [UInt8]
      do { member = try GzipWriter().compressed(pending) } catch {
        throw .cannotWrite(path: path, reason: "\(error)")
      }
      try saving { () throws(FileCalls.Failure) in try file.write(member) }
      pending.removeAll(keepingCapacity: true)
    }
    try forEachPart(names) { bytes throws(BundleError) in
      pending += bytes
      if pending.count >= Self.memberBytes { try pack() }
    }
    if !pending.isEmpty { try pack() }
    try saving { () throws(FileCalls.Failure) in try file.finish() }
  }

  /// A gzip member is compressed in memory; several make one file.
  private static let memberBytes = 8 << 20

  /// The files with hits of the bundle, without duplicates, in the order of the rows.
  private var fileNames: [String: Int] {
    var names: [String: Int] = [:]
    for row in rows where names[table.file(row)] == nil { names[table.file(row)] = names.count }
    return names
  }

  private func manifest(_ names: [String: Int]) throws(BundleError) -> BundleManifest {
    var hash = SHA256()
    var bytes = 0
    try forEachPart(names) { part in
      hash.update(part)
      bytes += part.count
    }
    return BundleManifest(
      tool: tool, journal: .init(bytes: journal.count, sha256: SHA256.hex(of: journal)),
      events: .init(count: rows.count, bytes: bytes, sha256: hash.hex(), selection: selection),
      files: names.sorted { $0.value < $1.value }.map(\.key), logs: logs)
  }

  /// The section of events, in parts.
  private func forEachPart(
    _ names: [String: Int], _ body: ([UInt8]) throws(BundleError) -> Void
  ) throws(BundleError) {
    for row in rows {
      guard let event = spool.bytes(of: table.spooled(row)) else {
        throw .cannotRead(
          path: table.file(row), reason: "the temporary file with the hits cannot be read")
      }
      let head = BundledEventHead(file: names[table.file(row)] ?? 0, bytes: event.count)
      try body(head.line + event + [UInt8(ascii: "\n")])
    }
  }
}

extension JournalContents {
  /// Hits with a decision, undone or not.
  var judgedHits: Set<HitID> {
    var hits: Set<HitID> = []
    for entry in entries {
      if case .decide(let decision) = entry.action { hits.formUnion(decision.hits) }
    }
    return hits
  }
}
