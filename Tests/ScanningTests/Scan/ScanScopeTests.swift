import Basics
import Foundation
import Sigma
import TestSupport
import Testing

@testable import Scanning

/// Scans over some of the events, by time, region and account.
@Suite struct ScanScopeTests {
  private let temporary: ScratchFolder
  private let rules: RuleSet

  init() throws {
    temporary = try ScratchFolder()
    let rule = """
      title: Every call
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: '*'}, condition: selection}
      """
    rules = try RuleSet(
      files: [RuleFile(text: rule, path: "rule.yml")], placeholders: Placeholders())
  }

  /// `fields` are the members besides the eventID.
  private func event(_ id: String, _ fields: String) -> String {
    #"{"eventVersion":"1.09","eventName":"ListUsers","userIdentity":{"type":"Root"},"#
      + #""eventSource":"iam.amazonaws.com","eventID":"\#(id)",\#(fields)}"#
  }

  private func write(_ path: String, _ events: [String]) throws {
    let url = temporary.url.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("{\"Records\":[\(events.joined(separator: ","))]}".utf8).write(to: url)
  }

  private func scan(
    _ change: (inout ScanRequest) -> Void
  ) -> (ids: [String], report: ScanReport, times: [String]) {
    var request = ScanRequest(
      matcher: rules.matcher, logs: [temporary.url.path], columns: ["eventTime"], jobs: 2)
    request.keepsInputOrder = true
    change(&request)
    let found = Locked<(ids: [String], times: [String])>(([], []))
    let report = Scan(request).run { update in
      guard case .hits(let batch) = update else { return }
      found.withLock {
        $0.ids += batch.hits.map(batch.eventID)
        $0.times += batch.hits.map { batch.text(of: $0, column: 0) }
      }
    }
    return (found.withLock { $0.ids }, report, found.withLock { $0.times })
  }

  private static let november2 = Timestamp.milliseconds("2026-11-02T00:00Z")

