import CloudTrail
import EventJSON
import Foundation
import TestSupport
import Testing

/// Public data sets in a folder `shared` beside the repository. They are not part of the project,
/// so without them these tests are skipped.
struct RealDataTests {
  private static let folder = SharedData.root.appending(path: "data/cloudtrail").path

  /// Foundation reads every file separately, and the records are found by other rules: if it can
  /// read a whole file, the counts and every eventID must be equal.
  @Test(.enabled(if: SharedData.has("data/cloudtrail"), "needs ../shared/data/cloudtrail"))
  func countsAreFoundations() throws {
    let files = LogDiscovery.discover([Self.folder]).files
    #expect(files.count > 300)
    let reader = RecordReader(fields: ["eventID"])
    var total = RecordCounts()
    var compared = 0
    for file in files {
      var ids: [String] = []
      var calls = 0
      let report = reader.read(file, progress: { _ in true }) { kind in
        calls += 1
        guard kind.isEvent else { return }
        ids += reader.event.values(at: 0).map { reader.event.text(of: $0) }
      }
      // The files in an archive have their own reports.
      if report.isArchive { continue }
      total += report.counts
      #expect(calls == report.counts.event + report.counts.notEvent, "\(file.path)")
      #expect(report.compressedBytes == file.byteCount, "\(file.path)")
      guard let data = FileManager.default.contents(atPath: file.path),
        let records = Self.records(in: data)
      else { continue }
      compared += 1
      #expect(report.damage == nil, "\(file.path)")
      #expect(report.counts.bad == 0, "\(file.path)")
      #expect(report.counts.total == records.count, "\(file.path)")
      let events = records.filter(Self.isEvent)
      #expect(report.counts.event == events.count, "\(file.path)")
      // Foundation does not keep the order of members.
      #expect(
        ids.sorted() == events.compactMap { $0["eventID"].map { "\($0)" } }.sorted(),
        "\(file.path)")
    }
    #expect(compared > 300)
    #expect(total.event > 3000)
  }

  /// Cut off at any byte: no trap, and everything before the cut is delivered.
  @Test(.enabled(if: SharedData.has("data/cloudtrail"), "needs ../shared/data/cloudtrail"))
  func cutOffFilesGiveTheirFirstRecords() throws {
    let scratch = try LogFolder()
    let reader = RecordReader(fields: ["eventID"])
    for file in LogDiscovery.discover([Self.folder]).files.prefix(60) {
      let bytes = [UInt8](FileManager.default.contents(atPath: file.path) ?? Data())
      let whole = scratch.read(file, with: reader)
      var last = 0
      for step in 1..<8 {
        let part = try scratch.write("part", bytes.prefix(bytes.count * step / 8))
        let reading = scratch.read(part, with: reader)
        #expect(reading.texts.count >= last || whole.report.counts.bad > 0, "\(file.path)")
        last = reading.texts.count
      }
    }
  }

  // MARK: The reference

  /// The records of a file with one JSON value, or one per line; nil if it is neither.
  private static func records(in data: Data) -> [[String: Any]]? {
    if let whole = try? JSONSerialization.jsonObject(with: data) { return records(in: whole) }
    let lines = data.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    let values = lines.map { try? JSONSerialization.jsonObject(with: Data($0)) }
    guard !values.isEmpty, !values.contains(where: { $0 == nil }) else { return nil }
    return values.flatMap { $0.map(records(in:)) ?? [] }
  }

  private static func records(in value: Any) -> [[String: Any]] {
    if let list = value as? [Any] { return list.flatMap(records(in:)) }
    guard let object = value as? [String: Any] else { return [] }
    for name in ["Records", "Events", "events", "logEvents", "results"] {
      if let list = object[name] as? [Any] { return list.flatMap(records(in:)) }
    }
    let inside = inside(object)
    return inside.isEmpty ? [object] : inside
  }

  /// The events in a value, and the objects without any in a list with some.
  private static func inside(_ value: Any) -> [[String: Any]] {
    switch value {
    case let text as String where text.hasPrefix("{") || text.hasPrefix("["):
      return (try? JSONSerialization.jsonObject(with: Data(text.utf8))).map(inside) ?? []
    case let object as [String: Any]:
      return isEvent(object) ? [object] : object.values.flatMap(inside)
    case let list as [Any]:
      let each = list.map { (element: $0, events: inside($0)) }
      guard each.contains(where: { !$0.events.isEmpty }) else { return [] }
      return each.flatMap { each in
        each.events.isEmpty ? [each.element as? [String: Any]].compactMap { $0 } : each.events
      }
    default: return []
    }
  }

  private static func isEvent(_ record: [String: Any]) -> Bool {
    let record = record.filter { !($0.value is NSNull) }
    let source = record["eventSource"] as? String ?? ""
    if source.contains(":") { return false }
    if record["eventCategory"] as? String == "Insight" { return true }
    let type = record["eventType"] as? String ?? ""
    if ["AwsCloudTrailInsight", "AwsAggregatedEvent"].contains(type) { return true }
    if record["eventName"] != nil, source.hasSuffix(".amazonaws.com") { return true }
    if record["digestStartTime"] != nil { return false }
    if record["eventVersion"] != nil, type.hasPrefix("Aws") { return true }
    let telling = [
      "eventVersion", "awsRegion", "userIdentity", "recipientAccountId", "sourceIPAddress",
    ]
    let naming = ["eventSource", "eventName", "eventType", "eventVersion"]
    let others = [
      "eventCategory", "eventTime", "eventID", "requestParameters", "responseElements",
      "insightDetails",
    ]
    return Set(telling + naming + others).intersection(record.keys).count >= 3
      && !Set(telling).intersection(record.keys).isEmpty
      && !Set(naming).intersection(record.keys).isEmpty
  }
}
