import CloudTrail
import Foundation
import TestSupport

private let event =
  #"{"eventVersion":"1.11","eventTime":"2026-02-25T21:49:12Z","eventSource":"iam.amazonaws.com","#
  + #""eventName":"CreateUser","eventID":"8f2b61c4","awsRegion":"ap-east-1","sourceIPAddress":"#
  + #""198.51.100.7","userAgent":"aws-cli/2 é 😀","userIdentity":{"type":"IAMUser","arn":"a"},"#
  + #""requestParameters":{"p":"{\"x\":[\n]}","l":[[],{}]},"x":null}"#

/// Reads a file, and checks what holds for any content.
private func read(_ bytes: [UInt8], at path: String, by reader: RecordReader) throws {
  try Data(bytes).write(to: URL(fileURLWithPath: path))
  var (events, records) = (0, 0)
  let report = reader.read(
    LogFile(path: path, byteCount: Int64(bytes.count)), progress: { _ in true }
  ) { kind in
    records += 1
    if kind == .event { events += 1 }
    for value in reader.event.values(at: 0) { _ = reader.event.text(of: value) }
  }
  let counts = report.counts
  try Violation.check(counts.event == events, "counted \(counts.event) of \(events) events")
  try Violation.check(
    counts.event + counts.notEvent == records, "counted \(counts) of \(records) records")
  try Violation.check(counts.bad == 0 || report.damage != nil, "bad records without damage")
  if report.skipped != nil {
    try Violation.check(counts == RecordCounts(), "records in a skipped file")
  }
}

/// Log files: JSON in all its deliveries, gzip, CSV, UTF-16.
struct RecordFuzzer: Fuzzer {
  static let name = "records"
  static let summary = "log files of every kind"

  let samples: [[UInt8]] = [
    "{\"Records\":[\(event),\(event)]}", "[\(event)]", event + "\n" + event + "\n",
    "{\"Events\":[{\"CloudTrailEvent\":\"{}\"}]}", "a,b\n1,\"{\"\"eventVersion\"\":1}\"\n",
  ].flatMap { text in
    [Array(text.utf8), [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }]
  }
  let pieces = [
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u", "\n", "\r\n", "\u{0}", "\u{1E}", "\u{FEFF}",
    "{\"Records\":[", "]}", "{\"eventVersion\":", "\u{1F}\u{8B}", "\"detail\":{", "null", "1e999",
  ]

  private let folder: ScratchFolder
  private let reader = RecordReader(fields: ["eventID"])

  init() throws { folder = try ScratchFolder() }

  func run(_ bytes: [UInt8]) throws { try read(bytes, at: folder.path("log"), by: reader) }
}

/// Events inside of other records: strings of JSON, base64, lists, several deep.
struct UnwrappingFuzzer: Fuzzer {
  static let name = "unwrapping"
  static let summary = "events inside of other records"

  let samples: [[UInt8]]
  let pieces = [
    "{\"message\":\"", "\\\"", "\\\\", "\"}", "\"data\":\"", "eyJ", "H4sI", "=", "[", "]", "{", "}",
    "\"logEvents\":[", "\"detail\":", "\"Body\":", "\\u007b", ",",
  ]

  private let folder: ScratchFolder
  private let reader = RecordReader(fields: ["eventID"])

  init() throws {
    folder = try ScratchFolder()
    func string(_ text: String) throws -> String {
      String(
        decoding: try JSONSerialization.data(
          withJSONObject: text, options: .fragmentsAllowed), as: UTF8.self)
    }
    let base64 = Data(event.utf8).base64EncodedString()
    samples = try [
      "{\"message\":\(string(event))}", "{\"detail\":\(event),\"detail-type\":\"x\"}",
      "{\"Records\":[{\"kinesis\":{\"data\":\"\(base64)\"}}]}",
      "{\"Body\":\(string("{\"Message\":\(string(event))}"))}",
      "{\"logEvents\":[{\"message\":\(string(event))},{\"message\":\"x\"}]}",
    ].map { Array($0.utf8) }
  }

  func run(_ bytes: [UInt8]) throws { try read(bytes, at: folder.path("log"), by: reader) }
}
