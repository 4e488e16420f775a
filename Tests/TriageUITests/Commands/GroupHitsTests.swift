import Basics
import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct GroupHitsTests {
  private func byRegion(columns: Int = 100) throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: columns)
    try workbench.press("#", "Enter")
    return workbench
  }

  private func page(_ workbench: TestWorkbench) throws -> GroupsSurface {
    try #require(workbench.state.page(GroupsSurface.self))
  }

  @Test func theColumnUnderTheCursorIsOfferedFirst() throws {
    let workbench = try byRegion()
    let page = try page(workbench)
    #expect(page.values == ["ap-east-1", "af-south-1", "me-south-1"])
    #expect(page.groups.groups.map(\.count) == [4, 2, 2])
    #expect(workbench.screen.contains("8 hits by region: 3 groups"))
    #expect(workbench.screen.contains("applies to 4 hits of ap-east-1"))
  }

  /// Eight hits, three decisions.
  @Test func aGroupIsJudgedAsOne() throws {
    let workbench = try byRegion()
    try workbench.press("t")
    #expect(workbench.state.session.verdicts.count == 4)
    #expect(workbench.state.session.decisions.count == 1)
    // The cursor stays, for a comment or another verdict.
    #expect(try page(workbench).currentValue == "ap-east-1")
    try workbench.press("j", "b", "j", "b")
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
    #expect(try page(workbench).values == ["af-south-1", "me-south-1"])
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
    guard let choice = workbench.state.menu(GroupFieldsMenu.self) else {
      Issue.record("no choice")
      return
    }
    let place = try #require(choice.fields.firstIndex(of: .path("userIdentity.accountId")))
    for _ in 0..<place { try workbench.press("j") }
    try workbench.press("Enter")
    #expect(try page(workbench).values == ["111122223333"])
    try workbench.press("s", "s")
    #expect(try page(workbench).order == .lastSeen)
  }

  @Test(arguments: [(40, 10), (60, 20), (80, 24), (200, 50)])
  func fitsEverySize(columns: Int, rows: Int) throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: columns, rows: rows)
    try workbench.press("#")
    #expect(workbench.screen.contains("region"))
    try workbench.press("Enter")
    for line in workbench.screen.split(separator: "\n", omittingEmptySubsequences: false) {
      #expect(SafeText(String(line)).width <= columns)
    }
    #expect(workbench.screen.contains("af-south-1"))
  }

  /// A group is divided by another field; Esc goes back to the outer groups, then to the list.
  @Test func aGroupIsDividedFurther() throws {
    let workbench = try byRegion()
    try workbench.press("#")
    #expect(workbench.screen.contains("group 4 hits of ap-east-1 by"))
    guard let choice = workbench.state.menu(GroupFieldsMenu.self) else {
      Issue.record("no choice")
      return
    }
    #expect(!choice.fields.contains(.path("awsRegion")))
    let place = try #require(choice.fields.firstIndex(of: .path("eventName")))
    for _ in 0..<place { try workbench.press("j") }
    try workbench.press("Enter")
    #expect(workbench.screen.contains("4 hits of ap-east-1 by event: 2 groups"))
    #expect(try page(workbench).values == ["DescribeInstances", "RunInstances"])
    // The list behind is unchanged.
    #expect(workbench.state.list.filters.isEmpty)
    try workbench.press("t")
    #expect(workbench.state.session.verdicts.count == 3)
    try workbench.press("Esc")
    #expect(try page(workbench).values == ["ap-east-1", "af-south-1", "me-south-1"])
    #expect(try page(workbench).currentValue == "ap-east-1")
    #expect(try page(workbench).current?.open == 1)
    try workbench.press("Esc")
    #expect(workbench.state.page == nil)
  }

  @Test func fromAGroupWithinAGroupToItsHitsAndBack() throws {
    let workbench = try byRegion()
    try workbench.press("#", "Enter", "Enter")
    #expect(
      workbench.state.list.filters.map(\.field) == [.path("awsRegion"), .path("userIdentity.arn")])
    #expect(workbench.state.list.shown.count == 3)
    try workbench.press("*", "t", "Esc")
    #expect(workbench.state.list.filters.isEmpty)
    // After a verdict the cursor is on the next group, here and on the outer page.
    #expect(try page(workbench).currentValue?.hasSuffix("user/lee") == true)
    try workbench.press("t", "Esc")
    #expect(try page(workbench).currentValue == "af-south-1")
    #expect(workbench.screen.contains("3 groups, 2 left with 4 open hits"))
  }

  /// Groups of the hits of a group: each Esc goes one step back.
  @Test func groupsOfAListThatAGroupShows() throws {
    let workbench = try byRegion()
    try workbench.press("Enter", "l", "#", "Enter")
    #expect(try page(workbench).values.count == 2)
    try workbench.press("Enter", "Esc")
    #expect(try page(workbench).groups.rowCount == 4)
    try workbench.press("Esc", "Esc")
    #expect(try page(workbench).groups.rowCount == 8)
  }

  @Test func theCursorStaysOnAJudgedGroup() throws {
    let workbench = try byRegion()
    try workbench.press("G")
    let last = try page(workbench).currentValue
    try workbench.press("t")
    #expect(try page(workbench).currentValue == last)
    #expect(workbench.screen.contains("2 left with 6 open hits"))
    try workbench.press("k", "t", "k", "t")
    #expect(workbench.screen.contains("3 groups, all judged"))
  }

  @Test func whatHasAVerdictAlreadyIsSaidBeforeAGroupIsJudged() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 100)
    try workbench.press("t", "#", "Enter")
    #expect(workbench.screen.contains("4 hits of ap-east-1, of which 1 has a verdict"))
  }

  /// Name and open hits are always shown; with more room also verdicts, times, a bar, the share.
  @Test(arguments: [
    (40, ["hits", " T ", "open"], ["first", "▇", "share"]),
    (60, ["hits", "first", "last", " T ", " F ", " B ", "open"], ["▇", "share"]),
    (80, ["hits", "first", "last", " T ", " F ", " B ", "open", "▇"], []),
    (120, ["hits", "first", "last", " TP ", "benign", "open", "▇", "share"], []),
  ])
  func columnsLeaveInOrder(columns: Int, there: [String], gone: [String]) throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: columns, rows: 24)
    try workbench.press("t", "#", "Enter")
    let rows = workbench.screen.split(separator: "\n", omittingEmptySubsequences: false)
    let head = try #require(rows.firstIndex { $0.contains("hits▼") })
    let text = rows[head...(head + 1)].joined(separator: " ")
    for word in there { #expect(text.contains(word), "\(text)") }
    for word in gone { #expect(!text.contains(word), "\(text)") }
    #expect(rows[head + 1].contains("ap-east-1"))
    #expect(rows[head + 1].split(separator: " ").last == "3")
  }

  @Test func datesAreAsShortAsTellsThemApart() throws {
    func text(_ first: String, _ last: String, isLong: Bool = false) throws -> [String?] {
      let first = try #require(Timestamp.milliseconds(first))
      let last = try #require(Timestamp.milliseconds(last))
      let dates = GroupDates(first...last, isLong: isLong)
      return [dates.text(first), dates.common]
    }
    #expect(try text("2026-11-02T14:03:59Z", "2026-11-02T20:00:00Z") == ["14:03", "2026-11-02"])
    #expect(try text("2026-11-02T14:03:59Z", "2026-12-02T14:03:59Z") == ["11-02", "2026"])
    #expect(try text("2025-11-02T14:03:59Z", "2026-11-02T14:03:59Z") == ["2025-11", nil])
    #expect(
      try text("2026-11-02T14:03:59Z", "2026-12-02T14:03:59Z", isLong: true) == ["2026-11-02", nil])
    #expect(GroupDates(nil, isLong: false).common == nil)
  }

  @Test(arguments: [
    (0, "0"), (9_999, "9999"), (10_000, "10k"), (999_999, "999k"), (1_234_567, "1.2M"),
    (12_345_678, "12M"),
  ])
  func shortCounts(count: Int, text: String) {
    #expect(GroupsTable.short(count) == text)
  }
}

extension GroupsSurface {
  fileprivate var values: [String] { groups.groups.map(groups.value) }
}
