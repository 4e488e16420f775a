import Sigma
import Testing

@testable import RuleEditing

/// Edits that go to a Sigma filter document beside the rule.
@Suite struct FilterEditTests {
  private let rule = RuleFile(
    text: ruleText("    sel:\n        awsRegion: ap-east-1\n    condition: sel"), path: "rule.yml"
  ).rules[0]
  private let exception = RuleException(
    tests: [.init(field: "userIdentity.arn", values: ["arn:aws:iam::1:role/Build*"])])

  private func plan(_ edit: RuleEdit, _ text: String) throws -> EditPlan {
    let plan = try RuleEditor.plan(
      edit, stamp: testStamp, of: rule, inFilters: RuleFile(text: text, path: "filters.yml"))
    let undone = try plan.patches.inverted.applied(to: plan.after.text)
    #expect(undone.hasSameBytes(as: text))
    #expect(plan.site.kind == .filters)
    return plan
  }

  private let document = """
    title: 'Tuning of Test rule'
    id: ID
    description: Events that are normal here and that the rule should not report
    author: j.doe
    date: 2026-03-01
    logsource:
        product: aws
        service: cloudtrail
    filter:
        rules:
            - 7a1c8f3e-1111-4222-8333-123456789abc
        # 2026-03-01 j.doe: nightly build
        filter_main_build:
            userIdentity.arn: 'arn:aws:iam::1:role/Build\\*'
        condition: not filter_main_build

    """

  @Test func theFirstEditMakesTheDocument() throws {
    let plan = try plan(.addException(exception), "")
    let id = try #require(plan.after.filters[0].id)
    #expect(plan.after.text == document.replacing("ID", with: id))
    #expect(plan.site == .filter(before: nil, after: 0))
    // The same edit makes the same bytes.
    #expect(try self.plan(.addException(exception), "").after.text == plan.after.text)
  }

  @Test func furtherEditsExtendIt() throws {
    let first = try plan(.addException(exception), "").after.text
    let second = try plan(.allowRegion("ap-east-1"), first)
    let lines = TextDiff(before: first, after: second.after.text).lines
    #expect(
      lines.filter { $0.kind == .added }.map(\.text) == [
        "    filter_main_allowed_regions:", "        awsRegion:",
        "            - 'ap-east-1' # 2026-03-01 j.doe: nightly build",
        "    condition: not filter_main_build and not filter_main_allowed_regions",
      ])
    #expect(throws: EditRefusal.alreadyExcepted(filter: "filter_main_build")) {
      try plan(.addException(exception), first)
    }
  }

  @Test func otherDocumentsAreUntouched() throws {
    let other = document.replacing("ID", with: "5d8fd9da-6916-45ef-8d4d-3fa9d19d1a64")
      .replacing("7a1c8f3e-1111-4222-8333-123456789abc", with: "some_other_rule")
    let appended = try plan(.allowRegion("ap-east-1"), "# head\n" + other).after.text
    #expect(appended.hasPrefix("# head\n" + other + "---\ntitle: "))
    let taken = try plan(.disallowRegion("ap-east-1"), appended)
    #expect(taken.after.text == "# head\n" + other)
    #expect(taken.site == .filter(before: 1, after: nil))
  }

  @Test func anUnterminatedFileAndItsLineEndsStay() throws {
    let other = document.replacing("ID", with: "5d8fd9da-6916-45ef-8d4d-3fa9d19d1a64")
      .replacing("7a1c8f3e-1111-4222-8333-123456789abc", with: "some_other_rule")
    let windows = other.split(separator: "\n").joined(separator: "\r\n")
    let plan = try plan(.addException(exception), windows)
    #expect(plan.after.text.hasPrefix(windows + "\r\n---\r\ntitle:"))
    #expect(!plan.after.text.hasSuffix("\n"))
    #expect(plan.after.filters.count == 2)
  }

  @Test func theDocumentGoesWithItsLastException() throws {
    let made = try plan(.addException(exception), "").after.text
    #expect(try plan(.removeException(name: "build"), made).after.text == "")
    let two = try plan(.allowRegion("ap-east-1"), made).after.text
    let one = try plan(.removeException(name: "build"), two).after
    #expect(one.filters[0].detection.exceptions == ["filter_main_allowed_regions"])
    let first = try plan(.allowRegion("ap-east-1"), "").after.text + "---\n# end\n"
    #expect(try plan(.disallowRegion("ap-east-1"), first).after.filters.isEmpty)
  }

  @Test func exceptionsInTheRuleAreNotTakenBackHere() throws {
    let text = try edited(
      ruleText("    sel:\n        eventName: x\n    condition: sel"), .allowRegion("ap-east-1"))
    let rule = RuleFile(text: text, path: "rule.yml").rules[0]
    for edit in [
      RuleEdit.disallowRegion("ap-east-1"), .removeException(name: "allowed_regions"),
    ] {
      let refusal = #expect(throws: EditRefusal.self) {
        try RuleEditor.plan(
          edit, stamp: testStamp, of: rule, inFilters: RuleFile(text: "", path: "f.yml"))
      }
      guard case .partOfRule = refusal else { throw refusal ?? .invalidDate("") }
    }
    #expect(
      throws: EditRefusal.alreadyAllowed(
        region: "ap-east-1", filter: "filter_main_allowed_regions")
    ) {
      try RuleEditor.plan(
        .allowRegion("ap-east-1"), stamp: testStamp, of: rule,
        inFilters: RuleFile(text: "", path: "f.yml"))
    }
  }

  @Test func aRuleWithoutIDAndNameIsRefused() throws {
    var rule = rule
    rule.id = nil
    #expect(throws: EditRefusal.noReference(title: "Test rule")) {
      try RuleEditor.plan(
        .allowRegion("ap-east-1"), stamp: testStamp, of: rule,
        inFilters: RuleFile(text: "", path: "f.yml"))
    }
    rule.name = "test_rule"
    let plan = try RuleEditor.plan(
      .allowRegion("ap-east-1"), stamp: testStamp, of: rule,
      inFilters: RuleFile(text: "", path: "f.yml"))
    #expect(plan.after.text.contains("        - 'test_rule'\n"))
  }

  @Test func aFilterForSeveralRulesIsLeftAlone() throws {
    let shared = document.replacing("ID", with: "5d8fd9da-6916-45ef-8d4d-3fa9d19d1a64")
      .replacing("    # 2026", with: "        - other_rule\n    # 2026")
    let plan = try plan(.allowRegion("ap-east-1"), shared)
    #expect(plan.site == .filter(before: nil, after: 1))
  }
}
