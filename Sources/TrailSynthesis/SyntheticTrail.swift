import Basics
import Foundation

/// A made-up company's CloudTrail logs: the same bytes for the same numbers, on any machine.
///
///     let trail = SyntheticTrail(seed: 7, events: 6_000, days: 21)
///     let summary = try trail.write(to: "logs", jobs: 2)
///
///     logs/AWSLogs/111122223333/CloudTrail/us-east-1/2026/02/14/
///       111122223333_CloudTrail_us-east-1_20260214T1155Z_V3SQ7BXGKPLMT2AC.json.gz
///
/// The days end on 2026-03-01. Most records are of AWS services; people, pipelines and containers
/// make the rest, in two accounts and ten regions. Some activity is in regions that are new for the
/// company, and one night someone uses a stolen access key. All addresses, accounts and key
/// identifiers are from the ranges for documentation.
///
/// The same bytes after inflating, that is: another zlib may compress them differently.
public struct SyntheticTrail: Sendable, Hashable {
  public let seed: UInt64
  /// Distinct events, without duplicates and Insight records.
  public let events: Int
  public let days: Int

  /// From the smallest log with a hit to as many as fit on a disk.
  public static let eventLimits = 10...100_000_000
  /// Up to ten years.
  public static let dayLimits = 1...3_650

  /// Numbers outside the limits are moved to the nearest limit.
  public init(seed: UInt64, events: Int, days: Int) {
    self.seed = seed
    self.events = min(max(events, Self.eventLimits.lowerBound), Self.eventLimits.upperBound)
    self.days = min(max(days, Self.dayLimits.lowerBound), Self.dayLimits.upperBound)
  }

  /// The summary of what was written.
  public struct Summary: Sendable, Hashable {
    /// Log files of events, without Insight and digest files.
    public internal(set) var files = 0
    /// Records in them, including duplicates.
    public internal(set) var records = 0
    public internal(set) var duplicates = 0
    /// Distinct events that the sample rule about unusual regions matches.
    public internal(set) var unusualEvents = 0
    public internal(set) var inflatedBytes: Int64 = 0
    public internal(set) var compressedBytes: Int64 = 0
  }

  /// Writes the tree `AWSLogs/...` into `folder`, which is created if it is missing.
  ///
  /// - Parameter jobs: The number of threads. The files are the same for any number.
  public func write(to folder: String, jobs: Int) throws(SynthesisError) -> Summary {
    let root = "\(folder)/AWSLogs"
    if FileManager.default.fileExists(atPath: root) {
      throw SynthesisError.alreadyThere(path: root)
    }
    let plan = TrailPlan(seed: seed, events: events, days: days)
    let tally = Tally(unusualEvents: plan.unusualEvents)
    let workers = min(max(1, jobs), max(1, plan.files.count))
    Threads.perform(workers) { worker in
      for index in stride(from: worker, to: plan.files.count, by: workers) {
        if tally.hasFailed { return }
        tally.add(Result { () throws(SynthesisError) in try write(index, of: plan, to: folder) })
      }
    }
    let summary = try tally.result.get()
    for file in sideFiles(of: plan) {
      try OutputFile.write(file.bytes.bytes, gzippedTo: "\(folder)/\(file.path)")
    }
    return summary
  }

  private func write(
    _ index: Int, of plan: TrailPlan, to folder: String
  ) throws(SynthesisError) -> Summary {
    let file = SyntheticFile(index, of: plan)
    let (records, duplicates) = file.records()
    let path = "\(folder)/\(plan.files[index].path)"
    var summary = Summary()
    summary.files = 1
    summary.records = plan.files[index].eventCount + duplicates
    summary.duplicates = duplicates
    summary.inflatedBytes = Int64(records.bytes.count)
    summary.compressedBytes = Int64(try OutputFile.write(records.bytes, gzippedTo: path))
    return summary
  }
}

/// Adds up the workers' counts. The first failure stops all of them.
private final class Tally: Sendable {
  private let outcome: Locked<Result<SyntheticTrail.Summary, SynthesisError>>

  init(unusualEvents: Int) {
    var summary = SyntheticTrail.Summary()
    summary.unusualEvents = unusualEvents
    outcome = Locked(.success(summary))
  }

  func add(_ part: Result<SyntheticTrail.Summary, SynthesisError>) {
    outcome.withLock { outcome in
      guard case .success(var summary) = outcome else { return }
      switch part {
      case .success(let part):
        summary.files += part.files
        summary.records += part.records
        summary.duplicates += part.duplicates
        summary.inflatedBytes += part.inflatedBytes
        summary.compressedBytes += part.compressedBytes
        outcome = .success(summary)
      case .failure:
        outcome = part
      }
    }
  }

  var hasFailed: Bool {
    if case .failure = result { true } else { false }
  }

  var result: Result<SyntheticTrail.Summary, SynthesisError> {
    outcome.withLock { $0 }
  }
}
