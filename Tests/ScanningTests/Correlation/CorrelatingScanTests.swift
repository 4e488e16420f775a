import Basics
import Foundation
import Sigma
import TestSupport
import Testing

@testable import Scanning

/// Correlations over files that come in any order.
@Suite struct CorrelatingScanTests {
  private let temporary: ScratchFolder
  private var folder: URL { temporary.url }

  init() throws { temporary = try ScratchFolder() }

  private static let rules = """
    title: Refused
    name: refused
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection: {errorCode: AccessDenied}
      condition: selection
    ---
    title: Users
    name: users
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection: {eventName: CreateUser}
      condition: selection
    ---
    title: Many refused
    name: many
    correlation:
      type: event_count
      rules: [refused]
      group-by: [userIdentity.userName]
      timespan: 10m
      condition: {gte: 3}
    """

  private func event(
    _ id: String, _ user: String?, _ time: String?, _ name: String = "ListUsers"
  ) -> String {
    let user = user.map { #""\#($0)""# } ?? "null"
    let time = time.map { #""eventTime":"2026-03-01T\#($0)Z","# } ?? ""
    return #"{"eventVersion":"1.09","userIdentity":{"type":"IAMUser","userName":\#(user)},\#(time)"#
      + #""eventSource":"iam.amazonaws.com","eventName":"\#(name)","awsRegion":"us-east-1","#
      + #""errorCode":"AccessDenied","eventID":"\#(id)"}"#
  }

  private func write(_ name: String, _ events: [String]) throws {
    try Data("{\"Records\":[\(events.joined(separator: ","))]}".utf8)
      .write(to: folder.appendingPathComponent(name))
  }

  /// A later file completes an alert; reported alerts are not reported again.
  @Test func aFollowingScanTellsNewAlerts() throws {
    try write("a.json", (0..<3).map { event("a\($0)", "ann", "00:00:0\($0)") })
    try write("b.json", (0..<2).map { event("b\($0)", "bob", "00:00:0\($0)") })
    let rules = try RuleSet(
      files: [RuleFile(text: Self.rules, path: "r.yml")], placeholders: Placeholders())
    var request = ScanRequest(
      matcher: rules.matcher, logs: [folder.path], columns: ["eventName"], jobs: 2)
    request.correlations = rules.correlations
    request.follows = true
    let scan = Scan(request)
    let told = Locked<[[[String]]]>([[]])
    let report = scan.run { update in
      switch update {
      case .alerts(let alerts):
        told.withLock { $0[$0.count - 1] += alerts.map { $0.group + $0.events } }
      case .finished:
        let rounds = told.withLock {
          $0.append([])
          return $0.count
        }
        if rounds == 2 {
          try? write("c.json", [event("b2", "bob", "00:00:02")])
        } else {
          scan.stop()
        }
      case .files, .hits, .silenced, .progress: break
      }
    }
    #expect(
      told.withLock { $0 } == [[["ann", "a0", "a1", "a2"]], [["bob", "b0", "b1", "b2"]], []])
    #expect(report.correlation?.alerts == 2)
  }

  private func scan(
    _ change: (inout ScanRequest) -> Void = { _ in }
  ) throws -> (alerts: [String], report: ScanReport) {
    let rules = try RuleSet(
      files: [RuleFile(text: Self.rules, path: "r.yml")], placeholders: Placeholders())
    #expect(!rules.hasErrors, "\(rules.diagnostics)")
    var request = ScanRequest(
      matcher: rules.matcher, logs: [folder.path], columns: ["eventName"], jobs: 2)
    request.correlations = rules.correlations
    change(&request)
    let alerts = Locked<[String]>([])
    let report = Scan(request).run { update in
      guard case .alerts(let found) = update else { return }
      alerts.withLock {
        $0 += found.map {
          let time = Timestamp.exactText(milliseconds: $0.time).dropFirst(11)
          return "\($0.group.joined()) \(time) \($0.events.joined(separator: " "))"
        }
      }
    }
    return (alerts.withLock { $0 }, report)
  }

  @Test func filesComeInAnyOrder() throws {
    try write("a.json", [event("3", "al", "10:09:00"), event("1", "al", "10:00:00")])
    try write("b.json", [event("2", "al", "10:05:00.250"), event("9", "bo", "10:05:00")])
    try write("c.json", [event("4", "bo", "09:55:00"), event("5", "bo", "09:54:59.999")])
    let (alerts, report) = try scan()
    #expect(alerts == ["al 10:09:00Z 1 2 3"])
    #expect(report.correlation?.alerts == 1 && report.correlation?.detections == 6)
    #expect(report.counts.matched == 6 && !report.hasFailures)
  }

  @Test func duplicatesCountOnce() throws {
    let twice = [event("1", "al", "10:00:00"), event("2", "al", "10:00:01")]
    try write("a.json", twice)
    try write("b.json", twice)
    #expect(try scan().alerts.isEmpty)
    #expect(try scan { $0.keepsDuplicates = true }.alerts == ["al 10:00:01Z 1 2"])
  }

  @Test func whatLacksTimeOrGroupIsCounted() throws {
    try write(
      "a.json",
      [event("1", nil, "10:00:00"), event("2", nil, "10:00:01"), event("3", nil, "10:00:02")]
        + [event("4", "al", nil), event("5", "al", "10:00:00"), event("6", "al", "10:00:01")])
    let (alerts, report) = try scan()
    #expect(alerts.isEmpty)
    #expect(report.correlation?.withoutTime == 1 && report.correlation?.detections == 5)
  }

  /// The number of workers and the memory limit make no difference.
  @Test func boundsAndWorkersMakeNoDifference() throws {
    for file in 0..<8 {
      try write(
        "\(file).json",
        (0..<100).map { index in
          let second = (index * 8 + 7 - file) % 800
          let minute = 10 + second / 60
          return event(
            "\(file)-\(index)", "u\((index + file) % 7)",
            "11:\(minute):\(second % 60 < 10 ? "0" : "")\(second % 60)")
        })
    }
    let expected = try scan { $0.jobs = 1 }.alerts
    #expect(expected.count > 7)
    for jobs in [1, 2, 4] {
      for keepsOrder in [true, false] {
        let alerts = try scan {
          $0.jobs = jobs
          $0.keepsInputOrder = keepsOrder
          $0.correlationBounds.detectionBytes = 2_000
        }.alerts
        #expect(alerts == expected)
      }
    }
    let (_, report) = try scan { $0.correlationBounds.windowBytes = 20_000 }
    #expect(report.correlation?.isCutShort == true && report.hasFailures)
  }

  @Test func hitsOfWhatIsOnlyCountedAreKnown() throws {
    let rules = try RuleSet(
      files: [RuleFile(text: Self.rules, path: "r.yml")], placeholders: Placeholders())
    #expect(!rules.correlations.reports(rule: 0) && rules.correlations.reports(rule: 1))
  }

  /// A correlation can't have the id of another rule.
  @Test func identitiesAreDistinct() throws {
    let text = Self.rules.replacing("name: many\n", with: "name: many\nid: refused\n")
    let rules = try RuleSet(
      files: [RuleFile(text: text, path: "r.yml")], placeholders: Placeholders())
    #expect(rules.correlations.isEmpty && rules.hasErrors)
  }
}
