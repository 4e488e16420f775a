import Basics
import EventJSON
import Foundation
import Sigma
import TestSupport
import Testing

@testable import Scanning

@Suite struct SurroundingsSearchTests {
  private static func event(
    _ id: String, _ time: String, arn: String = "arn:aws:iam::1:user/kim",
    address: String = "198.51.100.7",
    key: String = "AKIA1", more: String = ""
  ) -> String {
    """
    {"eventVersion":"1.09","eventType":"AwsApiCall","eventID":"\(id)","eventTime":"\(time)","eventSource":"iam.amazonaws.com","eventName":"ListUsers","awsRegion":"us-east-1","sourceIPAddress":"\(address)","userIdentity":{"type":"IAMUser","arn":"\(arn)","accessKeyId":"\(key)"},"readOnly":true\(more)}
    """
  }

  private static let hit = event("hit", "2026-03-02T12:00:00Z")

  private func search(
    _ subject: SurroundingsQuery.Subject, _ window: SurroundingsQuery.Window = .hour,
    of hit: String = hit,
    in events: [String]
  ) throws -> (ids: [String], report: SurroundingsSearch.Report?) {
    let folder = try ScratchFolder()
    let path = folder.url.path + "/log.json"
    try events.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let query = try #require(
      SurroundingsQuery(subject, of: JSONOutline(hit), time: 1_772_452_800_000, window: window))
    let rules = RuleFile(text: "title: x", path: "x").rules
    let request = ScanRequest(
      matcher: try RuleMatcher(rules: rules, placeholders: Placeholders()), logs: [path, "-"],
      columns: [], jobs: 2)
    let found = Locked<([String], SurroundingsSearch.Report?)>(([], nil))
    try SurroundingsSearch(query, like: request).run { update in
      switch update {
      case .events(let batch, _):
        found.withLock { $0.0 += batch.hits.map(batch.eventID) }
      case .finished(let report): found.withLock { $0.1 = report }
      case .files, .progress: break
      }
    }
    return withExtendedLifetime(folder) { found.withLock { ($0.0.sorted(), $0.1) } }
  }

  @Test func theTimeAskedForIsWhole() throws {
    #expect(Timestamp.milliseconds("2026-03-02T12:00:00Z") == 1_772_452_800_000)
    let events = [
      Self.hit, Self.event("first", "2026-03-02T11:00:00Z"),
      Self.event("last", "2026-03-02T13:00:00Z"),
      Self.event("before", "2026-03-02T10:59:59Z"), Self.event("after", "2026-03-02T13:00:01Z"),
    ]
    #expect(try search(.principal, in: events).ids == ["first", "hit", "last"])
    #expect(try search(.principal, .quarter, in: events).ids == ["hit"])
    #expect(try search(.principal, .sixHours, in: events).ids.count == 5)
  }

  @Test func thePrincipalIsExact() throws {
    let odd = Self.event("hit", "2026-03-02T12:00:00Z", arn: "arn:*:k?m")
    let events = [
      odd, Self.event("like", "2026-03-02T12:00:01Z", arn: "arn:aws:kim"),
      Self.event("other", "2026-03-02T12:00:01Z"),
      Self.event("case", "2026-03-02T12:00:01Z", arn: "ARN:*:K?M"),
    ]
    #expect(try search(.principal, of: odd, in: events).ids == ["case", "hit"])
  }

  @Test func addressesAndKeys() throws {
    let handedOut = #","responseElements":{"credentials":{"accessKeyId":"AKIA1"}}"#
    let events = [
      Self.hit, Self.event("same", "2026-03-02T12:00:01Z", arn: "x", key: "AKIA2"),
      Self.event(
        "given", "2026-03-02T11:59:01Z", arn: "y", address: "z", key: "AKIA3", more: handedOut),
    ]
    #expect(try search(.source, in: events).ids == ["hit", "same"])
    #expect(try search(.accessKey, in: events).ids == ["given", "hit"])
  }

  /// Services have no ARN, some events not even an identity.
  @Test func whoHasNoARNIsTaken() {
    let service = JSONOutline(
      #"{"userIdentity":{"type":"AWSService","invokedBy":"config.amazonaws.com"}}"#)
    let query = SurroundingsQuery(.principal, of: service, time: 0)
    #expect(query?.field == "userIdentity.invokedBy" && query?.value == "config.amazonaws.com")
    #expect(SurroundingsQuery(.accessKey, of: service, time: 0) == nil)
    #expect(
      SurroundingsQuery(.principal, of: JSONOutline(#"{"userIdentity":null}"#), time: 0) == nil)
    #expect(SurroundingsQuery(.source, of: JSONOutline(#"{"sourceIPAddress":""}"#), time: 0) == nil)
    #expect(
      SurroundingsQuery(.principal, of: service, time: .max)?.times.upperBound == Int64.max - 1)
  }

  @Test func filesOfOtherDaysStayUnopened() throws {
    let folder = try ScratchFolder()
    for day in ["03/01", "03/02", "03/20", "04/20"] {
      let path = folder.url.path + "/AWSLogs/111122223333/CloudTrail/us-east-1/2026/" + day
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try Self.event(day, "2026-03-02T12:00:00Z").write(
        toFile: path + "/x.json", atomically: true, encoding: .utf8)
    }
    let query = try #require(
      SurroundingsQuery(.principal, of: JSONOutline(Self.hit), time: 1_772_452_800_000))
    let request = ScanRequest(
      matcher: try RuleMatcher(rules: [], placeholders: Placeholders()), logs: [folder.url.path],
      columns: [], jobs: 1)
    let report = Locked<SurroundingsSearch.Report?>(nil)
    try SurroundingsSearch(query, like: request).run { update in
      if case .finished(let finished) = update { report.withLock { $0 = finished } }
    }
    let scan = try withExtendedLifetime(folder) { try #require(report.withLock { $0 }) }.scan
    #expect(scan.filesRead == 2 && scan.prunedFileCount == 2)
  }
}
