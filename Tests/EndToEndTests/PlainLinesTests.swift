import Foundation
import Testing

/// The table and the sentences have the values of ndjson, whether a line is copied byte by byte or
/// needs care.
@Suite struct PlainLinesTests {
  private static let fields = [
    "eventTime", "awsRegion", "eventName", "userAgent", "errorCode", "sourceIPAddress",
  ]
  private static let widths = [20, 14, 24, 24, 24, 16]
  private static let agents = [
    "aws-cli/2.17.0", "é", "a b ", "", "x\u{202E}y", "tab\there", String(repeating: "w", count: 40),
  ]

  private let folder: Folder
  private let rule: String
  private let log: String

  init() throws {
    folder = try Folder()
    rule = folder.path + "/rule.yml"
    try """
    title: Any call
    id: 3f1c8a52-7f0e-4a53-9d8e-0b6a3b1f2c11
    logsource: {product: aws, service: cloudtrail}
    detection:
      all: {eventSource: '*'}
      condition: all
    """.write(toFile: rule, atomically: true, encoding: .utf8)
    let events = Self.agents.enumerated().map { index, agent in
      let time = index == 2 ? "yesterday" : "2026-02-0\(index + 1)T10:00:00Z"
      let text = String(
        decoding: (try? JSONEncoder().encode(agent)) ?? Data(), as: UTF8.self)
      return #"{"eventVersion":"1.11","eventSource":"ec2.amazonaws.com","eventName":"Describe","#
        + #""eventTime":"\#(time)","awsRegion":"ap-east-1","eventID":"\#(index)","userAgent":\#(text)}"#
    }
    log = folder.path + "/log.json"
    try events.joined(separator: "\n").write(toFile: log, atomically: true, encoding: .utf8)
  }

  private func lines(_ format: String) throws -> [String] {
    let outcome = try Program.trailsift(
      [
        "scan", rule, log, "--format", format, "--quiet", "--columns",
        Self.fields.joined(separator: ","),
      ], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  private static func shown(_ text: String) -> String {
    text.replacing("\u{202E}", with: "‹U+202E›").replacing("\t", with: "␉")
  }

  private func values() throws -> [[String]] {
    try lines("ndjson").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let event = try #require(object?["event"] as? [String: Any])
      return Self.fields.map { Self.shown(event[$0] as? String ?? "") }
    }
  }

  @Test func rowsOfTheTable() throws {
    let wanted = try values().map { texts in
      var row = zip(texts, Self.widths).map { text, width in
        text + String(repeating: " ", count: max(0, width - text.count)) + "  "
      }.joined()
      while row.hasSuffix(" ") { row.removeLast() }
      return row
    }
    #expect(try Array(lines("table").dropFirst()) == wanted)
  }

  @Test func sentences() throws {
    let wanted = try values().enumerated().map { index, texts in
      let parts = zip(Self.fields, texts).map { field, text in
        let isTime = field == "eventTime" && text.hasSuffix("Z")
        let spoken = isTime ? text.dropLast().replacing("T", with: " ") + " UTC" : text
        return "\(field) \(spoken.isEmpty ? "none" : spoken)"
      }
      return "hit \(index + 1): "
        + (parts + ["rule Any call", "file \(log)"]).joined(separator: "; ")
    }
    #expect(try lines("lines") == wanted)
  }
}
