import HitStore
import Sessions
import Testing

/// The share of a rule's hits that are worth an alert.
@Suite struct RulePrecisionTests {
  private func precision(_ positive: Int, _ negative: Int) -> RulePrecision {
    RulePrecision(
      Array(repeating: Verdict.truePositive, count: positive)
        + Array(repeating: .falsePositive, count: negative))
  }

  /// Values of R's `prop.test(x, n, correct = FALSE)`.
  @Test(arguments: [
    (4, 36, 0.0396, 0.2305), (0, 10, 0.0, 0.2775), (10, 0, 0.7225, 1.0),
    (81, 182, 0.2553, 0.3662),
  ])
  func theIntervalIsWilsons(_ positive: Int, _ negative: Int, _ low: Double, _ high: Double) throws
  {
    let interval = try #require(precision(positive, negative).interval)
    #expect(abs(interval.lowerBound - low) < 0.0002)
    #expect(abs(interval.upperBound - high) < 0.0002)
  }

  @Test func fewJudgedHitsSayNothing() {
    #expect(precision(4, 5).words == "too few")
    #expect(precision(4, 36).words == "10 % (4 % to 23 %)")
    #expect(RulePrecision().share == nil)
  }

  @Test func benignPositivesCountForTheRule() {
    #expect(RulePrecision([Verdict.benignTruePositive, .falsePositive]).share == 0.5)
  }
}
