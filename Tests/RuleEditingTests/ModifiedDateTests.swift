import Sigma
import Testing

@testable import RuleEditing

/// `modified:` after an edit on 2026-03-01, for what a rule has of `date:` and `modified:`.
struct ModifiedDateTests {
  private static let table: [(head: String, want: String)] = [
    // Neither: none is added.
    ("", ""),
    // A date alone: only one before today brings `modified`, in its form and quotes.
    ("date: 2024-12-31\n", "date: 2024-12-31\nmodified: 2026-03-01\n"),
    ("date: 2024/12/31\n", "date: 2024/12/31\nmodified: 2026/03/01\n"),
    ("date: '2024/12/31' # x\n", "date: '2024/12/31' # x\nmodified: '2026/03/01'\n"),
    ("date: 2026-03-01\n", "date: 2026-03-01\n"),
    ("date: 2026/03/01\n", "date: 2026/03/01\n"),
    ("date: 2026-03-02\n", "date: 2026-03-02\n"),
    // `modified`: moved on, in its form, quotes and place.
    ("modified: 2025-01-01\n", "modified: 2026-03-01\n"),
    ("modified: 2025/01/01\n", "modified: 2026/03/01\n"),
    ("modified: '2025/01/01' # y\n", "modified: '2026/03/01' # y\n"),
    ("modified:   \"2025-01-01\"\n", "modified:   \"2026-03-01\"\n"),
    ("modified: 2025/01/01\ndate: 2020-01-01\n", "modified: 2026/03/01\ndate: 2020-01-01\n"),
    // Never back, and the same day is kept as it stands.
    ("modified: 2026-03-01\n", "modified: 2026-03-01\n"),
    ("modified: 2026/03/01\n", "modified: 2026/03/01\n"),
    ("date: 2024-01-01\nmodified: 2031/01/01\n", "date: 2024-01-01\nmodified: 2031/01/01\n"),
    // Without a value: the form of the date.
    ("date: 2020/01/01\nmodified:\n", "date: 2020/01/01\nmodified: 2026/03/01\n"),
    ("modified: ~\n", "modified: 2026-03-01\n"),
  ]

  @Test(arguments: table)
  func today(head: String, want: String) throws {
    let stamp = EditStamp(date: "2026-03-01", author: "j.doe")
    let exception = RuleException(tests: [.init(field: "userAgent", values: ["x"])])
    for edit in [RuleEdit.allowRegion("ap-east-1"), .addException(exception)] {
      let after = try edited(Self.rule(head), edit, stamp: stamp)
      #expect(after.hasPrefix(Self.rule(want).prefix(while: { $0 != "{" })), "\(edit): \(after)")
    }
  }

  @Test func jsonKeepsItsForm() throws {
    func rule(_ head: String) -> String {
      "{\"title\":\"T\",\(head)\"logsource\":{\"product\":\"aws\"},"
        + "\"detection\":{\"sel\":{\"eventName\":\"a\"},\"condition\":\"sel\"}}\n"
    }
    for (head, want) in [
      ("\"date\":\"2020/01/01\",", "\"date\":\"2020/01/01\",\"modified\":\"2026/03/01\","),
      ("\"modified\": \"2020-01-01\",", "\"modified\": \"2026-03-01\","),
      ("", ""),
    ] {
      let after = try edited(
        rule(head), .allowRegion("ap-east-1"), stamp: EditStamp(date: "2026-03-01", author: ""))
      #expect(after.contains("\"T\",\(want)\"logsource\""), "\(after)")
      #expect(after.contains("\"filter_main_allowed_regions\":{\"awsRegion\":[\"ap-east-1\"]}"))
    }
  }

  /// Up to the braces of the detection.
  private static func rule(_ head: String) -> String {
    "title: T\n\(head)logsource: {product: aws}\ndetection:\n  sel:\n    eventName: a\n"
      + "  condition: sel\n"
  }
}
