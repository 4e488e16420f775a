import Sigma
import Testing

@testable import RuleEditing

/// An edit keeps the author's own way of writing, and leaves all else byte for byte.
struct LayoutTests {
  private let allow = RuleEdit.allowRegion("ap-east-1")
  private let stamp = EditStamp(date: "2026-03-01", author: "j.doe")

  private func allowing(_ detection: String) throws -> [String] {
    try changes(ruleText(detection), allow, stamp: stamp)
  }

  @Test func listsThatAreNotIndentedAndPlainValues() throws {
    #expect(
      try allowing(
        """
          sel:
            awsRegion:
            - ap-east-1
            - af-south-1
          condition: sel
        """) == [
          "-    - ap-east-1", "+    # was: - ap-east-1", "-  condition: sel",
          "+  filter_main_allowed_regions:", "+    awsRegion:", "+    - ap-east-1",
          "+  condition: sel and not filter_main_allowed_regions",
        ])
  }

  @Test func doubleQuotesWideStepsAndCommentsAtItems() throws {
    #expect(
      try allowing(
        """
              sel:
                  awsRegion:
                      # first
                      - "af-south-1"   # Cape Town
                      # second
                      - "ap-east-1"    # Hong Kong
                      # - "me-south-1"

              # how it is put together
              condition: sel  # all of it
        """) == [
          "-              - \"ap-east-1\"    # Hong Kong",
          "+              # was: - \"ap-east-1\"    # Hong Kong",
          "+      filter_main_allowed_regions:", "+          awsRegion:",
          "+              - \"ap-east-1\"", "-      condition: sel  # all of it",
          "+      condition: sel and not filter_main_allowed_regions  # all of it",
        ])
  }

  @Test(arguments: [
    ("['ap-east-1', 'af-south-1']", "['af-south-1']"),
    ("['af-south-1', 'ap-east-1']", "['af-south-1']"),
    ("[ af-south-1 , AP-EAST-1 , me-south-1 ]", "[ af-south-1 , me-south-1 ]"),
    ("[ap-east-1, 'ap-east-1', af-south-1,]", "[af-south-1,]"),
    ("[af-south-1, ap-east-1, ap-east-1]", "[af-south-1]"),
  ])
  func flowLists(old: String, new: String) throws {
    let changed = try allowing("    sel:\n        awsRegion: \(old)\n    condition: sel")
    #expect(changed.contains("-        awsRegion: \(old)"))
    #expect(changed.contains("+        awsRegion: \(new)"))
  }

  @Test func aSingleValueStays() throws {
    let text = ruleText("    sel:\n        awsRegion: ap-east-1\n    condition: sel")
    let file = RuleFile(text: text, path: "rule.yml")
    let plan = try RuleEditor.plan(allow, stamp: stamp, rule: 0, in: file)
    #expect(plan.after.text.contains("sel:\n        awsRegion: ap-east-1\n"))
    #expect(plan.notes.count == 1 && plan.filterName == "filter_main_allowed_regions")
  }

  @Test(arguments: [
    ("awsRegion:\n            - us-east-1", ["+            - ap-east-1"]),
    (
      "awsRegion: [us-east-1]",
      ["-        awsRegion: [us-east-1]", "+        awsRegion: [us-east-1, ap-east-1]"]
    ),
    (
      "awsRegion: 'us-east-1'  # home",
      [
        "-        awsRegion: 'us-east-1'  # home",
        "+        # was: awsRegion: 'us-east-1'  # home", "+        awsRegion:  # home",
        "+            - 'us-east-1'", "+            - 'ap-east-1'",
      ]
    ),
  ])
  func aFilterOfExpectedRegionsIsUsed(entry: String, expected: [String]) throws {
    #expect(
      try allowing(
        """
            sel:
                eventName: ConsoleLogin
            expected_regions:
                \(entry)
            condition: sel and not expected_regions
        """) == expected)
  }

  @Test func aReasonIsAfterTheEntry() throws {
    let text = ruleText("    sel:\n        eventName: e\n    condition: sel")
    let first = try edited(text, .allowRegion("ap-east-1"))
    #expect(first.contains("            - ap-east-1 # 2026-03-01 j.doe: nightly build\n"))
    let second = try changes(first, .allowRegion("af-south-1"))
    #expect(second == ["+            - af-south-1 # 2026-03-01 j.doe: nightly build"])
    #expect(
      try edited(first, .disallowRegion("ap-east-1")).hasSameBytes(
        as: text.replacing("2025-01-01", with: "2026-03-01")))
  }

  @Test func aFilterThatTestsMoreThanTheRegionIsNotUsed() throws {
    let changed = try allowing(
      """
          sel:
              eventName: ConsoleLogin
          filter:
              awsRegion: us-east-1
              userIdentity.type: Root
          condition: sel and not filter
      """)
    #expect(changed.contains("+    filter_main_allowed_regions:"))
  }

  @Test(arguments: ["", "\u{FEFF}"])
  func windowsLineEndsAndNoFinalLineEnd(mark: String) throws {
    let text =
      mark + "title: T\r\nlogsource:\r\n  product: aws\r\nlevel: low\r\ndetection:\r\n"
      + "  condition: sel\r\n  sel:\r\n    awsRegion:\r\n      - af-south-1\r\n      - ap-east-1"
    let after = try edited(text, allow, stamp: stamp)
    #expect(
      after.hasSameBytes(
        as: mark + "title: T\r\nlogsource:\r\n  product: aws\r\n"
          + "level: low\r\ndetection:\r\n  condition: sel and not filter_main_allowed_regions\r\n"
          + "  sel:\r\n    awsRegion:\r\n      - af-south-1\r\n      # was: - ap-east-1\r\n"
          + "  filter_main_allowed_regions:\r\n    awsRegion:\r\n      - ap-east-1"))
    let back = try edited(after, .disallowRegion("ap-east-1"), stamp: stamp)
    #expect(back.hasSameBytes(as: text))
  }

  @Test func otherDocumentsOfTheFileStay() throws {
    let detection = "    sel:\n        awsRegion: [ap-east-1, x]\n    condition: sel"
    let text =
      "# head\n---\n" + ruleText(detection) + "...\n---\n"
      + ruleText(detection).replacing("7a1c8f3e", with: "8b1c8f3e")
      + "---\n# nothing but notes\n#\tcondition: sel\n"
    let after = try edited(text, allow, stamp: stamp, rule: 1)
    let lines = TextDiff(before: text, after: after).lines.filter { $0.kind == .removed }
    #expect(lines.compactMap(\.oldNumber) == [22, 28, 29])
  }

  @Test(arguments: [
    "    sel:\n        awsRegion: &r [ap-east-1, x]\n    other:\n        awsRegion: *r\n    condition: sel and other",
    "    sel: &s\n        awsRegion: [ap-east-1, x]\n    other: *s\n    condition: sel and other",
    "    sel:\n        awsRegion:\n            - &r ap-east-1\n            - x\n    other:\n        region: *r\n    condition: sel and other",
  ])
  func aSharedListStaysAndTheFilterSilences(detection: String) throws {
    let changed = try changes(ruleText(detection), allow, stamp: stamp)
    #expect(changed.filter { $0.hasPrefix("-") }.count == 1)
    #expect(changed.contains { $0.hasSuffix("and not filter_main_allowed_regions") })
  }

  @Test(arguments: [
    (
      "    sel: {eventName: a,\n        awsRegion: [ap-east-1, # c\n        x]}",
      ["-        awsRegion: [ap-east-1, # c", "+        awsRegion: [ # c"]
    ),
    (
      "    sel:\n        awsRegion:\n            - |-\n                ap-east-1\n            - x",
      ["-            - |-", "-                ap-east-1"]
    ),
    (
      "    sel:\n        awsRegion:\n            -\n                ap-east-1\n            - x",
      ["-            -", "-                ap-east-1"]
    ),
  ])
  func oddEntriesAreTakenOut(search: String, expected: [String]) throws {
    let changed = try changes(ruleText(search + "\n    condition: sel"), allow, stamp: stamp)
    #expect(expected.allSatisfy(changed.contains), "\(changed)")
  }

  @Test func refusalsNameTheReason() {
    let rule = ruleText(
      "    sel:\n        awsRegion: a\n    filter:\n        awsRegion: ['us-*', ap-east-1]\n    condition: sel and not filter"
    )
    #expect(refusal(rule, allow) == .alreadyAllowed(region: "ap-east-1", filter: "filter"))
    #expect(refusal(rule, .disallowRegion("a")) == .notAllowed(region: "a"))
    #expect(
      refusal(rule, .disallowRegion("us-east-1"))
        == .coveredByPattern(region: "us-east-1", pattern: "us-*", filter: "filter"))
    #expect(refusal(rule, .allowRegion("")) == .invalidRegion(""))
    #expect(refusal(rule, .allowRegion("a\nb")) == .invalidRegion("a\nb"))
    #expect(
      refusal(rule, allow, stamp: EditStamp(date: "1.3.2026", author: ""))
        == .invalidDate("1.3.2026"))
    #expect(
      refusal(
        ruleText(
          "    sel:\n        eventName: a\n    filter:\n        awsRegion|expand: '%home%'\n    condition: sel and not filter"
        ),
        allow) == .regionsFromPlaceholder(placeholder: "%home%", identifier: "filter"))
  }
}
