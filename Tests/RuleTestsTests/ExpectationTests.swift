import RuleTests
import Testing

/// What a rule is expected to find.
@Suite struct ExpectationTests {
  private func failures(_ text: String) throws -> [String] {
    let file = ExpectationFile(text: text, path: "e.yml")
    #expect(file.diagnostics.isEmpty)
    var found = Expectation.Found()
    found.add(eventID: "a", region: "us-east-1")
    found.add(eventID: "b", region: "eu-west-1")
    return try #require(file.expectations.first).failures(in: found)
  }

  @Test(arguments: [
    ("exactly: 2", []), ("at_least: 2", []), ("at_most: 2", []), ("events: [b, a]", []),
    ("none_in: ap-east-1", []), ("exactly: 1", ["2 hits instead of exactly 1"]),
    ("at_least: 3", ["2 hits instead of at least 3"]),
    ("at_most: 0", ["2 hits instead of at most 0"]),
    ("events: [a, c]", ["the event c is not a hit"]),
    ("none_in: [eu-west-1]", ["1 hit in eu-west-1, where none is expected"]),
  ])
  func isMetOrNot(_ text: String, _ wanted: [String]) throws {
    #expect(try failures(text) == wanted)
  }

  @Test(arguments: [
    "", "[]", "- 3", "exactly: many", "at_least: -1", "rule: x", "exactl: 3", "events: {a: b}",
    "events: []",
  ])
  func mistakesAreErrors(_ text: String) {
    #expect(ExpectationFile(text: text, path: "e.yml").hasErrors)
  }
}
