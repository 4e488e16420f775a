import Basics
import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct ShowRulesTests {
  private static let users = TestRule.newUsers
  private static let keys = users.replacing("New users", with: "New keys")
    .replacing("7d1c1a3e", with: "8d1c1a3e").replacing("CreateUser", with: "CreateAccessKey")

  /// Two rules in one file, and a third in another.
  private func workbench(columns: Int = 100, rows: Int = 16) throws -> TestWorkbench {
    try TestWorkbench(
      events: TestEvent.office, rule: TestRule.regions + "---\n" + Self.users, columns: columns,
      rows: rows, otherRules: [("rules/keys.yml", Self.keys)])
  }

  @Test func everyRuleHasItsCounts() throws {
    let workbench = try workbench()
    try workbench.press("t", "R")
    #expect(
      workbench.screen(rows: 4..<9, columns: 0..<100) == """
            hits   open silenced  a day right exc lv rule
               8      7        0    8.0 100 %     ▄M Calls from unusual regions  rules/regions.yml
               1      1        0    1.0           ▆H New users  rules/regions.yml
               1      1        0    1.0           ▆H New keys  rules/keys.yml

        """)
    #expect(workbench.screen.contains("3 rules, most hits first"))
    try workbench.press("s")
    #expect(workbench.screen.contains("3 rules, highest level first"))
    #expect(workbench.state.page(RulesSurface.self)?.shown == [1, 2, 0])
    try workbench.press("s", "s", "s")
    #expect(workbench.state.page(RulesSurface.self)?.shown == [0, 2, 1])
  }

  /// What is wrong with rules comes first, wrapped, and is searched and filtered like the rules.
  @Test func problemsAreTheFirstLines() throws {
    let workbench = try workbench()
    workbench.state.rules.problems = [
      "rules/broken.yml:7:3: the condition names no selection “filter” "
        + String(repeating: "far away ", count: 20)
    ]
    try workbench.press("R")
    let page = try #require(workbench.state.page(RulesSurface.self))
    #expect(page.problemLines.count > 1 && page.problemLines[0].has(text: "broken.yml:7:3"))
    #expect(page.current == 0)
    #expect(workbench.screen.contains("1 problem"))
    try workbench.press("g", "Enter")
    #expect(workbench.state.page(RulesSurface.self)?.current == nil)
    try workbench.press("F")
    workbench.type("keys")
    try workbench.press("Enter")
    #expect(workbench.state.page(RulesSurface.self)?.problemLines.isEmpty == true)
    #expect(workbench.state.page(RulesSurface.self)?.shown == [2])
  }

  @Test func rulesWithoutHitsAreHidden() throws {
    let workbench = try TestWorkbench(
      events: Array(TestEvent.office.prefix(2)), columns: 100,
      otherRules: [("rules/users.yml", TestRule.newUsers)])
    try workbench.press("R", "Z")
    #expect(workbench.state.page(RulesSurface.self)?.shown == [0])
    #expect(workbench.screen.contains("with hits"))
    try workbench.press("Z")
    #expect(workbench.state.page(RulesSurface.self)?.shown == [0, 1])
  }

  @Test func enterShowsOnlyItsHits() throws {
    let workbench = try workbench()
    try workbench.press("R", "G", "Enter")
    #expect(workbench.state.page == nil)
    #expect(workbench.state.list.shown.map(workbench.state.table.rule) == [2])
    // Another rule replaces it.
    try workbench.press("R", "g", "Enter")
    #expect(Set(workbench.state.list.shown.map(workbench.state.table.rule)) == [0])
    // Back to the rules, and to the previous list.
    try workbench.press("Esc")
    #expect(workbench.state.page(RulesSurface.self)?.current == 0)
    #expect(Set(workbench.state.list.shown.map(workbench.state.table.rule)) == [2])
  }

  /// The edit goes to the document and the file of the hit's own rule, and the page says so.
  @Test func editsGoToTheRightFile() throws {
    let workbench = try workbench()
    let before = workbench.rules.texts
    try workbench.press("R", "G", "k", "Enter", "f")
    #expect(workbench.screen.contains("an exception for 1 hit"))
    try workbench.press("Enter", "Enter")
    let regions = try #require(workbench.rules.texts[TestWorkbench.rulePath])
    let parts = regions.components(separatedBy: "---\n")
    #expect(parts[0] == TestRule.regions)
    #expect(parts[1].contains("filter_main_") && parts[1].contains("title: New users"))
    #expect(workbench.rules.texts["rules/keys.yml"] == before["rules/keys.yml"])
    // The rule without hits is now the last one.
    try workbench.press("R", "G", "k", "Enter", "f", "Enter", "Enter")
    #expect(workbench.rules.texts["rules/keys.yml"]?.contains("filter_main_") == true)
    #expect(workbench.rules.texts[TestWorkbench.rulePath] == regions)
    try workbench.press("R")
    #expect(
      workbench.screen.contains("0      0        1          0 %   1 ▆H New users  edited"))
    #expect(
      workbench.screen.contains("0      0        1          0 %   1 ▆H New keys  edited"))
    try workbench.press("Esc", "u", "u", "R")
    #expect(!workbench.screen.contains("edited"))
    #expect(workbench.rules.texts == before)
  }

  @Test func rulesThatCouldNotBeTakenAreNamed() throws {
    let workbench = try workbench()
    workbench.state.rules.problems = ["rules/broken.yml: no condition"]
    try workbench.press("R")
    #expect(workbench.screen.contains("1 problem"))
    #expect(workbench.screen.contains("! rules/broken.yml: no condition"))
  }

  /// Errors come first, then warnings; the page shows them only on request.
  @Test func warningsAboutRulesAreListed() throws {
    let workbench = try workbench()
    workbench.state.rules.warnings = ["rules/keys.yml:7: no CloudTrail event has the field 'x'"]
    try workbench.press("j")
    #expect(!workbench.screen.contains("warning"))
    workbench.state.rules.problems = ["rules/broken.yml: no condition"]
    try workbench.press("R")
    #expect(workbench.screen.contains("1 problem · 1 warning below"))
    #expect(workbench.screen.contains("? rules/keys.yml:7: no CloudTrail event has the field 'x'"))
  }
}
