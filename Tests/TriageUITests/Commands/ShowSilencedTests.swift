import TerminalScreen
import Testing

@testable import HitStore
@testable import TriageUI

/// `z`: the hits that edits silenced, and what silences each.
@Suite struct ShowSilencedTests {
  @Test func theFilterThatSilencesAHitIsNamed() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 120, rows: 40)
    // A false positive of mallory's: the first proposal becomes an exception.
    try workbench.press("G", "k", "k", "f", "Enter", "Enter")
    let silenced = workbench.state.list.silenced
    #expect(!silenced.isEmpty)
    try workbench.press("z")
    #expect(RowSet(workbench.state.list.shown) == silenced)
    let screen = workbench.screen
    #expect(screen.contains("\(silenced.count) silenced hit"))
    #expect(screen.contains("gone filter_main_"), "\(screen)")
    #expect(workbench.ruleText.contains("filter_main_"))
  }

  @Test func anAllowedRegionIsNamedToo() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 100, rows: 30)
    try workbench.press("a", "Enter", "z")
    #expect(workbench.screen.contains("4 silenced hits"))
    #expect(
      workbench.screen.contains(
        "gone filter_main_allowed_regions: awsRegion = ap-east-1  (pattern ap-east-1)"))
  }

  @Test func theSameKeyAndEscapeGoBack() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a", "Enter")
    let before = workbench.state.list.shown
    for key in ["z", "Esc"] {
      try workbench.press("z", key)
      #expect(!workbench.state.list.showsSilenced)
      #expect(workbench.state.list.shown == before)
    }
  }

  @Test func undoEmptiesTheListOfSilencedHits() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("a", "Enter", "z", "*", "u")
    #expect(workbench.state.list.shown.isEmpty)
    #expect(workbench.state.list.marks.isEmpty)
    #expect(workbench.screen.contains("no hit is silenced any more; z goes back"))
    try workbench.press("z")
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func whatIsSilencedTeachesTheRuleNothingButCanBeJudged() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("z")
    #expect(workbench.screen.contains("no hit is silenced"))
    try workbench.press("a", "Enter", "z", "a")
    #expect(workbench.state.dialog == nil)
    #expect(workbench.screen.contains("the rule does not match these events"))
    try workbench.press("g", "t")
    let row = try #require(workbench.state.list.shown.first)
    #expect(workbench.state.verdict(of: row) == .truePositive)
  }
}
