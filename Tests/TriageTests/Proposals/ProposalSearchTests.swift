import RuleEditing
import Testing

@testable import Triage

/// The proposed sets of tests, by the hits that pass each test.
@Suite struct ProposalSearchTests {
  private func row(_ hits: [Int]) -> BitRow {
    var row = BitRow(length: 200)
    for hit in hits { row.insert(hit) }
    return row
  }

  private func best(
    _ tests: [[Int]], truePositives: [Int] = [], warnings: @escaping ([Int]) -> Int = { _ in 0 }
  ) -> [[Int]] {
    ProposalSearch(
      candidates: tests.enumerated().map { .init(hits: row($1), preference: $0) },
      truePositives: row(truePositives), warnings: warnings
    ).best().map(\.tests)
  }

  @Test func narrowToWideAndFewestFieldsAtEqualEffect() {
    // 0 and 1 together pass hits 1 and 2 only; 2 passes them alone.
    #expect(best([[1, 2, 3], [1, 2, 4], [1, 2]]) == [[2], [0, 1], [0], [1]])
    #expect(best([[1, 2, 3], [1, 2, 4]]) == [[0, 1], [0], [1]])
  }

  @Test func threeTogetherWhereTwoDoNotSeparate() {
    #expect(
      best([[1, 3, 4, 70], [1, 3, 5, 80], [1, 4, 5, 90]]).first == [0, 1, 2])
  }

  @Test func noneSilencesATruePositive() {
    #expect(best([[1, 2, 3], [1, 2, 4]], truePositives: [3]) == [[0, 1], [1]])
    #expect(best([[1, 2]], truePositives: [2]).isEmpty)
  }

  @Test func aFurtherTestThatTakesAWarningAwayIsWorthIt() {
    #expect(
      best([[1, 2], [1, 2, 3]], warnings: { $0.contains(1) ? 0 : 1 }) == [[0, 1], [0], [1]])
  }

  @Test func manyCandidatesAreBounded() {
    let tests = (0..<200).map { Array(Set([1, 2] + (0..<$0 % 50).map { 3 + ($0 * 7) % 190 })) }
    let found = best(tests)
    #expect(!found.isEmpty && found.count <= 10)
    #expect(best(tests) == found)
  }

  @Test func anyFieldMayTell() throws {
    let fields = #"{"a":{"b":"x","n":3,"t":true,"l":["y"],"f":1.5},"eventID":"1","z":null}"#
    var copy = Array(fields.utf8)
    let texts = copy.withUnsafeMutableBytes { EventFields(UnsafeRawBufferPointer($0)).texts }
    #expect(texts == ["a.b": "x", "a.n": "3", "a.t": "true", "eventID": "1"])
    #expect(
      CommonFields(texts.mapValues { [$0] }).entries.map(\.path) == ["a.b", "a.n", "a.t"])
  }

  @Test func theSessionsOwnNamesGiveWayToTheRole() {
    let common = CommonFields([
      "userIdentity.arn": ["arn:aws:sts::1:assumed-role/r/s"],
      "userIdentity.principalId": ["AROA:s"],
      "userIdentity.sessionContext.sessionIssuer.arn": ["arn:aws:iam::1:role/r"],
      "userIdentity.accessKeyId": ["ASIA0123456789012345"],
    ])
    #expect(common.entries.map(\.path) == ["userIdentity.sessionContext.sessionIssuer.arn"])
  }

  @Test(arguments: [
    ("userAgent", "x", true), ("requestParameters.name", "x", true), ("awsRegion", "x", false),
    ("userIdentity.arn", "arn:aws:sts::1:assumed-role/r/s", true),
    ("userIdentity.arn", "arn:aws:iam::1:user/kim", false),
    ("userIdentity.principalId", "AROA:s", true), ("userIdentity.principalId", "AIDA", false),
    ("tlsDetails.tlsVersion", "TLSv1.3", true),
  ]) func whatTheCallerChoosesCarriesAWarning(field: String, value: String, isEvadable: Bool) {
    #expect((ExceptionField.evasion(of: .init(field: field, values: [value])) != nil) == isEvadable)
  }
}
