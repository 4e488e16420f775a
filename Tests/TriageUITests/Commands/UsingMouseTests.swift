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
    workbench.send(
      .key(.mouse(MouseEvent(action: .press, column: column, row: row, clicks: clicks))))
    workbench.send(.key(.mouse(MouseEvent(action: .release, column: column, row: row))))
  }

  private func wheel(_ action: MouseEvent.Action, _ column: Int, _ row: Int) {
    workbench.send(.key(.mouse(MouseEvent(button: 0, action: action, column: column, row: row))))
  }

  /// Where a text begins.
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
    #expect(!workbench.state.isMouseOn)
    try click("CreateUser")
    #expect(workbench.state.list.cursor == 0)
    try turnOn()
    #expect(workbench.state.isMouseOn)
    #expect(workbench.screen.contains("mouse on; Shift held"))
    try workbench.press("m")
    #expect(!workbench.state.isMouseOn)
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
    #expect(workbench.state.pane == .event)
    #expect(workbench.state.list.cursor == 4)
  }

  @Test func aClickOnAHeadChoosesTheColumn() throws {
    try turnOn()
    try click("userIdentity.arn")
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
    #expect(workbench.state.pane == .event)
  }

  @Test func theWheelScrollsWhatIsUnderThePointer() throws {
    try turnOn()
    let event = try place(of: "\"eventVersion\"")
    for _ in 0..<10 { wheel(.scrollDown, event.column, event.row) }
    #expect(!workbench.screen.contains("\"eventVersion\""))
    #expect(workbench.state.pane == .hits)
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
    guard case .proposals(let choice) = workbench.state.dialog else {
      Issue.record("no proposals")
      return
    }
    #expect(choice.cursor == choice.rows.count - 1)
    try click("none: only the verdict", clicks: 2)
    #expect(workbench.state.session.verdicts.count == 1)
  }

  /// What a dialog covers is not clicked through it.
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

  @Test func nothingOutsideOfTheScreenIsHit() throws {
    try turnOn()
    for (column, row) in [(-1, -1), (500, 2), (2, 500), (0, 0)] { click(column, row) }
    #expect(workbench.state.list.cursor == 0)
  }
}
