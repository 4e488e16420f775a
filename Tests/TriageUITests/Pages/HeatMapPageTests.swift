import TerminalScreen
import Testing

@testable import Triage
@testable import TriageUI

@Suite struct HeatMapPageTests {
  @Test func hoursOfTheWeek() throws {
    let events =
      (0..<9).map { TestEvent.call("kim", "ap-east-1", minute: 9 * 60 + $0) } + [
        .call("lee", "me-south-1", minute: 17 * 60)
      ]
    let workbench = try TestWorkbench(events: events)
    try workbench.press("H")
    // 2025-11-02 was a Sunday.
    #expect(
      workbench.screen(rows: 3..<24) == """
         hours of the week, UTC
             00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23
         Mon ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·

         Tue ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·

         Wed ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·

         Thu ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·

         Fri ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·

         Sat ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·  ·

         Sun ·  ·  ·  ·  ·  ·  ·  ·  · >██ ·  ·  ·  ·  ·  ·  ·  ░░ ·  ·  ·  ·  ·  ·


         9 hits  Sundays 09:00 to 10:00 UTC
         · none  ░ 1–2  ▒ 3–4  ▓ 5–6  █ 7–9
         decisions are on the 9 hits of Sundays 09:00 to 10:00 UTC
         Enter mark its hits  > zone +  < zone −  a allow region  … Esc back  ? more
        """)
    #expect(workbench.state.page(HeatMapPage.self)?.targetRows.count == 9)
  }

  @Test func onASmallScreen() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 40, rows: 10)
    try workbench.press("H")
    #expect(
      workbench.screen == """
         Calls from unusual regions  M…  8 hits
         8 hits Sundays 00:00 to 01:00 UTC
         Mon ························
         Tue ························
         Wed ························
         Thu ························
         Fri ························
         Sat ························
         Sun █·······················
         Enter mark its hits  … Esc back
        """)
  }

  @Test func anotherZoneMovesTheHoursAndTheDays() throws {
    let workbench = try TestWorkbench(events: [.call("kim", "ap-east-1", minute: 30)])
    try workbench.press("H")
    #expect(workbench.screen.contains("1 hit  Sundays 00:00 to 01:00 UTC"))
    try workbench.press("<", "<")
    #expect(workbench.screen.contains("hours of the week, UTC-01:00"))
    #expect(workbench.state.page(HeatMapPage.self)?.counts[5 * 24 + 23] == 1)
    for _ in 0..<60 { try workbench.press(">") }
    #expect(workbench.screen.contains("UTC+14:00"))
    #expect(workbench.screen.contains("no time zone is further from UTC"))
    #expect(workbench.state.page(HeatMapPage.self)?.counts.reduce(0, +) == 1)
  }

  @Test func enterMarksTheHitsOfTheHour() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("H", "Enter")
    #expect(workbench.state.page == nil)
    #expect(workbench.state.list.marks.count == 8)
    #expect(workbench.screen.contains("8 marked"))
  }

  @Test func aVerdictIsAboutTheCell() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("H", "b")
    #expect(workbench.state.session.verdicts.count == 8)
    try workbench.press("u", "Right", "t")
    #expect(workbench.screen.contains("there is no hit here"))
    #expect(workbench.state.session.verdicts.isEmpty)
  }
}
