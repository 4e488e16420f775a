import Sigma
import Testing

@testable import RuleEditing

/// What several documents put together cannot be edited at one place, and the refusal says so.
struct CollectionLayoutTests {
  private static let global = """
    action: global
    logsource: {product: aws, service: cloudtrail}
    detection:
      sel:
        awsRegion: [ap-east-1, af-south-1]
      condition: sel
    ---
    title: One
    detection:
      sel:
        eventName: RunInstances
    """
  private static let repeated = """
    title: One
    logsource: {product: aws, service: cloudtrail}
    detection:
      sel:
        awsRegion: [ap-east-1, af-south-1]
      condition: sel
    ---
    action: repeat
    title: Two
    """

  @Test func aRepeatedRuleIsNotEditedUnderTheOther() {
    guard case .unproven(let reason) = refusal(Self.repeated, .allowRegion("ap-east-1")) else {
      Issue.record("not refused for the other rule")
      return
    }
    #expect(reason == "the rule Two would change too")
  }

  @Test func collectionsAreCalledByTheirName() {
    let edit = RuleEdit.allowRegion("ap-east-1")
    guard case .unsupportedLayout(_, let reason) = refusal(Self.global, edit) else {
      Issue.record("not refused for its layout")
      return
    }
    #expect(reason.contains("'action: global'") && reason.contains("other rules"))
    #expect(!reason.contains("alias"))
  }

  @Test func anAliasIsCalledByItsName() {
    let words = "the alias '*base'"
    let text =
      "title: One\nlogsource: {product: aws, service: cloudtrail}\n"
      + "x-base: &base\n  sel: {a: b}\n  condition: sel\ndetection: *base\n"
    guard case .unsupportedLayout(_, let reason) = refusal(text, .allowRegion("ap-east-1")) else {
      Issue.record("not refused for its layout")
      return
    }
    #expect(reason.contains(words))
  }
}
