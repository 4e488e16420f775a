import TestSupport
import Testing

@testable import Sigma

@Suite struct SortedValuesTests {
  /// Compared with an array that is sorted each time.
  @Test func behavesLikeASortedArray() {
    var generator = SeededGenerator(seed: 7)
    var values = SortedValues()
    var plain: [Double] = []
    for _ in 0..<6_000 {
      if plain.isEmpty || Int.random(in: 0..<3, using: &generator) > 0 {
        let value = Double(Int.random(in: -400...400, using: &generator)) / 4
        values.insert(value)
        plain.append(value)
      } else {
        let index = Int.random(in: 0..<plain.count, using: &generator)
        values.remove(plain.remove(at: index))
      }
      #expect(values.count == plain.count)
    }
    plain.sort()
    #expect(plain.indices.map { values[$0] } == plain)
    values.remove(1_000)
    #expect(values.count == plain.count)
    for value in plain.shuffled(using: &generator) { values.remove(value) }
    #expect(values.count == 0 && values.percentile(50) == nil)
  }

  @Test func percentilesAreInterpolated() {
    var values = SortedValues()
    for value in [40.0, 10, 30, 20] { values.insert(value) }
    #expect(values.percentile(0) == 10)
    #expect(values.percentile(50) == 25)
    #expect(values.percentile(90) == 37)
    #expect(values.percentile(100) == 40)
  }

  /// Numbers that leave a sum leave no trace, however different they are.
  @Test func aRunningSumDoesNotDrift() {
    var sum = RunningSum()
    for index in 0..<100_000 {
      sum += 1e12 + Double(index) / 10
      sum += 0.1
      sum += -(1e12 + Double(index) / 10)
      sum += -0.1
    }
    sum += 0.3
    #expect(abs(sum.value - 0.3) < 1e-9)
  }
}
