import Sigma
import Testing

@testable import RuleEditing

/// Several edits as one: one plan, whose patches give the same text, and inverted the old bytes.
struct SeveralEditsTests {
  private static let rule = """
    title: T
    id: 7a1c8f3e-1111-4222-8333-123456789abc
    date: 2024-12-31
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        awsRegion:
          - 'ap-east-1' # Hong Kong
          - 'af-south-1'
          - 'me-south-1'
      condition: selection
    level: low

    """
  private static let file = RuleFile(text: rule, path: "rule.yml")
  private static let stamp = EditStamp(date: "2026-03-01", author: "kim", reason: nil)
  private static let exception = RuleEdit.addException(
    RuleException(tests: [.init(field: "userIdentity.type", values: ["AWSService"])]))

  static let lists: [[RuleEdit]] = [
    [.allowRegion("ap-east-1"), .allowRegion("me-south-1")],
    [.allowRegion("ap-east-1"), exception],
    [.matchAllRegions, .allowRegion("eu-west-1"), .allowRegion("us-east-1"), exception],
    [exception, .allowRegion("ap-east-1"), .disallowRegion("ap-east-1")],
  ]

  @Test(arguments: lists)
  func givesTheTextOfEachInTurnAndBack(edits: [RuleEdit]) throws {
    var file = Self.file
    for edit in edits {
      file = try RuleEditor.plan(edit, stamp: Self.stamp, rule: 0, in: file).after
    }
    let plan = try RuleEditor.plan(.several(edits), stamp: Self.stamp, rule: 0, in: Self.file)
    #expect(plan.after.text == file.text)
    #expect(try plan.patches.applied(to: Self.rule) == file.text)
    #expect(try plan.patches.inverted.applied(to: file.text) == Self.rule)
  }

  @Test func leavesOutWhatIsThereAndSaysSo() throws {
    let plan = try RuleEditor.plan(
      .several([.allowRegion("eu-west-1"), .allowRegion("ap-east-1")]), stamp: Self.stamp, rule: 0,
      in: Self.file)
    #expect(plan.edit == .allowRegion("ap-east-1"))
    #expect(plan.notes.count == 1)
  }

  @Test func makesNoneIfOneCannotBeMade() {
    #expect(throws: EditRefusal.self) {
      try RuleEditor.plan(
        .several([.allowRegion("ap-east-1"), .removeException(name: "none")]), stamp: Self.stamp,
        rule: 0, in: Self.file)
    }
  }

  @Test func matchesInAllRegionsThatAreNotAllowed() throws {
    let plan = try RuleEditor.plan(
      .several([.matchAllRegions, .allowRegion("eu-west-1")]), stamp: Self.stamp, rule: 0,
      in: Self.file)
    let allowlist = try #require(plan.ruleAfter.map { Allowlist($0) })
    #expect(allowlist.allowed == ["eu-west-1"])
    #expect(allowlist.suspected.isEmpty)
    #expect(allowlist.suspectedPatterns == ["*"])
    #expect(plan.after.text.contains("# was: - 'ap-east-1' # Hong Kong"))
  }
}
