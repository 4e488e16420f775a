import ArgumentParser
import Basics
import HitStore
import Sigma
import TerminalScreen

/// What `scan --format count --by` counts hits by.
enum CountUnit: String, Sendable, ExpressibleByArgument, CaseIterable {
  case day, region, principal, rule

  /// The field whose values are counted.
  var column: String? {
    switch self {
    case .day, .rule: nil
    case .region: "awsRegion"
    case .principal: "userIdentity.arn"
    }
  }
}

/// The number of hits of each day, region, principal or rule: the number, a tab, the value.
///
///     12	2026-11-02
///     7	2026-11-03
///
/// Days are in order; of the others those with the most hits come first.
struct HitTally: Sendable {
  let unit: CountUnit
  private var counts: [String: Int] = [:]

  init(_ unit: CountUnit) { self.unit = unit }

  mutating func add(_ hit: HitBatch.Hit, in batch: HitBatch, rules: [Rule]) {
    let value: String
    switch unit {
    case .day: value = hit.time.map { Timestamp.dateText(milliseconds: $0) } ?? ""
    case .region, .principal: value = batch.text(of: hit, column: 0)
    case .rule: value = rules[hit.rule].identity + " " + rules[hit.rule].title
    }
    counts[value, default: 0] += 1
  }

  func write() {
    let sorted =
      unit == .day
      ? counts.sorted { $0.key < $1.key }
      : counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    for (value, count) in sorted {
      let name = value.isEmpty ? "-" : SafeText(value).text
      StandardOutput.shared.write(Array("\(count)\t\(name)\n".utf8))
    }
  }
}
