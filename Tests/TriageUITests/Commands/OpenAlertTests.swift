import Foundation
import HitStore
import Sessions
import TerminalScreen
import Testing
import TriageUI

/// Alerts of correlations in the list, and their events.
@Suite struct OpenAlertTests {
  /// Three calls in unusual regions by one user, and every user that is created.
  private static let rules =
    TestRule.regions.replacing("status: test", with: "name: regions\nstatus: test") + """
      ---
      title: New users
      name: users
      logsource: {product: aws, service: cloudtrail}
      detection:
        selection: {eventName: CreateUser}
        condition: selection
      ---

      """ + TestRule.manyCalls

  private func workbench(
    columns: Int = 80, rows: Int = 24, journalPath: String? = nil
  ) throws -> TestWorkbench {
    try TestWorkbench(
      events: TestEvent.office, rule: Self.rules, columns: columns, rows: rows,
      journalPath: journalPath)
  }

  private static let alertID =
    "5f0e2c4e-6a54-4a0e-9c2b-0d1f6f7b1a01/2025-11-02T00:07:00Z~4e6f72803c218dd2"

  /// The list has results: the alert, and the hit of the rule without a correlation.
  @Test func anAlertIsARowOfTheList() throws {
    let workbench = try workbench(columns: 110)
    #expect(workbench.state.list.shown.count == 2)
    #expect(workbench.state.table.count == 10)
    #expect(
      workbench.screen.contains(
        "00:07:00  ▆H ▸ Many unusual calls · 3 events · userIdentity.arn=kim"))
    #expect(workbench.screen.contains("00:05:00     New users"))
    try workbench.press("j")
    #expect(workbench.screen.contains("alert  2025-11-02T00:07:00Z~"))
    #expect(
      workbench.screen.contains("why  many: event_count = 3 events  (pattern gte 3 within 10m)"))
    #expect(workbench.screen.contains("3 rules  1 high  1 medium"))
  }

  @Test func enterListsItsEventsAndEscGoesBack() throws {
    for (columns, rows) in [(80, 24), (40, 10), (200, 50)] {
      let workbench = try workbench(columns: columns, rows: rows)
      try workbench.press("j")
      #expect(workbench.screen.contains(" Enter events"))
      try workbench.press("Enter")
      #expect(workbench.screen.contains("3 events of an alert"))
      let table = workbench.state.table
      #expect(
        workbench.state.list.shown.map { table.id($0).event } == [
          "kim-ap-east-1-DescribeInstances-1", "kim-ap-east-1-RunInstances-2",
          "kim-me-south-1-DescribeInstances-7",
        ])
      #expect(workbench.state.event.detail?.id.event == "kim-ap-east-1-DescribeInstances-1")
      // There Enter goes to the event, as everywhere.
      try workbench.press("Enter")
      #expect(workbench.state.isOnEvent && workbench.state.list.opened != nil)
      try workbench.press("Esc", "Esc")
      #expect(workbench.state.list.opened == nil && workbench.state.list.shown.count == 2)
      #expect(workbench.state.currentRow.map(table.isAlert) == true)
    }
  }

  @Test func verdictsAndCommentsAreJournalledUnderAStableIdentity() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "trailsift-alert-\(UUID().uuidString).jsonl"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let workbench = try workbench(journalPath: path)
    try workbench.press("j", "t")
    #expect(workbench.state.session.verdicts.map(\.key.description) == [Self.alertID])
    // The cursor moved to the other one, which is open.
    try workbench.press("j", "c")
    workbench.type("seen")
    try workbench.press("Enter")
    #expect(workbench.screen.contains(" Tc 00:07:00  ▆H ▸ Many"))
    let contents = try JournalContents(path: path)
    let (state, problems) = SessionState.replaying(contents)
    #expect(problems.isEmpty)
    let id = try #require(HitID(Self.alertID))
    #expect(state.verdicts[id] == .truePositive && state.comments[id]?.map(\.text) == ["seen"])
    // Another scan of the same logs finds the same row.
    let again = try TestWorkbench(
      events: TestEvent.office.reversed(), rule: Self.rules, replaying: contents.entries)
    let row = try #require(again.state.table.row(of: id))
    #expect(again.state.table.isAlert(row))
  }

  /// An alert can't change a rule; its events can.
  @Test func editsSayWhyNot() throws {
    let workbench = try workbench(columns: 120)
    try workbench.press("j")
    for key in ["a", "f"] {
      try workbench.press(key)
      #expect(
        workbench.screen.contains(
          "an alert has no event of its own; Enter lists its events: judge those"
        ))
    }
    // Also when only one of the marked ones is an alert.
    try workbench.press("*", "f")
    #expect(workbench.screen.contains("an alert has no event of its own"))
    try workbench.press("Esc", "Enter")
    #expect(workbench.state.list.marks.isEmpty)
    try workbench.press("a", "Enter")
    #expect(workbench.ruleText.contains("filter_main_allowed_regions"))
    // Silenced events leave the alert's list; the alert stays until the next scan.
    #expect(workbench.state.list.shown.count == 1)
    try workbench.press("Esc")
    #expect(workbench.state.list.shown.count == 2)
    try workbench.press("u")
    #expect(workbench.state.list.shown.count == 2)
    try workbench.press("Enter")
    #expect(workbench.state.list.shown.count == 3)
    try workbench.press("u")
    #expect(workbench.state.list.shown.count == 3)
  }

  @Test func noAlertIsSaid() throws {
    let quiet = Self.rules.replacing("gte: 3", with: "gte: 30")
    let rules = quiet.components(separatedBy: "---\n")
    let workbench = try TestWorkbench(events: TestEvent.office, rule: rules[0] + "---\n" + rules[2])
    #expect(workbench.screen.contains("no alert: the correlations saw 8 events"))
  }
}
