import Testing

@testable import TriageUI

@Suite struct AllowRegionTests {
  @Test func showsTheEffectThenWritesThenTakesItBack() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    #expect(workbench.state.list.shown.count == 8)

    try workbench.press("a")
    #expect(workbench.screen.contains("allow region ap-east-1"))
    #expect(workbench.screen.contains("silences 4 hits, leaves 4 hits"))
    #expect(workbench.screen.contains("-             - 'ap-east-1' # Hong Kong"))
    #expect(workbench.ruleText == TestRule.regions)

    try workbench.press("Enter")
    #expect(workbench.state.list.shown.count == 4)
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
    #expect(workbench.ruleText.contains("modified: 2025-11-13"))
    #expect(workbench.ruleText.contains("            # was: - 'ap-east-1' # Hong Kong\n"))

    try workbench.press("u")
    #expect(workbench.state.list.shown.count == 8)
    #expect(workbench.ruleText == TestRule.regions)

    try workbench.press("^R")
    #expect(workbench.state.list.shown.count == 4)
  }

  @Test func escapeChangesNothing() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a", "Esc")
    #expect(workbench.state.dialog == nil)
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.session.decisions.isEmpty)
  }

  @Test func marksOfSeveralRegionsAreRefusedWithTheReason() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("*", "a")
    #expect(workbench.state.dialog == nil)
    #expect(workbench.screen.contains("the marked hits are in 3 regions"))
  }

  @Test func aTruePositiveIsNotSilencedUnlessTheAnalystInsists() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("t", "g", "a", "Enter")
    #expect(workbench.screen.contains("It would silence 1 marked as true positive."))
    #expect(workbench.ruleText == TestRule.regions)
    try workbench.press("!")
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
  }

  /// Computing an effect takes time; its dialog must not appear over something that was opened
  /// meanwhile.
  @Test func aDialogThatComesLateReplacesNothing() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    var state = workbench.state
    let asked = state.update(.key(.character("a")))
    #expect(asked.count == 1)
    for key in ["/", "c", "?", "d", "t"] {
      _ = state.update(.key(.character(Character(key))))
      #expect(state.dialog == nil)
    }
    _ = state.update(.key(.escape))
    #expect(state.waiting.pending == nil)
    workbench.send(.key(.character("a")))
    guard let confirm = ConfirmEdit(workbench.state.surfaces.top) else { throw Missing() }
    _ = state.update(.edit(.previewed(confirm.preview, confirm.purpose)))
    #expect(state.dialog == nil)
  }

  private struct Missing: Error {}

  @Test func anEmptyListHasNothingToAllow() throws {
    let workbench = try TestWorkbench(events: [])
    try workbench.press("a")
    #expect(workbench.screen.contains("there is no hit here"))
  }

  @Test func aRuleChangedByAnotherWhileTheDialogIsOpenIsPlannedAgain() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a")
    let foreign = TestRule.regions.replacing("status: test", with: "status: stable")
    try workbench.rules.save(
      foreign, to: TestWorkbench.rulePath, replacing: TestRule.regions.sha256)
    try workbench.press("Enter")
    #expect(workbench.screen.contains("changed by someone else"))
    #expect(workbench.ruleText == foreign)

    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("status: stable"))
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
    try workbench.press("u")
    #expect(workbench.ruleText == foreign)
  }

  /// A refused undo has read the file: the screen agrees with the file.
  @Test func theCountsAfterARefusedUndoAreThoseOfTheFile() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let all = workbench.state.list.shown.count
    try workbench.press("a", "Enter")
    let left = workbench.state.list.shown.count
    #expect(left < all && left > 0)
    let edited = workbench.ruleText
    let foreign = edited.replacing("and not filter_main", with: "and filter_main")
    try workbench.rules.save(foreign, to: TestWorkbench.rulePath, replacing: edited.sha256)
    try workbench.press("u")
    #expect(workbench.screen.contains("cannot be undone"))
    #expect(workbench.ruleText == foreign)
    // The selection no longer has the region.
    #expect(workbench.state.list.shown.isEmpty)
  }

  @Test func aFileThatIsBackIsTakenUpWithTheNextKey() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    let all = workbench.state.list.shown.count
    try workbench.press("a", "Enter")
    let edited = workbench.ruleText
    try workbench.rules.save("", to: TestWorkbench.rulePath, replacing: edited.sha256)
    try workbench.press("u")
    #expect(workbench.screen.contains("is empty"))
    try workbench.press("j")
    #expect(workbench.state.session.hasWaitingFiles && workbench.ruleText.isEmpty)
    // Restored as before the edit.
    try workbench.rules.save(
      TestRule.regions, to: TestWorkbench.rulePath, replacing: "".sha256)
    try workbench.press("k")
    #expect(!workbench.state.session.hasWaitingFiles)
    #expect(workbench.screen.contains("changed by someone else"))
    #expect(workbench.ruleText == TestRule.regions)
    #expect(workbench.state.list.shown.count == all)
  }

  /// The dialog of an edit with a broken file stays, and the edit is written when the file is
  /// restored.
  @Test func anEditIsWrittenWhenItsFileIsBack() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a")
    try workbench.rules.save(
      "detection: [", to: TestWorkbench.rulePath, replacing: TestRule.regions.sha256)
    try workbench.press("Enter")
    #expect(workbench.state.session.hasWaitingFiles && workbench.ruleText == "detection: [")
    try workbench.rules.save(
      TestRule.regions, to: TestWorkbench.rulePath, replacing: "detection: [".sha256)
    try workbench.press("Down")
    #expect(!workbench.state.session.hasWaitingFiles)
    #expect(workbench.screen.contains("is as it was again"))
    try workbench.press("Enter")
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
    try workbench.press("u")
    #expect(workbench.ruleText == TestRule.regions)
  }
}