  /// Within 2 November, in UTC, however it is written.
  @Test(arguments: [
    (#""2026-11-02T10:00:00Z""#, "2026-11-02T10:00:00Z"),
    (#""2026-11-02T10:00:00.123456Z""#, "2026-11-02T10:00:00.123456Z"),
    (#""2026-11-03T04:30:00+05:30""#, "2026-11-02T23:00:00Z"),
    (#""2026-11-01T23:00:00.5-01""#, "2026-11-02T00:00:00.500Z"),
    (#""2026-11-02T10:00""#, "2026-11-02T10:00:00Z"),
    (#""20261102T100000Z""#, "2026-11-02T10:00:00Z"),
    (#""2026\u002d11-02 10:00:00""#, "2026-11-02T10:00:00Z"),
    ("1793613603", "2026-11-02T10:00:03Z"), ("1793613603.25", "2026-11-02T10:00:03.250Z"),
    ("1.793613603E9", "2026-11-02T10:00:03Z"), (#""1793613603000""#, "2026-11-02T10:00:03Z"),
    (#"null,"eventTime":"2026-11-02T10:00:00Z""#, "2026-11-02T10:00:00Z"),
  ])
  func timesAreComparedAndShownInUTC(value: String, shown: String) throws {
    try write("a.json", [event("1", "\"eventTime\":\(value)")])
    let inside = scan {
      ($0.since, $0.until) = (Self.november2, Self.november2.map { $0 + 86_400_000 })
    }
    #expect(inside.ids == ["1"])
    #expect(inside.times == [shown])
    #expect(inside.report.counts.unplaced == UnplacedEvents())
    #expect(scan { $0.until = Self.november2 }.ids.isEmpty)
  }

  @Test(arguments: [
    #""other":1"#, #""eventTime":null"#, #""eventTime":"""#, #""eventTime":"soon""#,
    #""eventTime":"2026-02-30T10:00:00Z""#, #""eventTime":"2026-11-02""#, #""eventTime":0"#,
    #""eventTime":true"#, #""eventTime":{"$date":"2020"}"#, #""eventTime":[]"#,
  ])
  func whatHasNoReadableTimeIsKept(field: String) throws {
    try write("a.json", [event("1", field), event("2", #""eventTime":"2020-01-01T00:00:00Z""#)])
    for change in [
      { (request: inout ScanRequest) in request.since = Self.november2 },
      { request in (request.since, request.until) = (Self.november2, .max) },
    ] {
      let (ids, report, _) = scan(change)
      #expect(ids == ["1"])
      #expect(report.counts.unplaced.time == 1 && report.counts.unplaced.region == 0)
      #expect(report.counts.matched == 1 && report.counts.unmatched == 1)
    }
    // A search around an event takes only events that are surely in scope.
    let (ids, report, _) = scan {
      $0.since = Self.november2
      $0.keepsUnplaced = false
    }
    #expect(ids.isEmpty && report.counts.unplaced.isEmpty)
    #expect(scan { _ in }.report.counts.unplaced.isEmpty)
  }

  @Test(
    arguments: [
      (#""awsRegion":"ap-east-1""#, true, 0), (#""awsRegion":"AP-East-1""#, true, 0),
      (#""awsRegion":"us-east-1""#, false, 0), (#""awsRegion":"us-north-2r""#, false, 0),
      (#""awsRegion":"apiso-northsouth-3r""#, false, 0), (#""other":1"#, true, 1),
      (#""awsRegion":null"#, true, 1), (#""awsRegion":"""#, true, 1),
      (#""awsRegion":"-""#, true, 1),
      (#""awsRegion":"...""#, true, 1), (#""awsRegion":"redacted""#, true, 1),
      (#""awsRegion":7"#, true, 1),
    ])
  func whatHasNoReadableRegionIsKept(field: String, isKept: Bool, counted: Int) throws {
    try write("a.json", [event("1", field)])
    let (ids, report, _) = scan { $0.regions = ["ap-east-1", "eu-west-1"] }
    #expect(ids == (isKept ? ["1"] : []))
    #expect(report.counts.unplaced.region == counted)
  }

  @Test(
    arguments: [
      (#""recipientAccountId":"111122223333""#, true, 0),
      (#""recipientAccountId":"444455556666""#, false, 0),
      (#""userIdentity":{"accountId":"444455556666"}"#, false, 0),
      (#""accountId":"111122223333""#, true, 0),
      (#""recipientAccountId":"HIDDEN","accountId":"111122223333""#, true, 0),
      (#""recipientAccountId":111122223333"#, true, 0), (#""other":1"#, true, 1),
    ])
  func whatHasNoReadableAccountIsKept(field: String, isKept: Bool, counted: Int) throws {
    try write("a.json", [event("1", field)])
    let (ids, report, _) = scan { $0.accounts = ["111122223333"] }
    #expect(ids == (isKept ? ["1"] : []))
    #expect(report.counts.unplaced.account == counted)
  }

  /// One value out of scope excludes an event, whatever else is missing.
  @Test func oneReasonToLeaveOutIsEnough() throws {
    try write(
      "a.json",
      [
        event("1", #""awsRegion":"us-east-1""#), event("2", #""awsRegion":"ap-east-1""#),
        event("3", #""eventTime":"2026-11-02T10:00:00Z""#), event("4", #""other":1"#),
      ])
    let (ids, report, _) = scan {
      $0.since = Self.november2
      $0.regions = ["ap-east-1"]
    }
    #expect(ids == ["2", "3", "4"])
    #expect(report.counts.unplaced.time == 2 && report.counts.unplaced.region == 2)
    #expect(
      report.counts.unplaced.sentences == [
        "2 events without a readable time are kept: --since and --until can't place them",
        "2 events without a readable region are kept: --region can't place them",
      ])
  }

  /// Events are where they were delivered, which may be another region's folder.
  @Test func eventsAreFoundUnderOtherRegions() throws {
    for region in ["eu-west-1", "us-east-1"] {
      let path = "AWSLogs/o-abcde12345/111122223333/CloudTrail/\(region)/2026/11/02/a.json"
      try write(
        path,
        ["us-east-1", "ap-east-1"].map {
          event("\($0) in \(region)", #""awsRegion":"\#($0)","recipientAccountId":"111122223333""#)
        })
    }
    let asked = { (request: inout ScanRequest) in request.regions = ["us-east-1"] }
    #expect(scan(asked).ids == ["us-east-1 in eu-west-1", "us-east-1 in us-east-1"])
    let (ids, report, _) = scan {
      asked(&$0)
      $0.onlyRegionFolders = true
    }
    #expect(ids == ["us-east-1 in us-east-1"])
    #expect(report.prunedFileCount == 1)
    #expect(scan { $0.accounts = ["444455556666"] }.report.prunedFileCount == 2)
  }
}
