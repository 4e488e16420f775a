import Testing

@testable import TriageUI

@Suite struct MarkFalsePositiveTests {
  @Test func proposesExceptionsNarrowToWideAndWritesTheChosenOne() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("f")
    let screen = workbench.screen
    #expect(screen.contains("an exception for 1 hit"))
    #expect(screen.contains("principal user/kim"))

    try workbench.press("Enter")
    #expect(workbench.screen.contains("filter_main_"))
    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("filter_main_"))
    #expect(workbench.ruleText.contains("kim"))
    let session = workbench.state.session
    #expect(session.verdicts.count == 1)
    #expect(session.verdicts.values.first == .falsePositive)
    #expect(workbench.state.list.shown.count < 8)

    try workbench.press("u")
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.session.verdicts.isEmpty)
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func theVerdictAloneLeavesTheRule() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("f", "G", "Enter")
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.session.verdicts.count == 1)
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func noProposalSilencesATruePositive() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    // The last hit is kim's in ap-east-1, like the first: what is common to both is no longer proposed.
    try workbench.press("G", "t", "g", "f")
    guard let choice = workbench.state.menu(ProposalsMenu.self) else {
      Issue.record("no proposals: \(workbench.screen)")
      return
    }
    #expect(choice.proposals.list.allSatisfy { !$0.preview.silencesTruePositives })
  }

  @Test func fieldsAreChosenOneByOne() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("f", "G", "k", "Enter")
    #expect(workbench.screen.contains("[ ] userIdentity.arn"))
    try workbench.press("Enter")
    #expect(workbench.screen.contains("choose at least one field"))
    try workbench.press("Space", "Enter")
    #expect(workbench.screen.contains("silences 4 hits, leaves 4 hits"))
    try workbench.press("Enter")
    #expect(workbench.state.list.shown.count == 4)
  }

  @Test func targetsAreFrozenWhenTheDialogOpens() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("Space", "Space", "f")
    let before = workbench.state.targetIDs
    try workbench.press("G", "Enter")
    #expect(Set(workbench.state.session.verdicts.keys) == Set(before))
  }
}
