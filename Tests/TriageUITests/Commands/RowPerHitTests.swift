import HitStore
import Testing

@testable import TriageUI

/// Two rules match one of eight events.
@Suite struct RowPerHitTests {
  private func workbench(columns: Int = 110, rows: Int = 30) throws -> TestWorkbench {
    try TestWorkbench(
      events: TestEvent.office, columns: columns, rows: rows,
      otherRules: [("rules/users.yml", TestRule.newUsers)])
  }

  private func row(_ workbench: TestWorkbench, _ text: String) -> String {
    workbench.screen.split(separator: "\n").map(String.init).first { $0.contains(text) } ?? ""
  }

  private func filter(_ workbench: TestWorkbench, _ text: String) throws {
    try workbench.press("F")
    workbench.type(text)
    try workbench.press("Enter")
  }

  @Test(arguments: [(80, 24), (110, 30), (200, 50)])
  func anEventIsOneRowWithItsHighestLevel(columns: Int, rows: Int) throws {
    let workbench = try workbench(columns: columns, rows: rows)
    #expect(workbench.state.list.shown.count == 8 && workbench.state.table.count == 9)
    #expect(
      workbench.screen.contains("2 rules") && workbench.screen.contains("1/8 events · 9 hits"))
    #expect(row(workbench, "00:05:00").contains("▆H New users +1"))
    #expect(row(workbench, "00:04:00").contains("▄M Calls from"))
    try workbench.press("V")
    #expect(workbench.state.list.shown.count == 9)
    #expect(!workbench.screen.contains("+1"))
    try workbench.press("V")
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func decisionsApplyToTheHitsOfARow() throws {
    let workbench = try workbench()
    try workbench.press("4", "j", "t")
    #expect(workbench.state.session.verdicts.count == 2)
    #expect(Set(workbench.state.session.verdicts.keys.map(\.event)).count == 1)
    #expect(row(workbench, "00:05:00").contains(" T "))
    try workbench.press("u", "g", "4", "j", "Space")
    #expect(workbench.state.list.marks.count == 2)
    try workbench.press("k", "Space")
    #expect(workbench.state.list.marks.isEmpty)
    try workbench.press("k", "k", "v", "2", "j", "v")
    #expect(workbench.state.list.marks.count == 4)
  }

  /// A filter shows and judges only the hits that pass it.
  @Test func filtersChooseHits() throws {
    let workbench = try workbench()
    try filter(workbench, "level:medium")
    #expect(workbench.state.list.shown.count == 8 && workbench.state.list.hitCount == 8)
    #expect(row(workbench, "00:05:00").contains("▄M Calls from"))
    try workbench.press("4", "j", "t")
    #expect(workbench.state.session.verdicts.count == 1)
    try workbench.press("X")
    #expect(row(workbench, "00:05:00").contains(" ~ "))
    try filter(workbench, "-level:<=medium")
    #expect(workbench.state.list.shown.count == 1)
  }

  /// While hits arrive, a later one with a higher level takes the row of its event.
  @Test func rowsFollowHitsThatComeAndGo() throws {
    let workbench = try TestWorkbench(
      events: Array(TestEvent.office.prefix(3)), columns: 110, rows: 30,
      otherRules: [("rules/users.yml", TestRule.newUsers)])
    try workbench.more(Array(TestEvent.office.dropFirst(3)))
    #expect(workbench.state.list.shown.count == 8 && workbench.state.list.hitCount == 9)
    let rows = workbench.state.list.shown
    #expect(
      rows
        == workbench.state.table.representatives(
          workbench.state.list.hits, in: workbench.state.list.shownSet))
  }

  @Test func rulesGroupAndSort() throws {
    let workbench = try workbench()
    try workbench.press("#", "Enter")
    #expect(row(workbench, "Calls from").contains(" 8 "))
    #expect(row(workbench, "New users").contains(" 1 "))
    try workbench.press("Esc", "h", "s")
    #expect(workbench.state.list.sort == HitSort(field: "level"))
    #expect(workbench.state.currentRow.map(workbench.state.table.rule) == 1)
  }
}
