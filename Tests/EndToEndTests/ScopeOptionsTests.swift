import Foundation
import Testing

/// `--since`, `--until`, `--region` and `--account` on the command line.
@Suite struct ScopeOptionsTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try Data(
      """
      title: Every call
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: '*'}, condition: selection}

      """.utf8
    ).write(to: URL(fileURLWithPath: folder.path + "/r.yml"))
    let events = [
      #""eventTime":"2025-11-12T12:00:00+02:00","awsRegion":"us-east-1""#,
      #""eventTime":"2025-11-13T01:00:00Z","awsRegion":"ap-east-1""#, #""awsRegion":"us-east-1""#,
      #""eventTime":1762996800,"awsRegion":"""#,
    ].enumerated().map {
      #"{"eventVersion":"1.11","eventSource":"a","eventName":"A","eventID":"\#($0)",\#($1)}"#
    }
    try Data(events.joined(separator: "\n").utf8).write(
      to: URL(fileURLWithPath: folder.path + "/l.json"))
  }

  private func scan(_ arguments: [String]) throws -> Program.Outcome {
    try Program.trailsift(
      ["scan", "r.yml", "l.json", "--format", "csv", "--columns", "eventTime"] + arguments,
      in: folder, at: folder.path)
  }

  /// The clock is at 2025-11-13T02:13:20Z.
  @Test(
    arguments: [
      (
        ["--since", "2025-11-12T23:00:00-02:00"],
        ["2025-11-13T01:00:00Z", "", "2025-11-13T01:20:00Z"]
      ),
      (["--since", "1h"], ["", "2025-11-13T01:20:00Z"]),
      (["--since", "7d", "--until", "24h"], [""]),
      (
        ["--since", "2w", "--until", "90s"],
        ["2025-11-12T10:00:00Z", "2025-11-13T01:00:00Z", "", "2025-11-13T01:20:00Z"]
      ),
      (["--until", "1762941600"], [""]),
      (["--until", "1762941600001"], ["2025-11-12T10:00:00Z", ""]),
      (["--region", "ap-east-1"], ["2025-11-13T01:00:00Z", "2025-11-13T01:20:00Z"]),
    ])
  func eventsAreChosen(arguments: [String], times: [String]) throws {
    let outcome = try scan(arguments)
    #expect(outcome.status == 0)
    let shown = outcome.output.split(separator: "\r\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).last.map(String.init)
    }
    #expect(shown == times)
    #expect(outcome.errors.contains("1 event without a readable"))
  }

  @Test(arguments: [
    ["--since", "2026-02-30"], ["--until", "2026-13-01"], ["--since", "yesterday"],
    ["--since", ""], ["--until", "2026-11-02T25:00:00Z"], ["--since", "7 days"],
    ["--since", "2026-11-03", "--until", "2026-11-03"], ["--since", "1h", "--until", "1h"],
    ["--since", "2026-11-03T00:00:00Z", "--until", "2026-11-03T01:00:00+02:00"],
    ["--region", ""], ["--only-region-folders"], ["--account", "12"],
  ])
  func impossibleScopesAreUsageErrors(arguments: [String]) throws {
    let outcome = try scan(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
  }

  @Test func aCaretShowsWhatIsWrong() throws {
    let errors = try scan(["--until", "2026-02-30T10:00:00Z"]).errors
    #expect(
      errors.contains(
        "--until: February 2026 has 28 days\n  2026-02-30T10:00:00Z\n          ^^\n"))
  }

  @Test func whatIsKeptIsCounted() throws {
    let path = folder.path + "/stats.json"
    _ = try scan(["--since", "2025-11-13", "--region", "ap-east-1", "--stats", path])
    let stats =
      try JSONSerialization.jsonObject(with: folder.bytes("stats.json")) as? [String: Any]
    #expect(stats?["kept_without"] as? [String: Int] == ["time": 0, "region": 1, "account": 0])
  }

  @Test(arguments: ["2026-02-30", "2025-02-29", "2026-4-1", "2026-04-31"])
  func anExceptionExpiresOnADay(date: String) throws {
    let outcome = try Program.trailsift(
      ["except", "r.yml", "--where", "userAgent=x", "--expires", date], in: folder,
      at: folder.path)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--expires"))
  }
}
