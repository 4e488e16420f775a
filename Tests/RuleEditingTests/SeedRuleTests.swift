import Sigma
import TestSupport
import Testing

@testable import RuleEditing

/// The rule that started the project, if it is at hand.
@Suite(.enabled(if: SharedData.has("seed/unusual-region.yml"), "needs ../shared/seed"))
struct SeedRuleTests {
  let text: String
  let stamp = EditStamp(date: "2026-03-01", author: "j.doe")

  init() throws {
    text = try SharedData.text("seed/unusual-region.yml")
  }

  @Test func allowingARegionChangesExactlyTheLinesConcerned() throws {
    #expect(
      try changes(text, .allowRegion("ap-east-1"), stamp: stamp) == [
        "-      - 'ap-east-1'", "+      # was: - 'ap-east-1'",
        "-  condition: selection and not filter_expected_services and not filter_replication",
        "+  filter_main_allowed_regions:",
        "+    awsRegion:",
        "+      - 'ap-east-1'",
        "+  condition: selection and not filter_expected_services and not filter_replication"
          + " and not filter_main_allowed_regions",
      ])
    let after = try edited(text, .allowRegion("ap-east-1"), stamp: stamp)
    #expect(after.contains("\nmodified: 2026-03-01\n"))
  }

  @Test func everyRegionCanBeAllowedAndTheLastEntryStays() throws {
    var after = text
    for region in ["eu-south-1", "ap-east-1", "me-south-1", "af-south-1"] {
      after = try edited(after, .allowRegion(region), stamp: stamp)
    }
    let allowlist = Allowlist(RuleFile(text: after, path: "r").rules[0])
    #expect(allowlist.allowed == ["eu-south-1", "ap-east-1", "me-south-1", "af-south-1"])
    #expect(allowlist.suspected.isEmpty)
    #expect(
      after.contains(
        """
            awsRegion:
              # was: - 'ap-east-1'
              - 'af-south-1'
              # was: - 'me-south-1'
              # was: - 'eu-south-1'
          filter_expected
        """))
    for region in ["eu-south-1", "ap-east-1", "me-south-1", "af-south-1"] {
      after = try edited(after, .disallowRegion(region), stamp: stamp)
    }
    #expect(after == text.replacing("modified: 2025-11-14", with: "modified: 2026-03-01"))
  }

  @Test func anExceptionIsAddedAndRemoved() throws {
    let exception = RuleException(
      tests: [
        .init(field: "userIdentity.arn", values: ["arn:aws:iam::111122223333:role/Build*"]),
        .init(field: "awsRegion", values: ["me-south-1"]),
      ])
    let after = try edited(text, .addException(exception))
    #expect(
      after.contains(
        """
          # 2026-03-01 j.doe: nightly build
          filter_main_build:
            userIdentity.arn: 'arn:aws:iam::111122223333:role/Build\\*'
            awsRegion: 'me-south-1'
          condition: selection and not filter_expected_services and not filter_replication and not filter_main_build

        """))
    let removed = try edited(after, .removeException(name: "filter_main_build"))
    #expect(removed == text.replacing("modified: 2025-11-14", with: "modified: 2026-03-01"))
  }
}
