import Sigma
import Testing

@testable import Scanning

@Suite struct DetectionLogTests {
  private func detection(_ index: Int, _ time: Int64) -> RuleDetection {
    RuleDetection(
      time: time, event: "id-\(index)", rules: [0, index % 70_000],
      texts: [nil, "", "wert-\(index % 7)é"])
  }

  private func all(_ merge: DetectionMerge) throws -> [RuleDetection] {
    var merge = merge
    var found: [RuleDetection] = []
    while let next = try merge.next() { found.append(next) }
    return found
  }

  /// In memory, with some runs, with nearly one run each: always the same result.
  @Test(arguments: [1 << 20, 4_000, 150])
  func whateverTheBoundTheyComeInOrder(_ bound: Int) throws {
    let times = (0..<1_000).map { Int64(($0 * 7_919) % 997) * 100 - 20_000 }
    let wanted = times.enumerated().map { detection($0.offset, $0.element) }.sorted {
      ($0.time, $0.event) < ($1.time, $1.event)
    }
    var log = DetectionLog(bound: bound)
    for (index, time) in times.enumerated() { try log.append(detection(index, time)) }
    #expect(log.count == 1_000)
    #expect(try all(log.sorted()) == wanted)
    #expect(try all(log.sorted()) == wanted)
  }

  /// A detection larger than one read.
  @Test func largeTexts() throws {
    var log = DetectionLog(bound: 30_000)
    let text = String(repeating: "x", count: 200_000)
    for index in 0..<5 {
      try log.append(
        RuleDetection(time: Int64(10 - index), event: "\(index)", rules: [0], texts: [text]))
    }
    let found = try all(log.sorted())
    #expect(found.map(\.event) == ["4", "3", "2", "1", "0"])
    #expect(found.allSatisfy { $0.texts == [text] })
  }
}
