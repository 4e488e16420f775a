import Basics

/// How many silenced events a scan keeps; all are counted.
///
/// An event takes about 250 bytes in memory, and its JSON, 1.5 kilobytes in most logs, in the
/// spool: with the usual limits at most 25 megabytes and 150 on disk.
public struct SilencedLimits: Sendable, Hashable {
  public var perRule: Int
  public var perScan: Int

  public init(perRule: Int, perScan: Int) { (self.perRule, self.perScan) = (perRule, perScan) }

  /// An allowlist of home regions can silence nearly every event.
  public static let usual = SilencedLimits(perRule: 20_000, perScan: 100_000)
  /// Only counts.
  public static let none = SilencedLimits(perRule: 0, perScan: 0)
}

/// The room that is left for silenced events, which all workers of a scan share.
final class SilencedRoom: Sendable {
  private struct Taken {
    var byRule: [Int]
    var all = 0
  }

  private let limits: SilencedLimits
  private let taken: Locked<Taken>

  init(_ limits: SilencedLimits, ruleCount: Int) {
    self.limits = limits
    taken = Locked(Taken(byRule: Array(repeating: 0, count: ruleCount)))
  }

  /// Takes room for an event of a rule. Once there is none for a rule, there never is again.
  func take(rule: Int) -> Bool {
    taken.withLock { taken in
      guard taken.byRule[rule] < limits.perRule, taken.all < limits.perScan else { return false }
      taken.byRule[rule] += 1
      taken.all += 1
      return true
    }
  }
}
