import Basics
import HitStore

/// How many of a rule's judged hits are worth an alert: true and benign positives of all that were
/// judged, with the interval in which the share lies with 95 % confidence.
///
///     3 true, 1 benign, 36 false     precision 10 % (4 % to 23 %)
///     2 true, 0 benign, 1 false      too few
public struct RulePrecision: Sendable, Hashable {
  public var truePositives = 0
  public var benignTruePositives = 0
  public var falsePositives = 0

  /// Below so many judged hits, a share says nothing.
  public static let fewest = 10
  /// The quantile of the normal distribution for 95 %.
  private static let quantile = 1.959963984540054

  public init() {}

  public init(_ verdicts: some Sequence<Verdict>) {
    for verdict in verdicts { add(verdict) }
  }

  public mutating func add(_ verdict: Verdict) {
    switch verdict {
    case .truePositive: truePositives += 1
    case .benignTruePositive: benignTruePositives += 1
    case .falsePositive: falsePositives += 1
    }
  }

  public var judged: Int { truePositives + benignTruePositives + falsePositives }
  public var hasTooFew: Bool { judged < Self.fewest }

  /// The share of positives; nil without judged hits.
  public var share: Double? {
    judged == 0 ? nil : Double(truePositives + benignTruePositives) / Double(judged)
  }

  /// Wilson's score interval of the share, without continuity correction (E. B. Wilson, 1927); nil
  /// without judged hits.
  public var interval: ClosedRange<Double>? {
    guard let share else { return nil }
    let count = Double(judged)
    let square = Self.quantile * Self.quantile
    let centre = (share + square / (2 * count)) / (1 + square / count)
    let inner = share * (1 - share) / count + square / (4 * count * count)
    let half = Self.quantile * inner.squareRoot() / (1 + square / count)
    return max(0, centre - half)...min(1, centre + half)
  }

  /// `10 % (4 % to 23 %)`, `too few`
  public var words: String {
    guard !hasTooFew, let share, let interval else { return "too few" }
    func percent(_ value: Double) -> String { "\(Int((value * 100).rounded())) %" }
    return "\(percent(share)) (\(percent(interval.lowerBound)) to \(percent(interval.upperBound)))"
  }
}
