import Sigma
import TestSupport

@testable import RuleEditing

/// Regions and exceptions at random, of texts that are hard to write down in YAML, to quote and to
/// escape, and of fields that the rule itself looks at.
enum RandomEdits {
  private static let regions = [
    "ap-east-1", "us-east-1", "apiso-northsouth-3r", "-", "*", "é-süd-1",
  ]
  private static let fields = [
    "userIdentity.arn", "userAgent", "sourceIPAddress", "awsRegion", "recipientAccountId",
    "requestParameters.bucket-name", "résumé", "a b", "x:y",
  ]
  private static let values = [
    "arn:aws:iam::111122223333:role/build*", "C:\\dir\\", "what?", "it's", "\"quoted\"", "a: b #c",
    "- dash", "true", "0123", "111122223333", "-5", "1e3", "null", "", " ", "한글", "\u{1B}[31mred",
    "line\nbreak", "%x%", "@at", "`tick", "{a}", "[b]", "tab\there", "trailing ", "\u{202E}rtl",
    "*",
    "\\*", "y", "~", "2026-01-01", "<<", "=", String(repeating: "long ", count: 2_000),
  ]
  private static let relations: [RuleException.Relation] = [
    .equals, .equals, .equals, .startsWith, .endsWith, .contains, .isNull, .exists, .isMissing,
  ]

  static func region(for rule: Rule, using generator: inout SeededGenerator) -> String {
    let listed = rule.detection.suspectedRegionLists.flatMap(\.literals)
    return (regions + listed + listed).randomElement(using: &generator) ?? "ap-east-1"
  }

  static func exception(for rule: Rule, using generator: inout SeededGenerator) -> RuleException {
    let own = rule.detection.searchIdentifiers.values.flatMap { $0.alternatives.joined() }
      .compactMap(\.field)
    var tests: [RuleException.FieldTest] = []
    let fields = Set(fields + own).sorted().shuffled(using: &generator)
    for field in fields.prefix(Int.random(in: 1...3, using: &generator)) {
      let relation = relations.randomElement(using: &generator) ?? .equals
      let isPart = relation != .equals
      let values = values.filter { !isPart || !$0.isEmpty }.shuffled(using: &generator)
        .prefix(Int.random(in: 1...4, using: &generator))
      tests.append(
        .init(field: field, relation: relation, values: relation.takesValues ? Array(values) : []))
    }
    return RuleException(tests: tests)
  }
}
