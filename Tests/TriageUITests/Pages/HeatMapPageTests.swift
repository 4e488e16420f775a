import TerminalScreen
import Testing

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
      workbench.screen.contains("\n Sun ·  ·  ·  ·  ·  ·  ·  ·  · >██ ·  ·  ·  ·  ·  ·  ·  ░░ ·"))
    #expect(workbench.screen.contains("9 hits  Sundays 09:00 to 10:00 UTC"))
    #expect(workbench.state.page(HoursSurface.self)?.targetRows.count == 9)
  }

  /// In any order of the list, and with any filters.
  @Test(arguments: ["H", "Right s H", "Right s s H", "F principal:scan Enter H", "Right s = H"])
  func everyHitIsInItsHour(keys: String) throws {
    let workbench = try TestWorkbench(events: Company.events)
    workbench.press(words: keys + " < < <")
    let page = try #require(workbench.state.page(HoursSurface.self))
    var counts = Array(repeating: 0, count: 7 * 24)
    for row in workbench.state.list.shown {
      let time = try #require(workbench.state.table.time(row)) - 90 * 60_000
      // 1970-01-01 was a Thursday: hour 72 of a week that begins on Monday.
      counts[Int((time / 3_600_000 + 72) % (7 * 24))] += 1
    }
    #expect(page.counts == counts)
    #expect(page.targetRows.count == counts[page.weekday * 24 + page.hour])
  }

  @Test func anotherZoneMovesTheHoursAndTheDays() throws {
    let workbench = try TestWorkbench(events: [.call("kim", "ap-east-1", minute: 30)])
    try workbench.press("H")
    #expect(workbench.screen.contains("1 hit  Sundays 00:00 to 01:00 UTC"))
    try workbench.press("<", "<")
    #expect(workbench.screen.contains("hours of the week, UTC-01:00"))
    #expect(workbench.state.page(HoursSurface.self)?.counts[5 * 24 + 23] == 1)
    for _ in 0..<60 { try workbench.press(">") }
    #expect(workbench.screen.contains("UTC+14:00"))
    #expect(workbench.screen.contains("no time zone is further from UTC"))
    #expect(workbench.state.page(HoursSurface.self)?.counts.reduce(0, +) == 1)
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
