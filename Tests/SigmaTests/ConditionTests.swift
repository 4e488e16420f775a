import Testing

@testable import Sigma

@Suite struct ConditionTests {
  private func parse(_ text: String, _ names: [String] = ["a", "b", "c", "_d"]) -> Condition? {
    ConditionParser.parse(text, names: names).condition
  }

  @Test func precedence() {
    #expect(
      parse("a or b and not c")
        == .or([.identifier("a"), .and([.identifier("b"), .not(.identifier("c"))])]))
    #expect(parse("not 1 of them") == .not(.oneOf(.them)))
  }

  @Test(arguments: [
    "a", "a and b", "a or b and not c", "(a or b) and c", "not (a and b)", "1 of them",
    "a and not 1 of _d*", "all of *",
  ])
  func writtenAsRead(text: String) throws {
    #expect(try #require(parse(text)).description == text)
  }

  @Test func patternsAndUnderscores() {
    #expect(!ConditionTarget.them.includes("_d"))
    #expect(!ConditionTarget.pattern("*d").includes("_d"))
    #expect(ConditionTarget.pattern("_*").includes("_d"))
    #expect(ConditionTarget.pattern("filter_*_x").includes("filter_main_x"))
    #expect(!ConditionTarget.pattern("filter_*_x").includes("filter_main"))
  }

  @Test(arguments: [
    "", "a b", "a and", "and a", "(a", "a)", "a Or b", "2 of them", "1 of z*", "a*", "a | count()",
    "nosuch", "1 of (a, b)",
  ])
  func refused(text: String) {
    let (condition, problems) = ConditionParser.parse(text, names: ["a", "b"])
    #expect(condition == nil)
    #expect(!problems.isEmpty)
  }
}
