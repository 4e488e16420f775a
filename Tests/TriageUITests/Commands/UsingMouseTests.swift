import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct UsingMouseTests {
  private let workbench: TestWorkbench

  init() throws {
    workbench = try TestWorkbench(events: TestEvent.office)
  }

  private func turnOn() throws { try workbench.press("m") }

  private func click(_ column: Int, _ row: Int, clicks: Int = 1) {
    send(MouseEvent(action: .press, column: column, row: row, clicks: clicks))
    send(MouseEvent(action: .release, column: column, row: row))
  }

  private func wheel(_ action: MouseEvent.Action, _ column: Int, _ row: Int) {
    send(MouseEvent(button: 0, action: action, column: column, row: row))
  }

  private func send(_ event: MouseEvent) {
    workbench.send(.mouse(MouseInput(event, on: workbench.state.view())))
  }

  /// The start of a text.
  private func place(of text: String) throws -> (column: Int, row: Int) {
    let screen = workbench.state.view()
    let row = try #require((0..<screen.size.rows).first { screen.line($0).contains(text) })
    let line = screen.line(row)
    let start = try #require(line.range(of: text)).lowerBound
    return (line.distance(from: line.startIndex, to: start), row)
  }

  private func click(_ text: String, clicks: Int = 1) throws {
    let place = try place(of: text)
    click(place.column, place.row, clicks: clicks)
  }

  @Test func offAtFirstItDoesNothing() throws {
    #expect(!workbench.state.settings.isMouseOn)
    try click("CreateUser")
    #expect(workbench.state.list.cursor == 0)
    try turnOn()
    #expect(workbench.state.settings.isMouseOn)
    #expect(workbench.screen.contains("mouse on; Shift held"))
    try workbench.press("m")
    #expect(!workbench.state.settings.isMouseOn)
  }

  @Test func aClickOnARowPutsTheCursorThere() throws {
    try turnOn()
    try click("CreateUser")
    #expect(workbench.state.list.cursor == 4)
    #expect(workbench.state.event.detail?.id.event == "mallory-af-south-1-CreateUser-5")
  }

  @Test func aDoubleClickGoesToTheEvent() throws {
    try turnOn()
    try click("CreateUser")
    try click("CreateUser", clicks: 2)
    #expect(workbench.state.isOnEvent)
    #expect(workbench.state.list.cursor == 4)
  }

  @Test func aClickOnAHeadChoosesTheColumn() throws {
    try turnOn()
    try click("principal")
    #expect(workbench.state.list.column == 3)
  }

  @Test func aClickOnAHintPressesItsKey() throws {
    try turnOn()
    try click("t true pos")
    #expect(workbench.state.session.verdicts.count == 1)
  }

  @Test func aClickOnTheEventGivesItTheKeys() throws {
    try turnOn()
    try click("\"eventVersion\"")
    #expect(workbench.state.isOnEvent)
  }

  @Test func theWheelScrollsWhatIsUnderThePointer() throws {
    try turnOn()
    let event = try place(of: "\"eventVersion\"")
    for _ in 0..<10 { wheel(.scrollDown, event.column, event.row) }
    #expect(!workbench.screen.contains("\"eventVersion\""))
    #expect(workbench.state.isOnHits)
    #expect(workbench.state.list.cursor == 0)
    let hit = try place(of: "CreateUser")
    wheel(.scrollDown, hit.column, hit.row)
    #expect(workbench.state.list.cursor == 3)
    wheel(.scrollUp, hit.column, hit.row)
    #expect(workbench.state.list.cursor == 0)
  }

  @Test func inADialogALineIsClickedAndADoubleClickTakesIt() throws {
    try turnOn()
    try workbench.press("f")
    try click("none: only the verdict")
    guard let choice = workbench.state.menu(ProposalsMenu.self) else {
      Issue.record("no proposals")
      return
    }
    #expect(Menu(workbench.state.surfaces.top)?.cursor.index == choice.rows.count - 1)
    try click("none: only the verdict", clicks: 2)
    #expect(workbench.state.session.verdicts.count == 1)
  }

  /// A click does not reach what a dialog covers.
  @Test func theListBehindADialogIsNotReached() throws {
    try turnOn()
    try workbench.press("a")
    let row = try place(of: "silences 4 hits").row
    click(3, row)
    #expect(workbench.state.list.cursor == 0)
    #expect(workbench.state.dialog != nil)
  }

  @Test func aCommandIsClickedInThePalette() throws {
    try turnOn()
    try workbench.press(":")
    try click("markTruePositive", clicks: 2)
    #expect(workbench.state.session.verdicts.count == 1)
  }

  /// Beside a dialog only the keys in the footer can be clicked.
  @Test func theListBesideADialogIsNotReached() throws {
    try turnOn()
    try workbench.press(":")
    click(0, 6)
    #expect(workbench.state.list.cursor == 0)
    try click("Esc back")
    #expect(workbench.state.dialog == nil)
  }

  @Test func aClickOnALineOfTheEventPutsTheCursorThere() throws {
    try turnOn()
    try click("\"userIdentity\"")
    #expect(workbench.state.isOnEvent)
    let node = try #require(workbench.state.event.currentNode)
    #expect(workbench.state.event.json?.outline.place(node) == "userIdentity")
    // Twice folds it, and the sign before it unfolds it.
    try click("\"userIdentity\"", clicks: 2)
    #expect(workbench.screen.contains("3 fields …"))
    let row = try place(of: "▸").row
    click(0, row)
    #expect(!workbench.screen.contains("3 fields …"))
  }

  @Test func aFilterIsChangedByAClickAndTakenOffAtItsEnd() throws {
    try turnOn()
    try workbench.press("F")
    workbench.type("region:ap-* event:Run*")
    try workbench.press("Enter")
    #expect(workbench.state.list.shown.count == 1)
    try click("event:Run*")
    #expect(workbench.screen.contains("1 of 8 hits"))
    for _ in 0..<4 { try workbench.press("Backspace") }
    workbench.type("Describe*")
    try workbench.press("Enter")
    #expect(workbench.state.list.filters.map(\.text) == ["region:ap-*", "event:Describe*"])
    #expect(workbench.state.list.shown.count == 3)
    let chip = try place(of: "region:ap-* ×")
    click(chip.column + "region:ap-* ".count, chip.row)
    #expect(workbench.state.list.filters.map(\.text) == ["event:Describe*"])
    // An empty line removes it.
    try click("event:Describe*")
    for _ in 0..<20 { try workbench.press("Backspace") }
    try workbench.press("Enter")
    #expect(workbench.state.list.filters.isEmpty)
  }

  @Test func barsOfTheTimelineAreClicked() throws {
    try turnOn()
    click(20, 2)
    let page = try #require(workbench.state.page(TimelineSurface.self))
    #expect(page.unit == .minute)
    let layout = TimelineLayout(rect: workbench.state.viewport.page, page: page)
    click(layout.chart.column + 4 * layout.barColumns, layout.chart.row)
    let moved = try #require(workbench.state.page(TimelineSurface.self))
    #expect(moved.cursor == page.first + 4)
    click(layout.chart.column + 4 * layout.barColumns, layout.axisRow, clicks: 2)
    #expect(workbench.state.page == nil)
    #expect(workbench.state.list.shown.count == 1)
  }

  @Test func hoursOfTheHeatMapAreClicked() throws {
    try turnOn()
    try workbench.press("H")
    let tuesday = try place(of: "Tue")
    let hour = try place(of: "05")
    click(hour.column, tuesday.row)
    let page = try #require(workbench.state.page(HoursSurface.self))
    #expect(page.weekday == 1)
    #expect(page.hour == 5)
  }

  @Test func regionsAreClickedOnTheMapAndInTheList() throws {
    try turnOn()
    try workbench.press("M")
    try click("me-south-1")
    #expect(workbench.state.page(MapSurface.self)?.list.current?.code == "me-south-1")
    try workbench.press("Esc", "A")
    try click("af-south-1")
    #expect(workbench.state.page(RegionsSurface.self)?.current?.code == "af-south-1")
    // Twice: its hits.
    try click("af-south-1", clicks: 2)
    #expect(workbench.state.list.filters.map(\.text) == ["region:af-south-1"])
  }

  @Test func groupsRulesAndEventsAroundAHitAreClicked() throws {
    try turnOn()
    try workbench.press("l", "l", "#", "Enter")
    try click("user/mallory")
    #expect(workbench.state.page(GroupsSurface.self)?.current?.count == 2)
    try workbench.press("Esc", "o")
    try click("RunInstances")
    let page = try #require(workbench.state.page(SurroundingsSurface.self))
    #expect(page.current.map { page.table.eventID($0) } == "kim-ap-east-1-RunInstances-2")
    try click("RunInstances", clicks: 2)
    try click("\"eventName\"")
    let opened = try #require(workbench.state.page(OpenedEventSurface.self)?.pane)
    #expect(opened.currentNode.map { opened.json?.outline.place($0) } == "eventName")
  }

  @Test func nothingOutsideOfTheScreenIsHit() throws {
    try turnOn()
    for (column, row) in [(-1, -1), (500, 2), (2, 500), (0, 0)] { click(column, row) }
    #expect(workbench.state.list.cursor == 0)
  }
}
