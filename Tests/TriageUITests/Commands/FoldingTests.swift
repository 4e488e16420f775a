import TerminalScreen
import Testing

@testable import TriageUI

@Suite struct FoldingTests {
  private func event(columns: Int = 80, rows: Int = 40) throws -> TestWorkbench {
    let workbench = try TestWorkbench(events: [.rich], columns: columns, rows: rows)
    try workbench.press("Enter")
    return workbench
  }

  @Test func enterFoldsAndUnfolds() throws {
    let workbench = try event()
    try workbench.press("j", "j", "j", "j", "j", "j")
    #expect(workbench.place == "userIdentity")
    try workbench.press("Enter")
    #expect(workbench.screen.contains(#"▸  "userIdentity": { 4 fields … },"#))
    #expect(!workbench.screen.contains(#""type": "IAMUser""#))
    try workbench.press("j")
    #expect(workbench.place == "eventTime")
    try workbench.press("k", "Enter")
    #expect(workbench.screen.contains(#""type": "IAMUser""#))
    try workbench.press("j", "Enter")
    #expect(workbench.screen.contains("this line holds nothing that folds"))
  }

  @Test func sidewaysGoesOutAndIn() throws {
    let workbench = try event()
    try workbench.press("j", "j", "j", "j", "j", "j", "l")
    #expect(workbench.place == "userIdentity.type")
    try workbench.press("h")
    #expect(workbench.place == "userIdentity")
    try workbench.press("h")
    #expect(workbench.screen.contains("{ 4 fields … }"))
    try workbench.press("h")
    #expect(workbench.place == "")
    try workbench.press("j", "j", "l")
    #expect(workbench.screen.contains(#""type": "IAMUser""#))
  }

  @Test func allFoldsAtOnce() throws {
    let workbench = try event(rows: 24)
    try workbench.press("z")
    #expect(
      workbench.screen(rows: 12..<22) == """
         event AssumeRole  rich  events.json
         who  kim  IAMUser of 111122223333
         from 198.51.100.7
         with aws-cli/2.15.0
         why  selection: awsRegion = ap-east-1  (pattern ap-east-1)
         {
           "eventVersion": "1.09",
        ▸  "userIdentity": { 4 fields … },
           "eventTime": "2025-11-02T00:01:00Z",
           "eventSource": "sts.amazonaws.com",
        """)
    try workbench.press("z", "G", "k", "k")
    #expect(workbench.screen.contains("eventType"))
  }

  @Test func jsonInAStringIsLaidOut() throws {
    let workbench = try event(rows: 100)
    #expect(workbench.screen.contains(#""policy": (JSON in a string) {"#))
    #expect(workbench.screen.contains(#"          "Effect": "Allow","#))
  }

  /// A value that is folded in one event is folded in the next.
  @Test func foldsAreKeptFromEventToEvent() throws {
    let workbench = try TestWorkbench(events: TestEvent.office, rows: 40)
    try workbench.press("Tab", "j", "j", "j", "j", "j", "j", "Enter", "Tab", "j")
    #expect(workbench.state.event.detail?.id.event == "kim-ap-east-1-RunInstances-2")
    #expect(workbench.screen.contains(#""userIdentity": { 3 fields … },"#))
  }

  /// A text of 100 kB takes three rows; unfolded, the cursor reaches every row of it.
  @Test func longTextsFold() throws {
    let long = String(repeating: "A", count: 100_000)
    let workbench = try TestWorkbench(events: [.call("kim", "ap-east-1", agent: long)])
    try workbench.press("Tab", "/")
    workbench.type("useragent")
    try workbench.press("Enter")
    #expect(workbench.place == "userAgent")
    #expect(workbench.screen.contains("… 100 kB mor"))
    try workbench.press("Enter", "PgDn", "PgDn")
    #expect(workbench.place == "userAgent")
    #expect(workbench.state.event.cursor.row > 10)
    try workbench.press("G", "k", "k", "k", "k", "k", "k")
    #expect(workbench.screen.contains("34 kB more, y copies all"))
    try workbench.press("y")
    #expect(workbench.copies.last?.text == "\"requestParameters\"" || workbench.copies.count == 1)
  }

  /// Even with a large event, a key only lays out the visible lines.
  @Test func hugeEventsStayQuick() throws {
    let items = (0..<20_000).map { #"{"id":\#($0),"name":"n\#($0)"}"# }.joined(separator: ",")
    let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    let event = TestEvent(
      json: TestEvent.call("kim", "ap-east-1").json.replacing(
        #""requestParameters":null"#,
        with: #""requestParameters":{"deep":\#(deep),"items":[\#(items)]}"#))
    let workbench = try TestWorkbench(events: [event])
    try workbench.press("Tab")
    let time = try ContinuousClock().measure {
      for _ in 0..<200 { try workbench.press("j") }
      _ = workbench.screen
    }
    // Laying out all of it for each key would take minutes.
    #expect(time < .seconds(20))
    try workbench.press("G", "k", "k")
    #expect(workbench.place?.isEmpty == false)
  }

  @Test func everySizeShowsTheCursor() throws {
    for (columns, rows) in [(40, 10), (80, 24), (200, 50)] {
      let workbench = try event(columns: columns, rows: rows)
      for key in ["G", "PgUp", "k", "^D", "g", "PgDn", "j", "z", "G", "z"] {
        try workbench.press(key)
        let screen = workbench.state.view()
        let selected = (0..<rows).count { row in
          screen.styles(row).contains { $0.role == .selection }
        }
        #expect(selected >= 1, "\(columns)×\(rows) \(key)")
      }
    }
  }
}
