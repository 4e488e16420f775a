import CloudTrail
import EventJSON
import Foundation
import TestSupport
import Testing

/// Public data sets, when a folder `shared` lies beside the repository. They are no part of the
/// project, so without them these tests are skipped.
struct RealDataTests {
  private static let folder = SharedData.root.appending(path: "data/cloudtrail").path

  /// Foundation reads every file on its own, and finds the records by its own rules: where it can
  /// read a file whole, the counts and every eventID must be the same.
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
        guard kind == .event else { return }
        ids += reader.event.values(at: 0).map { reader.event.text(of: $0) }
      }
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
      #expect(ids == events.compactMap { $0["eventID"].map { "\($0)" } }, "\(file.path)")
    }
    #expect(compared > 300)
    #expect(total.event > 3000)
  }

  /// Cut off at any byte: no trap, and what comes before the cut is delivered.
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

  /// The records of a file that is one JSON value, or one a line; nil when it is neither.
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
    if isEvent(object) || isInsight(object) { return [object] }
    if let text = object["CloudTrailEvent"] as? String { return records(inText: text) }
    if let detail = object["detail"] as? [String: Any], object["detail-type"] != nil {
      return records(in: detail)
    }
    if let text = object["message"] as? String, text.hasPrefix("{") { return records(inText: text) }
    for name in ["Records", "Events", "logEvents", "events"] {
      if let list = object[name] as? [Any] { return list.flatMap(records(in:)) }
    }
    return [object]
  }

  private static func records(inText text: String) -> [[String: Any]] {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))).map(records(in:)) ?? []
  }

  private static func isInsight(_ record: [String: Any]) -> Bool {
    record["eventCategory"] as? String == "Insight"
      || record["eventType"] as? String == "AwsCloudTrailInsight"
  }

  private static func isEvent(_ record: [String: Any]) -> Bool {
    if isInsight(record) || record["eventSource"] as? String == "aws:s3" { return false }
    if record["eventType"] as? String == "AwsAggregatedEvent" { return false }
    if record["eventName"] != nil, record["eventSource"] != nil { return true }
    return record["eventVersion"] != nil
      && (record["eventType"] != nil || record["eventSource"] != nil)
      && record["digestStartTime"] == nil
  }
}
