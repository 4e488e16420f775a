import Basics
import Foundation
import HitStore
import Sigma
import TestSupport
import Testing

@testable import Scanning

/// What exceptions silence, counted and kept in the pass that finds the hits.
@Suite struct SilencedScanTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static func rule(_ detection: String) -> String {
    """
    title: Any call
    id: 11111111-2222-4333-8444-555555555555
    logsource: {product: aws, service: cloudtrail}
    detection:
    \(detection)
    """
  }

  /// Of twenty events 1–6 are in an allowed region, 5–9 come from curl, 9–12 are GetThing.
  private static let tuned = rule(
    """
      selection:
        eventVersion: '*'
      filter_main_allowed_regions:
        awsRegion: [ap-east-1]
      filter_main_two:
        userAgent: curl
      filter_main_three:
        eventName: GetThing
      filter_main_stale:
        userAgent: never-seen
      condition: selection and not 1 of filter_main_*
    """)

  private static func event(_ n: Int) -> String {
    let digits = n < 10 ? "0\(n)" : "\(n)"
    return """
      {"eventVersion":"1.09","eventTime":"2025-11-02T14:00:\(digits)Z","eventSource":"x.amazonaws.com",\
      "eventName":"\((9...12).contains(n) ? "GetThing" : "PutThing")",\
      "userAgent":"\((5...9).contains(n) ? "curl" : "aws-cli/2.17.0")",\
      "awsRegion":"\(n <= 6 ? "ap-east-1" : "us-east-1")","eventID":"id-\(n)"}
      """
  }

  private struct Found: Sendable {
    var hits: [String] = []
    var silenced: [String] = []
    var counts = SilencedCounts()
  }

  private func scan(
    _ text: String, filters: String? = nil, _ events: [String], jobs: Int = 2,
    limits: SilencedLimits = .usual, keepsDuplicates: Bool = false
  ) throws -> Found {
    let rules = try RuleSet(
      files: [RuleFile(text: text, path: "r.yml")],
      filterFiles: filters.map { [RuleFile(text: $0, path: "f.yml")] } ?? [],
      placeholders: Placeholders())
    for (index, part) in events.chunked(5).enumerated() {
      try Data(part.joined(separator: "\n").utf8).write(
        to: folder.url.appendingPathComponent("\(index).json"))
    }
    var request = ScanRequest(
      matcher: rules.matcher, logs: [folder.url.path], columns: ["eventName"], jobs: jobs)
    request.silenced = limits
    request.keepsDuplicates = keepsDuplicates
    let found = Locked(Found())
    let report = Scan(request).run { update in
      switch update {
      case .hits(let batch): found.withLock { $0.hits += batch.hits.map { batch.eventID(of: $0) } }
      case .silenced(let batch):
        found.withLock { $0.silenced += batch.hits.map { batch.eventID(of: $0) } }
      default: break
      }
    }
    return found.withLock {
      $0.counts = report.counts.silenced
      return $0
    }
  }

  private func counts(_ found: Found) -> [String: [Int]] {
    Dictionary(
      uniqueKeysWithValues: found.counts.silencers[0].map { silencer in
        let (alone, shared) = found.counts.counts(of: silencer, rule: 0)
        return (silencer.name, [alone.events, shared.events])
      })
  }

  @Test func eachExceptionHasWhatItSilencesAloneAndWithOthers() throws {
    let found = try scan(Self.tuned, (1...20).map(Self.event))
    #expect(found.hits.count == 8)
    #expect(Set(found.silenced) == Set((1...12).map { "id-\($0)" }))
    #expect(
      counts(found) == [
        "filter_main_allowed_regions": [4, 2], "filter_main_two": [2, 3],
        "filter_main_three": [3, 1], "filter_main_stale": [0, 0],
      ])
    #expect(found.counts.total().events == 12)
    let two = found.counts.silencers[0][1]
    #expect(
      found.counts.counts(of: two, rule: 0).alone.last
        == Timestamp.milliseconds("2025-11-02T14:00:08Z"))
  }

  @Test func anEventThatIsDeliveredTwiceCountsOnce() throws {
    let twice = (1...20).map(Self.event) + (1...20).map(Self.event)
    #expect(try scan(Self.tuned, twice).counts.total().events == 12)
    #expect(try scan(Self.tuned, twice).silenced.count == 12)
    #expect(try scan(Self.tuned, twice, keepsDuplicates: true).counts.total().events == 24)
  }

  @Test func beyondTheLimitEventsAreOnlyCounted() throws {
    let events = (1...20).map(Self.event)
    let found = try scan(
      Self.tuned, events, jobs: 1, limits: SilencedLimits(perRule: 5, perScan: 100))
    #expect(found.silenced.count == 5)
    #expect(found.hits.count == 8)
    #expect(found.counts.total().events == 12)
    #expect(found.counts.total().kept == 5)
    #expect(found.counts.unkeptByRule == [0: 7])
    #expect(try scan(Self.tuned, events, limits: .none).silenced.isEmpty)
    let scanwide = try scan(
      Self.tuned, events, limits: SilencedLimits(perRule: 100, perScan: 3))
    #expect(scanwide.counts.total().kept == 3)
  }

  @Test func filtersOfOtherFilesAreExceptions() throws {
    let rule = Self.rule(
      """
        selection:
          eventVersion: '*'
        condition: selection
      """)
    let filter = """
      title: Home
      logsource: {product: aws, service: cloudtrail}
      filter:
        rules: [11111111-2222-4333-8444-555555555555]
        home:
          awsRegion: ap-east-1
        condition: not home
      ---
      title: Only put
      logsource: {product: aws, service: cloudtrail}
      filter:
        rules: any
        selection:
          eventName: PutThing
        condition: selection
      """
    let found = try scan(rule, filters: filter, (1...20).map(Self.event))
    #expect(found.hits.count == 10)
    #expect(counts(found) == ["home": [6, 0], "Only put": [4, 0]])
  }

  /// Allowing a region took it out of the list of suspects; the bare rule has it there.
  @Test func theBareRuleHasRegionsThatAllowingTookOut() throws {
    let rule = Self.rule(
      """
        selection:
          awsRegion:
            # was: - ap-east-1
            - us-east-1
        filter_main_allowed_regions:
          awsRegion:
            - ap-east-1
        condition: selection and not filter_main_allowed_regions
      """)
    let found = try scan(rule, (1...20).map(Self.event))
    #expect(found.hits.count == 14)
    #expect(counts(found) == ["filter_main_allowed_regions": [6, 0]])
    #expect(found.counts.groups.keys.map(\.region) == ["ap-east-1"])
  }

  /// Exceptions in other forms of conditions; the rule's own matcher is the oracle for the hits.
  @Test(arguments: [
    "selection and not (a or b)", "not a and selection and not b",
    "selection and not 1 of filter_*",
    "not 1 of filter_* and not a and not b", "(selection and not a) or (never and not a)",
    "selection and not all of filter_*",
  ])
  func hitsAreThoseOfTheRule(condition: String) throws {
    let rule = Self.rule(
      """
        selection:
          eventVersion: '*'
        never:
          eventVersion: none
        a:
          awsRegion: ap-east-1
        b:
          userAgent: curl
        filter_x:
          eventName: GetThing
        filter_y:
          userAgent: curl
        condition: \(condition)
      """)
    let events = (1...20).map(Self.event)
    let found = try scan(rule, events)
    let plain = try RuleMatcher(rules: [RuleFile(text: rule, path: "r.yml").rules[0]])
    let request = ScanRequest(matcher: plain, logs: [folder.url.path], columns: [], jobs: 1)
    let hits = Locked<[String]>([])
    Scan(request).run { update in
      if case .hits(let batch) = update {
        hits.withLock { $0 += batch.hits.map { batch.eventID(of: $0) } }
      }
    }
    #expect(Set(found.hits) == Set(hits.withLock { $0 }))
    #expect(Set(found.hits).isDisjoint(with: found.silenced))
  }

  @Test func digestsAreFoundAgain() {
    var set = DigestSet()
    var generator = SystemRandomNumberGenerator()
    let digests = (0..<20_000).map { _ in
      (generator.next() as UInt64, generator.next() as UInt64)
    }
    #expect(digests.allSatisfy { set.insert($0.0, shard: $0.1) })
    #expect(digests.allSatisfy { !set.insert($0.0, shard: $0.1) })
  }
}

extension [String] {
  fileprivate func chunked(_ size: Int) -> [[String]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
  }
}
