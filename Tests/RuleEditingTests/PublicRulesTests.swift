import Sigma
import TestSupport
import Testing

@testable import RuleEditing

/// Every public AWS rule at hand: an edit and its undo, and what lies between.
@Suite(.enabled(if: SharedData.has("data/sigma/sigmahq"), "needs ../shared/data/sigma/sigmahq"))
struct PublicRulesTests {
  static let paths = SharedData.rules(below: "data/sigma")

  @Test(arguments: paths)
  func editsTouchOnlyTheLinesConcernedAndAreTakenBack(path: String) throws {
    let original = try SharedData.text(path)
    var generator = SeededGenerator(seed: UInt64(path.utf8.count))
    for text in Self.variants(of: original) {
      for rule in RuleFile(text: text, path: path).rules.indices {
        let base = RuleFile(text: text, path: path).rules[rule]
        let region = RandomEdits.region(for: base, using: &generator)
        let exception = RandomEdits.exception(for: base, using: &generator)
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

  private func names(in text: String, _ rule: Int) -> [String] {
    RuleFile(text: text, path: "").rules[rule].detection.exceptions
  }

  /// The text as it is, with other line ends, and without a line end at the end.
  private static func variants(of text: String) -> [String] {
    let windows = text.split(separator: "\n", omittingEmptySubsequences: false).joined(
      separator: "\r\n")
    return [text, windows, String(text.reversed().drop { $0 == "\n" }.reversed())]
  }

  /// Only `modified` and the condition go; what comes besides is the filter, in one piece, and a
  /// comment that keeps the condition.
  private func checkLines(_ before: String, _ after: String) throws {
    let lines = TextDiff(before: before, after: after).lines
    let removed = lines.filter { $0.kind == .removed }.map { $0.text.drop { $0 == " " } }
    #expect(removed.allSatisfy { $0.hasPrefix("modified:") || $0.hasPrefix("condition:") })
    let added = lines.filter { line in
      let text = line.text.drop { $0 == " " }
      return line.kind == .added
        && !["modified:", "condition:", "# was: "].contains(where: text.hasPrefix)
    }
    let numbers = added.compactMap(\.newNumber)
    #expect(numbers.last.map { $0 - numbers[0] + 1 } == numbers.count)
  }
}
