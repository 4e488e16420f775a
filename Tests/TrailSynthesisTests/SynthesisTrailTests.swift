import Foundation
import Testing

@testable import TrailSynthesis

/// The contents of a made-up trail, read with an independent parser.
@Suite struct SynthesisTrailTests {
  private typealias Record = [String: Any]

  private static let unusual: Set = ["ap-east-1", "af-south-1", "me-south-1", "eu-south-1"]

  /// Records of the log files; the paths tell which file each was in.
  private static func records(
    of trail: SyntheticTrail, jobs: Int = 2
  ) throws -> (records: [(path: String, record: Record)], summary: SyntheticTrail.Summary) {
    try SynthesisFolders.withTemporary { folder in
      let summary = try trail.write(to: folder.path, jobs: jobs)
      var records: [(String, Record)] = []
      for (path, member) in try SynthesisFolders.contents(of: folder)
      where path.contains("/CloudTrail/") {
        let json = try JSONSerialization.jsonObject(
          with: Data(SynthesisFolders.inflated(member)))
        let list = try #require((json as? [String: Any])?["Records"] as? [Record])
        records += list.map { (path, $0) }
      }
      return (records, summary)
    }
  }

  @Test(arguments: [1, 3, 64])
  func anyNumberOfJobsWritesTheSame(jobs: Int) throws {
    let trail = SyntheticTrail(seed: 3, events: 700, days: 5)
    try SynthesisFolders.withTemporary { one in
      try SynthesisFolders.withTemporary { other in
        let first = try trail.write(to: one.path, jobs: 2)
        let second = try trail.write(to: other.path, jobs: jobs)
        #expect(first == second)
        let files = try SynthesisFolders.contents(of: one)
        #expect(files.count == first.files + 2)
        #expect(try SynthesisFolders.contents(of: other) == files)
      }
    }
  }

  @Test func anotherSeedWritesOtherLogs() {
    let one = TrailPlan(seed: 1, events: 100, days: 2)
    let other = TrailPlan(seed: 2, events: 100, days: 2)
    #expect(Set(one.files.map(\.path)).isDisjoint(with: other.files.map(\.path)))
  }

  @Test(arguments: [10, 60, 401, 3_000], [1, 30])
  func countsAddUp(events: Int, days: Int) throws {
    let trail = SyntheticTrail(seed: 11, events: events, days: days)
    let (records, summary) = try Self.records(of: trail)
    #expect(records.count == summary.records)
    #expect(summary.records == events + summary.duplicates)
    var files: [String: Set<String>] = [:]
    for (path, record) in records {
      files[try #require(record["eventID"] as? String), default: []].insert(path)
    }
    #expect(files.count == events)
    #expect(files.values.count { $0.count > 1 } == summary.duplicates)
    #expect(files.values.allSatisfy { $0.count <= 2 })
  }

  @Test func unusualEventsAreThoseOfTheSampleRule() throws {
    let (records, summary) = try Self.records(
      of: SyntheticTrail(seed: 5, events: 6_000, days: 21))
    var hits: [String: String?] = [:]
    for (_, record) in records {
      let identity = try #require(record["userIdentity"] as? Record)
      let name = try #require(record["eventName"] as? String)
      guard Self.unusual.contains(try #require(record["awsRegion"] as? String)),
        identity["type"] as? String != "AWSService",
        !["ReplicateObject", "ReplicateDelete", "ReplicateTags"].contains(name)
      else { continue }
      hits[try #require(record["eventID"] as? String)] = identity["arn"] as? String
    }
    #expect(hits.count == summary.unusualEvents)
    #expect(hits.count == 150)
    #expect(Set(hits.values.compactMap(\.self)).count == 12)
  }

  @Test func eventsLieInTheTimeAndPlaceThatTheirPathSays() throws {
    let (records, _) = try Self.records(of: SyntheticTrail(seed: 9, events: 2_000, days: 4))
    for (path, record) in records {
      let region = try #require(record["awsRegion"] as? String)
      #expect(path.contains("/CloudTrail/\(region)/"))
      let time = try #require(record["eventTime"] as? String)
      #expect(time >= "2026-02-26T00:00:00Z" && time < "2026-03-02T00:00:00Z")
      #expect(record["recipientAccountId"] as? String == String(path.dropFirst(8).prefix(12)))
    }
  }

  @Test func anExistingTreeIsLeftAlone() throws {
    try SynthesisFolders.withTemporary { folder in
      let trail = SyntheticTrail(seed: 1, events: 10, days: 1)
      _ = try trail.write(to: folder.path, jobs: 1)
      #expect(throws: SynthesisError.alreadyThere(path: "\(folder.path)/AWSLogs")) {
        try trail.write(to: folder.path, jobs: 1)
      }
    }
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    try SynthesisFolders.withTemporary { folder in
      let file = folder.appendingPathComponent("file")
      try Data().write(to: file)
      let trail = SyntheticTrail(seed: 1, events: 10, days: 1)
      do {
        _ = try trail.write(to: file.path, jobs: 2)
        Issue.record("wrote into a file")
      } catch {
        #expect("\(error)".hasPrefix("cannot write \(file.path)/AWSLogs"))
        #expect("\(error)".hasSuffix("Not a directory"))
      }
    }
  }

  @Test func numbersOutsideTheLimitsAreMovedInside() {
    let trail = SyntheticTrail(seed: 0, events: -5, days: 0)
    #expect(trail.events == 10)
    #expect(trail.days == 1)
  }
}
