import CloudTrail
import Foundation
import Sigma
import TestSupport
import Testing

@testable import Scanning

/// Public data sets, counted by trailsift and by an independent Python script.
///
/// Needs Python 3 and a folder `shared` beside the repository; skipped without.
struct IndependentCountsTests {
  private static let data = SharedData.root.appending(path: "data/cloudtrail")

  private static let canRun =
    SharedData.has("data/cloudtrail") && (try? python(["-c", "import json, gzip, csv"])) != nil

  /// A line of the script's output.
  private struct Counted: Decodable {
    var set: String
    var files: [String]
    var broken: [String]
    var events: Int
    var others: Int
    var hits: Int
    var distinctHits: Int
  }

  /// The script's `is_hit`, as a rule.
  private static let rule = """
    title: Looking around outside of us-east-1
    id: 5f1ce1a4-7c0e-4a34-9d55-0a3a0c3f7d11
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        eventName|startswith: [Get, List, Describe]
      filter_main_region:
        awsRegion: us-east-1
      condition: selection and not 1 of filter_main_*
    """

  @Test(.enabled(if: canRun, "needs Python 3 and ../shared/data/cloudtrail"))
  func everySetCountsTheSame() throws {
    let script = Repository.root.appending(path: "Tests/Conformance/count-records.py")
    let lines = try Self.python([script.path, Self.data.path])
    let sets = try lines.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Counted.self, from: Data($0))
    }
    #expect(sets.count >= 10)
    #expect(sets.reduce(0) { $0 + $1.events } > 3_000)
    #expect(sets.reduce(0) { $0 + $1.hits } > 30)
    for set in sets {
      let read = try scan(set.files)
      #expect(read.filesRead == set.files.count, "\(set.set)")
      #expect(read.damaged.isEmpty && read.skipped.isEmpty, "\(set.set)")
      let counts = read.counts
      #expect(counts.matched + counts.duplicate + counts.unmatched == set.events, "\(set.set)")
      #expect(counts.notEvent + counts.bad == set.others, "\(set.set)")
      #expect(counts.matched + counts.duplicate == set.hits, "\(set.set)")
      #expect(counts.matched == set.distinctHits, "\(set.set)")

      // Both also agree on what is broken, and on what else there is to read.
      let broken = try scan(set.broken)
      #expect(broken.damaged.count + broken.skipped.count == set.broken.count, "\(set.set)")
      let whole = try scan([set.set])
      let others = whole.filesRead - read.filesRead - broken.filesRead
      #expect(others == 0 || Self.holdsArchives(set.set), "\(set.set)")
    }
  }

  /// Python leaves archives alone.
  private static func holdsArchives(_ set: String) -> Bool {
    LogDiscovery.discover([data.appending(path: set).path]).files.contains { file in
      [".zip", ".tar.gz", ".tar"].contains { file.path.hasSuffix($0) }
    }
  }

  private func scan(_ paths: [String]) throws -> ScanReport {
    let rules = try RuleSet(
      files: [RuleFile(text: Self.rule, path: "rule.yml")], placeholders: Placeholders())
    let logs = paths.map { Self.data.appending(path: $0).path }
    return Scan(ScanRequest(matcher: rules.matcher, logs: logs, columns: [], jobs: 1))
      .run(onUpdate: { _ in })
  }

  /// The output of Python; an error if it can't run or fails.
  private static func python(_ arguments: [String]) throws -> Data {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    return data
  }
}
