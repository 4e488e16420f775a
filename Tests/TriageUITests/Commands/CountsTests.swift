import TerminalScreen
import Testing

@testable import TriageUI

/// Digits before a command: how often, or on how many hits.
@Suite struct CountsTests {
  @Test(arguments: [("3", "j", 3), ("9", "j", 7), ("4", "G", 3)])
  func countsMove(count: String, key: String, place: Int) throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press(count, key)
    #expect(workbench.state.list.cursor == place)
    #expect(workbench.state.waiting.count == nil)
  }

  @Test func countsSayOnHowManyHits() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("j", "3")
    #expect(workbench.screen.contains("applies to the next 3 hits"))
    try workbench.press("t")
    #expect(
      workbench.state.list.shown.map { workbench.state.verdict(of: $0) != nil } == [
        false, true, true, true, false, false, false, false,
      ])
    try workbench.press("g", "2", "Space")
    #expect(workbench.state.list.marks.count == 2 && workbench.state.list.cursor == 2)
    // Esc clears a count; a zero does not begin one.
    try workbench.press("0", "5", "Esc", "j")
    #expect(workbench.state.list.cursor == 3)
  }

  /// Digits without a command are not part of the next count.
  @Test(arguments: ["Esc", nil]) func digitsAreForgotten(key: String?) throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    func forget() throws {
      if let key { try workbench.press(key) } else { workbench.send(.paused) }
      #expect(!workbench.state.isCounting)
    }
    try workbench.press("5")
    try forget()
    try workbench.press("j")
    #expect(workbench.state.list.cursor == 1)
    try workbench.press("9", "9")
    try forget()
    try workbench.press("2", "j")
    #expect(workbench.state.list.cursor == 3)
    try workbench.press("4")
    try forget()
    try workbench.press("t")
    #expect(workbench.state.session.verdicts.count == 1)
  }

  @Test func typingAnythingNeverCrashes() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    for _ in 0..<30 { try workbench.press("9") }
    try workbench.press("j")
    #expect(workbench.state.list.cursor == 7)
    for _ in 0..<30 { try workbench.press("9") }
    try workbench.press("k", "9", "9", "9", "t")
    #expect(workbench.state.session.verdicts.count == 8)
  }
}
