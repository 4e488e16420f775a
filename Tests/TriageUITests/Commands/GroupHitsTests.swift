import TerminalScreen
import Testing
import Triage

@testable import TriageUI

@Suite struct GroupHitsTests {
  private func byRegion(columns: Int = 100) throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: columns)
    try workbench.press("l", "#", "Enter")
    return workbench
  }

  private func page(_ workbench: TestWorkbench) throws -> GroupsPage {
    try #require(workbench.state.page(GroupsPage.self))
  }

  @Test func theColumnUnderTheCursorIsOfferedFirst() throws {
    let workbench = try byRegion()
    let page = try page(workbench)
    #expect(page.groups.groups.map(\.value) == ["ap-east-1", "af-south-1", "me-south-1"])
    #expect(page.groups.groups.map(\.count) == [4, 2, 2])
    #expect(workbench.screen.contains("8 hits by region: 3 groups"))
    #expect(workbench.screen.contains("decisions are on 4 hits of ap-east-1"))
  }

  /// Eight hits, three decisions.
  @Test func aGroupIsJudgedAsOne() throws {
    let workbench = try byRegion()
    try workbench.press("t")
    #expect(workbench.state.session.verdicts.count == 4)
    #expect(workbench.state.session.decisions.count == 1)
    // On to the next one with something open.
    #expect(try page(workbench).current?.value == "af-south-1")
    try workbench.press("b", "b")
    #expect(workbench.state.session.verdicts.count == 8)
    #expect(workbench.screen.contains("all 8 hits are judged: 4 true positive, 4 benign"))
    try workbench.press("u")
    #expect(workbench.state.session.verdicts.count == 6)
    #expect(try page(workbench).groups.groups.map(\.open).reduce(0, +) == 2)
  }

  @Test func aRegionIsAllowedFromItsGroup() throws {
    let workbench = try byRegion()
    try workbench.press("a", "Enter")
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
    #expect(try page(workbench).groups.groups.map(\.value) == ["af-south-1", "me-south-1"])
  }

  @Test func aFalsePositiveOfAGroup() throws {
    let workbench = try byRegion()
    try workbench.press("j", "f")
    #expect(workbench.screen.contains("an exception for 2 hits"))
    try workbench.press("Enter", "Enter")
    #expect(workbench.state.session.verdicts.values.allSatisfy { $0 == .falsePositive })
    #expect(workbench.ruleText.contains("filter_main_"))
  }

  @Test func enterShowsItsHitsAndEscGoesBack() throws {
    let workbench = try byRegion()
    try workbench.press("j", "Enter")
    #expect(workbench.state.page == nil)
    #expect(workbench.state.list.filters.map(\.text) == ["region:af-south-1"])
    #expect(workbench.state.list.shown.count == 2)
    try workbench.press("Esc")
    #expect(try page(workbench).groups.rowCount == 8)
    try workbench.press("Esc")
    #expect(workbench.state.page == nil && workbench.state.list.filters.isEmpty)
  }

  @Test func filtersHoldForGroups() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("F")
    workbench.type("principal:kim")
    try workbench.press("Enter", "l", "#", "Enter")
    #expect(try page(workbench).groups.groups.map(\.count) == [3, 1])
  }

  /// A field that no column has is read from the events.
  @Test func byAnyField() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    _ = workbench.state
    try workbench.press("#")
    guard case .chooseGroup(let choice) = workbench.state.dialog else {
      Issue.record("no choice")
      return
    }
    let place = try #require(choice.fields.firstIndex(of: .path("userIdentity.accountId")))
    for _ in 0..<place { try workbench.press("j") }
    try workbench.press("Enter")
    #expect(try page(workbench).groups.groups.map(\.value) == ["111122223333"])
    try workbench.press("s", "s")
    #expect(try page(workbench).order == .lastSeen)
  }

  @Test(arguments: [(40, 10), (60, 20), (80, 24), (200, 50)])
  func fitsEverySize(columns: Int, rows: Int) throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: columns, rows: rows)
    try workbench.press("l", "#")
    #expect(workbench.screen.contains("region"))
    try workbench.press("Enter")
    for line in workbench.screen.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(SafeText(String(line)).width <= columns)
    }
    #expect(workbench.screen.contains("af-south-1"))
  }
}
