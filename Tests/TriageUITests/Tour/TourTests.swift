import TerminalScreen
import TestSupport
import Testing

@testable import TriageUI

/// The tour of `trailsift demo` follows what is done, and stands in nobody's way.
@Suite struct TourTests {
  private func workbench(columns: Int = 80, rows: Int = 24) throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: columns, rows: rows)
    workbench.state.tour = Tour()
    return workbench
  }

  /// The line above the footer.
  private func line(_ workbench: TestWorkbench) -> String {
    String(
      workbench.screen.split(separator: "\n", omittingEmptySubsequences: false).dropLast().last
        ?? "")
  }

  private func isEnded(_ workbench: TestWorkbench) -> Bool {
    workbench.effects.contains { if case .files(.endTour) = $0 { true } else { false } }
  }

  @Test func itsFiveStepsFollowWhatIsDone() throws {
    let workbench = try workbench()
    #expect(line(workbench).contains("tour 1/5") && line(workbench).contains("j and k move"))
    try workbench.press("j")
    #expect(line(workbench).contains("tour 2/5"))
    try workbench.press("b", "k")
    #expect(line(workbench).contains("tour 3/5"))
    try workbench.press("a")
    #expect(line(workbench).contains("then Enter writes the rule"))
    try workbench.press("Enter", "j")
    #expect(line(workbench).contains("tour 4/5"))
    try workbench.press("d")
    #expect(line(workbench).contains("tour 5/5"))
    #expect(!isEnded(workbench))
    try workbench.press("Esc", "u")
    #expect(line(workbench).contains("end of the tour"))
    #expect(isEnded(workbench))
    #expect(workbench.ruleText == TestRule.regions)
    try workbench.press("j")
    #expect(!workbench.screen.contains("tour"))
  }

  /// Whoever begins with the third thing is not sent back, and an undo before the diff was seen
  /// leaves nothing to see.
  @Test func anyOrderWillDo() throws {
    let workbench = try workbench()
    try workbench.press("a", "Enter", "u")
    #expect(workbench.state.tour?.step == .look || workbench.state.tour?.step == .judge)
    try workbench.press("j", "t")
    #expect(workbench.state.tour == nil)
    #expect(isEnded(workbench))
  }

  /// Esc has its usual effects first: it leaves the event, and drops a range.
  @Test func escInTheListEndsIt() throws {
    let workbench = try workbench()
    try workbench.press("Enter", "Esc")
    #expect(workbench.state.tour != nil)
    try workbench.press("v", "Esc")
    #expect(workbench.state.tour != nil)
    try workbench.press("Esc")
    #expect(workbench.state.tour == nil)
    #expect(isEnded(workbench))
    try workbench.press("j")
    #expect(!workbench.screen.contains("tour"))
  }

  /// On a screen where the line is needed for keys, the tour waits.
  @Test func aSmallScreenHasNoRoomForIt() throws {
    let workbench = try workbench(columns: 40, rows: 10)
    #expect(!workbench.screen.contains("tour"))
  }

  /// Every step fits on the smallest usual terminal.
  @Test func itsLinesFit() throws {
    let workbench = try workbench()
    for step in 0..<5 {
      let words = workbench.state.tour?.words(in: workbench.state) ?? ""
      #expect(SafeText(" " + words).width <= 80, "step \(step): \(words)")
      try workbench.press([["j"], ["b"], ["a", "Enter"], ["d"], ["Esc", "u"]][step][0])
      if step == 2 { try workbench.press("Enter") }
    }
  }
}
