import Basics
import Foundation
import Sigma
import TestSupport
import Testing

@testable import Scanning

@Suite struct RegionCountsTests {
  private let temporary: ScratchFolder

  init() throws { temporary = try ScratchFolder() }

  private static let rule = """
    title: Creations
    id: d3ef5d3c-28b5-4f41-a2b0-3a7e6b0e2f01
    logsource:
        product: aws
        service: cloudtrail
    detection:
        selection:
            eventName: 'Create*'
        condition: selection
    """

  private func event(
    _ id: Int, _ region: String?, _ time: String, by principal: String? = nil
  ) -> String {
    let arn = principal.map { #","arn":"arn:aws:iam::111122223333:user/\#($0)""# } ?? ""
    let region = region.map { #""awsRegion":"\#($0)","# } ?? ""
    return """
      {"eventVersion":"1.09","userIdentity":{"type":"IAMUser"\(arn)},"eventTime":"\(time)",\
      "eventSource":"iam.amazonaws.com","eventName":"ListUsers",\(region)"eventID":"id-\(id)"}
      """
  }

  private func counts(
    _ files: [[String]], _ change: (inout ScanRequest) -> Void = { _ in }
  ) throws -> RegionCounts {
    for (number, lines) in files.enumerated() {
      try lines.joined(separator: "\n").write(
        to: temporary.url.appendingPathComponent("\(number).json"), atomically: true,
        encoding: .utf8)
    }
    let rules = try RuleSet(
      files: [RuleFile(text: Self.rule, path: "rules.yml")], placeholders: Placeholders())
    var request = ScanRequest(
      matcher: rules.matcher, logs: [temporary.url.path], columns: ["eventName"], jobs: 2)
    request.countsRegions = true
    change(&request)
    return Scan(request).run { _ in }.counts.regions
  }

  private static func time(_ text: String) -> Int64 { Timestamp.milliseconds(text) ?? -1 }

  @Test func eventsTimesAndPrincipalsOfAllFilesTogether() throws {
    let counts = try counts([
      [
        event(1, "us-east-1", "2025-11-02T14:00:00Z", by: "kim"),
        event(2, "us-east-1", "2025-11-02T13:00:00Z", by: "lee"),
        event(3, "ap-east-1", "2025-11-02T15:00:00Z"), event(4, nil, "2025-11-02T15:00:00Z"),
      ],
      [
        // In UTC the last one of the day before.
        event(5, "us-east-1", "2025-11-03T02:00:01+02:00", by: "kim"),
        // Written in another way, and not a time at all.
        event(6, "us-east-1", "2024-11-03 00:00:01.5", by: "mo"),
        event(7, "us-east-1", "2026-02-30T00:00:00Z", by: "mo"),
      ],
    ])
    let busy = try #require(counts.byRegion["us-east-1"])
    #expect(busy.events == 5)
    #expect(busy.principals == 3)
    #expect(
      busy.times == Self.time("2024-11-03T00:00:01.5Z")...Self.time("2025-11-03T00:00:01Z"))
    let quiet = try #require(counts.byRegion["ap-east-1"])
    #expect(quiet.events == 1)
    #expect(quiet.principals == 0)
    #expect(counts.others == 1)
    #expect(counts.byRegion.count == 2)
  }

  /// Compared with a slow reference: dictionaries over the written events.
  @Test(arguments: [1, 3]) func agreesWithASimpleCount(jobs: Int) throws {
    let names = ["us-east-1", "ap-east-1", "ap-east-2", "x", "us-iso-b", "us-gov-east-1", ""]
    var events: [String: Int] = [:]
    var principals: [String: Set<String>] = [:]
    var id = 0
    let files = (0..<4).map { _ in
      (0..<800).map { _ in
        id += 1
        let mixed = (id &* 2_654_435_761) >> 7
        let (region, user) = (names[mixed % names.count], "user-\(mixed / 7 % 40)")
        events[region, default: 0] += 1
        principals[region, default: []].insert(user)
        return event(id, region, "2025-11-02T14:00:00Z", by: user)
      }
    }
    let counts = try counts(files) { $0.jobs = jobs }
    #expect(counts.others == events.removeValue(forKey: ""))
    #expect(counts.byRegion.mapValues(\.events) == events)
    #expect(
      counts.byRegion.mapValues(\.principals)
        == principals.filter { $0.key != "" }.mapValues(\.count))
  }

  @Test func manyPrincipalsAreCountedUpToABound() throws {
    let lines = (0..<1_500).map { event($0, "us-east-1", "2025-11-02T14:00:00Z", by: "u\($0)") }
    let count = try #require(try counts([lines]).byRegion["us-east-1"])
    #expect(count.events == 1_500)
    #expect(count.principals == RegionCount.maximumPrincipals)
    #expect(count.hasMorePrincipals)
  }

  /// Names of a broken or hostile log do not fill memory.
  @Test func madeUpRegionsAreBounded() throws {
    let lines =
      (0..<2_000).map { event($0, "r-\($0)", "2025-11-02T14:00:00Z") } + [
        event(2_001, String(repeating: "x", count: 5_000), "2025-11-02T14:00:00Z")
      ]
    let counts = try counts([lines])
    #expect(counts.byRegion.count == RegionCounts.maximumRegions)
    #expect(counts.others == 2_001 - RegionCounts.maximumRegions)
  }

  @Test func onlyWhatIsAskedForCounts() throws {
    let lines = [
      event(1, "us-east-1", "2025-11-02T14:00:00Z"), event(2, "us-east-1", "2025-11-03T14:00:00Z"),
    ]
    let since = Self.time("2025-11-03T00:00:00Z")
    #expect(try counts([lines]) { $0.since = since }.byRegion["us-east-1"]?.events == 1)
    #expect(try counts([lines]) { $0.countsRegions = false } == RegionCounts())
  }
}
