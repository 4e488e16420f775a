import RuleEditing
import Testing

@testable import TriageUI

/// `W`: keeps a rule that can't be written in another file.
@Suite struct WriteElsewhereTests {
  private let workbench: TestWorkbench

  init() throws { workbench = try TestWorkbench(events: TestEvent.office) }

  private func failASave() throws {
    try workbench.press("a")
    workbench.rules.refusal = "the disk is full"
    try workbench.press("Enter")
  }

  @Test func aFailedSaveKeepsTheDialogAndSaysTheWaysOn() throws {
    try failASave()
    #expect(workbench.screen.contains("not saved: the disk is full"))
    #expect(workbench.screen.contains("Enter tries again; W writes the rule to another file."))
    #expect(workbench.state.session.decisions.isEmpty)
    #expect(workbench.ruleText == TestRule.regions)

    workbench.rules.refusal = nil
    try workbench.press("Enter")
    #expect(workbench.state.dialog == nil)
    #expect(workbench.state.session.decisions.count == 1)
    #expect(workbench.ruleText != TestRule.regions)
  }

  @Test func theEditIsWrittenToAnotherFileAndStaysThere() throws {
    try failASave()
    workbench.rules.refusal = nil
    try workbench.press("W")
    #expect(workbench.screen.contains("keep rules/regions.yml in another file"))
    #expect(workbench.screen.contains("regions-edited.yml"))
    try workbench.press("^U")
    workbench.type("/tmp/mine.yml")
    try workbench.press("Enter")
    #expect(workbench.state.dialog == nil)
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.rules.texts["/tmp/mine.yml"]?.contains("filter_main_allowed_regions") == true)
    #expect(workbench.state.list.shown.count == 4)
    // The next dialog names the new file.
    try workbench.press("a")
    #expect(workbench.screen.contains("│ /tmp/mine.yml "))
    try workbench.press("Esc")

    try workbench.press("u")
    #expect(workbench.rules.texts["/tmp/mine.yml"] == TestRule.regions)
    #expect(workbench.ruleText == TestRule.regions)
  }

  @Test func aNameThatIsTakenLeavesTheEditWaiting() throws {
    try workbench.press("a", "W", "^U")
    try workbench.rules.create("mine", at: "/tmp/mine.yml")
    workbench.type("/tmp/mine.yml")
    try workbench.press("Enter")
    #expect(workbench.screen.contains("already exists"))
    #expect(workbench.rules.texts["/tmp/mine.yml"] == "mine")
    try workbench.press("Enter")
    #expect(workbench.state.session.decisions.count == 1)
  }

  @Test func escapeGoesBackToTheEdit() throws {
    try workbench.press("a", "W", "Esc")
    guard ConfirmEdit(workbench.state.surfaces.top) != nil else {
      Issue.record("the dialog is gone")
      return
    }
    try workbench.press("Esc", "W", "Esc")
    #expect(workbench.state.dialog == nil)
    #expect(workbench.rules.texts.count == 1)
  }

  @Test func afterAnUndoThatCannotBeSavedTheRuleCanMoveToo() throws {
    try workbench.press("a", "Enter")
    let edited = workbench.ruleText
    workbench.rules.refusal = "the disk is full"
    try workbench.press("u")
    #expect(workbench.screen.contains("W keeps the rule in another file"))
    workbench.rules.refusal = nil
    try workbench.press("W", "^U")
    workbench.type("/tmp/mine.yml")
    try workbench.press("Enter", "u")
    #expect(workbench.rules.texts["/tmp/mine.yml"] == TestRule.regions)
    #expect(workbench.ruleText == edited)
  }
}
