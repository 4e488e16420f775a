import Basics
import Foundation
import Sigma
import TestSupport
import Testing

@testable import Scanning

@Suite struct ScanTests {
  private let temporary: ScratchFolder
  private var folder: URL { temporary.url }
  private let rules: RuleSet

  init() throws {
    temporary = try ScratchFolder()
    rules = try RuleSet(
      files: [RuleFile(text: Self.rule, path: "rules.yml")], placeholders: Placeholders())
  }

  private static let rule = """
    title: Creations
    id: d3ef5d3c-28b5-4f41-a2b0-3a7e6b0e2f01
    name: creations
    logsource:
        product: aws
        service: cloudtrail
    detection:
        selection:
            eventName: 'Create*'
        condition: selection
    ---
    title: Users
    id: 9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02
    name: users
    logsource:
        product: aws
        service: cloudtrail
    detection:
        selection:
            eventName: CreateUser
        condition: selection
    """

  private func event(_ id: Int, _ name: String) -> String {
    let clock =
      "\(id / 60 % 60 < 10 ? "0" : "")\(id / 60 % 60):\(id % 60 < 10 ? "0" : "")\(id % 60)"
    return """
      {"eventVersion":"1.09","userIdentity":{"type":"Root"},"eventTime":"2025-11-02T14:\(clock)Z",\
      "eventSource":"iam.amazonaws.com","eventName":"\(name)","awsRegion":"us-east-1","eventID":"id-\(id)"}
      """
  }

  /// With `--follow`, updates come file by file: each time everything is read, the next file
  /// arrives.
  @Test func aFollowingScanReadsWhatComes() throws {
    try write("a.json", [event(1, "CreateUser")])
    var request = ScanRequest(
      matcher: rules.matcher, logs: [folder.path], columns: ["eventName"], jobs: 2)
    request.follows = true
    let scan = Scan(request)
    let found = Locked<(files: [String], ids: [String], rounds: Int)>(([], [], 0))
    let report = scan.run { update in
      switch update {
      case .files(let files, _): found.withLock { $0.files += files }
      case .hits(let batch):
        found.withLock { $0.ids += batch.hits.map { "\($0.file):" + batch.eventID(of: $0) } }
      case .progress, .silenced, .alerts: break
      case .finished(let report):
        #expect(report.isFollowing)
        let round = found.withLock {
          $0.rounds += 1
          return $0.rounds
        }
        switch round {
        case 1: try? write("new/b.json", [event(1, "CreateUser"), event(2, "CreateRole")])
        case 2: try? write("c.json", [event(3, "CreateRole")])
        default: scan.stop()
        }
      }
    }
    let (files, ids, _) = found.withLock { $0 }
    #expect(files.map { $0.dropFirst(folder.path.count) } == ["/a.json", "/new/b.json", "/c.json"])
    #expect(ids == ["0:id-1", "0:id-1", "1:id-2", "2:id-3"])
    #expect(!report.wasStopped)
    #expect(report.counts.total == 4)
    #expect(report.counts.duplicate == 1)
    #expect(report.filesRead == 3)
  }

  private func write(_ name: String, _ events: [String]) throws {
    let text = "{\"Records\":[" + events.joined(separator: ",") + "]}"
    let url = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  private func scan(
    _ change: (inout ScanRequest) -> Void = { _ in }
  ) -> (ids: [String], report: ScanReport) {
    var request = ScanRequest(
      matcher: rules.matcher, logs: [folder.path], columns: ["eventName"], jobs: 4)
    request.keepsInputOrder = true
    change(&request)
    let ids = Locked<[String]>([])
    let report = Scan(request).run { update in
      guard case .hits(let batch) = update else { return }
      let found = batch.hits.map { "\(["creations", "users"][$0.rule])/\(batch.eventID(of: $0))" }
      ids.withLock { $0 += found }
    }
    return (ids.withLock { $0 }, report)
  }

  @Test func everyRecordIsCountedOnce() throws {
    try write("a.json", [event(1, "CreateUser"), event(2, "ListUsers"), event(3, "CreateRole")])
    try write("b.json", [event(3, "CreateRole"), event(4, "CreateUser"), #"{"odd":1}"#])
    let (ids, report) = scan()
    #expect(
      ids == ["creations/id-1", "users/id-1", "creations/id-3", "creations/id-4", "users/id-4"])
    var expected = ScanCounts()
    expected.total = 6
    expected.matched = 3
    expected.unmatched = 1
    expected.duplicate = 1
    expected.notEvent = 1
    #expect(report.counts == expected)
    #expect(report.filesRead == 2)
    #expect(!report.hasFailures)
  }

  @Test func duplicatesAreKeptWhenAskedTo() throws {
    try write("a.json", [event(1, "CreateRole"), event(1, "CreateRole")])
    let (ids, report) = scan { $0.keepsDuplicates = true }
    #expect(ids == ["creations/id-1", "creations/id-1"])
    #expect(report.counts.duplicate == 0)
  }

  @Test func anyRecordMatchesOtherObjects() throws {
    try write("a.json", [#"{"eventName":"CreateThing","eventID":"x"}"#])
    #expect(scan().ids.isEmpty)
    #expect(scan { $0.matchesAnyRecord = true }.ids == ["creations/x"])
  }

  @Test func eventsOutsideTheTimesAreNotMatched() throws {
    try write("a.json", (0..<10).map { event($0, "CreateRole") })
    let (ids, report) = scan {
      $0.since = Timestamp.milliseconds("2025-11-02T14:00:03Z")
      $0.until = Timestamp.milliseconds("2025-11-02T14:00:05Z")
    }
    #expect(ids == ["creations/id-3", "creations/id-4"])
    #expect(report.counts.unmatched == 8)
  }

  @Test func anEventWithoutIDIsKnownByItsBytes() throws {
    let bare = event(1, "CreateRole").replacingOccurrences(of: #","eventID":"id-1""#, with: "")
    try write("a.json", [bare, bare])
    let (ids, report) = scan()
    #expect(ids.count == 1)
    #expect(ids.first?.hasPrefix("creations/sha256:") == true)
    #expect(report.counts.duplicate == 1)
  }

  /// Whichever worker reads a file first: the same hits in the same order, without the same
  /// duplicates.
  @Test func theOrderIsThatOfTheInput() throws {
    var expected: [String] = []
    for file in 0..<40 {
      let ids = (0..<25).map { file * 20 + $0 }
      try write(
        "\(100 + file).json",
        ids.map { event($0, "CreateRole") } + ids.map { event($0, "ListUsers") })
      expected += ids.map { "creations/id-\($0)" }.filter { !expected.contains($0) }
    }
    for jobs in [1, 2, 3, 8] {
      #expect(scan { $0.jobs = jobs }.ids == expected)
    }
  }

  @Test func aStoppedScanReportsWhatItFound() throws {
    try write("a.json", (0..<10).map { event($0, "CreateRole") })
    let scan = Scan(
      ScanRequest(matcher: rules.matcher, logs: [folder.path], columns: [], jobs: 1))
    scan.stop()
    let report = scan.run { _ in }
    #expect(report.wasStopped)
  }

  @Test func missingInputsAreNamed() {
    let (_, report) = scan { $0.logs = ["/nowhere/at/all"] }
    #expect(report.hasFailures)
    #expect(report.skipped.map(\.path) == ["/nowhere/at/all"])
  }
}
