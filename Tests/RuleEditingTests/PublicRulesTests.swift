import Sigma
import Testing

@testable import RuleEditing

/// Every public AWS rule at hand: an edit and its undo, and what lies between.
@Suite(.enabled(if: SharedData.exists("data/sigma/sigmahq")))
struct PublicRulesTests {
  static let paths = SharedData.rules(below: "data/sigma")

  /// A small generator, so that every run tries the same.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let fields = [
    "userIdentity.arn", "userAgent", "sourceIPAddress", "awsRegion",
    "requestParameters.bucket-name",
    "résumé", "a b", "x:y",
  ]
  private static let values = [
    "arn:aws:iam::111122223333:role/build*", "C:\\dir\\", "what?", "it's", "\"quoted\"", "a: b #c",
    "- dash", "true", "0123", "1e3", "null", "", " ", "한글", "\u{1B}[31mred", "line\nbreak", "%x%",
    "@at", "`tick", "{a}", "[b]", "tab\there", "trailing ", "\u{202E}rtl", "*", "\\*", "y",
    String(repeating: "long ", count: 2_000),
  ]
  private static let relations: [RuleException.Relation] = [
    .equals, .equals, .startsWith, .endsWith, .contains, .isNull,
  ]

  private static func exception(_ generator: inout Generator) -> RuleException {
    var tests: [RuleException.FieldTest] = []
    for field in fields.shuffled(using: &generator).prefix(Int.random(in: 1...3, using: &generator))
    {
      let relation = relations.randomElement(using: &generator) ?? .equals
      let isPart = relation != .equals
      let values = values.filter { !isPart || !$0.isEmpty }.shuffled(using: &generator)
        .prefix(Int.random(in: 1...4, using: &generator))
      tests.append(
        .init(field: field, relation: relation, values: relation == .isNull ? [] : Array(values)))
    }
    return RuleException(tests: tests)
  }

  @Test(arguments: paths)
  func editsTouchOnlyTheLinesConcernedAndAreTakenBack(path: String) throws {
    let original = try SharedData.text(path)
    var generator = Generator(state: UInt64(path.utf8.count))
    for text in Self.variants(of: original) {
      for rule in RuleFile(text: text, path: path).rules.indices {
        let region = Self.regions.randomElement(using: &generator) ?? "ap-east-1"
        let exception = Self.exception(&generator)
        let allowed = try edited(text, .allowRegion(region), rule: rule)
        try checkLines(text, allowed)
        let excepted = try edited(text, .addException(exception), rule: rule)
        try checkLines(text, excepted)
        let both = try edited(allowed, .addException(exception), rule: rule)
        try checkLines(allowed, both)
        // Taken back by edits instead of by undo, all but the date is as before.
        let exceptionName = try #require(names(in: both, rule).last)
        let one = try edited(both, .removeException(name: exceptionName), rule: rule)
        #expect(one.hasSameBytes(as: allowed))
        let none = try edited(one, .disallowRegion(region), rule: rule)
        let changed = TextDiff(before: text, after: none).lines.filter { $0.kind != .context }
        #expect(changed.allSatisfy { $0.text.hasPrefix("modified:") })
      }
    }
  }

  private static let regions = ["ap-east-1", "us-east-1", "apiso-northsouth-3r", "-", "*"]

  private func names(in text: String, _ rule: Int) -> [String] {
    RuleFile(text: text, path: "").rules[rule].detection.exceptions
  }

  /// The text as it is, with other line ends, and without a line end at the end.
  private static func variants(of text: String) -> [String] {
    let windows = text.split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "\r\n")
    return [text, windows, String(text.reversed().drop { $0 == "\n" }.reversed())]
  }

  /// Only `modified` and the condition go; what comes besides is the filter, in one piece.
  private func checkLines(_ before: String, _ after: String) throws {
    let lines = TextDiff(before: before, after: after).lines
    let removed = lines.filter { $0.kind == .removed }.map { $0.text.drop { $0 == " " } }
    #expect(removed.allSatisfy { $0.hasPrefix("modified:") || $0.hasPrefix("condition:") })
    let added = lines.filter { line in
      let text = line.text.drop { $0 == " " }
      return line.kind == .added && !text.hasPrefix("modified:") && !text.hasPrefix("condition:")
    }
    let numbers = added.compactMap(\.newNumber)
    #expect(numbers.last.map { $0 - numbers[0] + 1 } == numbers.count)
  }
}
