import HitStore
import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct ChooseColumnsTests {
  private func head(_ workbench: TestWorkbench) -> String {
    workbench.screen.split(separator: "\n").map(String.init).first {
      $0.contains("eventTime") || $0.contains("awsRegion")
    } ?? ""
  }

  @Test func columnsAreHiddenMovedAndWidened() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press("C", "Space", "j", "J", ">", "Enter")
    #expect(
      workbench.state.list.columns.fields == [
        "eventName", "awsRegion", "userIdentity.arn", "sourceIPAddress", "userAgent",
      ])
    #expect(head(workbench).hasPrefix("    eventName"))
    #expect(workbench.state.list.columns.shown[1].width == 16)
    let saved = workbench.effects.contains {
      if case .files(.saveColumns(let entries)) = $0 { entries.count == 6 } else { false }
    }
    #expect(saved)
    try workbench.press("C", "r", "q")
    #expect(workbench.state.list.columns == Columns(of: workbench.state.table))
  }

  /// Any field of an event can be a column: typed, or chosen from those of the event shown.
  @Test func aFieldBecomesAColumn() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, columns: 120)
    try workbench.press("C", "a")
    workbench.type("account")
    try workbench.press("Enter", "Enter")
    #expect(workbench.state.list.columns.fields[1] == "recipientAccountId")
    #expect(workbench.screen.contains(" 111122223333 "))
    // It can be sorted by, and filters by its cell.
    try workbench.press("h", "h", "l", "s", "s", "g", "=")
    #expect(workbench.state.list.filters.map(\.text) == ["account:111122223333"])
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func theLastColumnStays() throws {
    let workbench = try TestWorkbench(events: TestEvent.office)
    try workbench.press(
      "C", "Space", "j", "Space", "j", "Space", "j", "Space", "j",
      "Space", "j", "Space", "Enter")
    #expect(workbench.state.list.columns.fields.count == 1)
  }

  @Test func rememberedColumnsComeBack() {
    let entries = [
      Columns.Entry(field: "userAgent", width: 40), Columns.Entry(field: "userAgent"),
      Columns.Entry(field: "eventTime", isShown: false), Columns.Entry(field: ""),
    ]
    let columns = Columns(
      entries, of: HitTable(columns: ["eventTime", "awsRegion"], ruleIdentities: ["r"]))
    #expect(columns.fields == ["userAgent"])
    #expect(columns.entries.map(\.field) == ["userAgent", "eventTime", "awsRegion"])
    #expect(
      Columns([], of: HitTable(columns: ["eventTime"], ruleIdentities: ["r"])).fields == [
        "eventTime"
      ])
  }
}
