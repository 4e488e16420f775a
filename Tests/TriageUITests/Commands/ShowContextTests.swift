import Foundation
import TerminalScreen
import Testing

@testable import Sessions
@testable import TriageUI

@Suite struct ShowContextTests {
  /// Hits by mallory in one region, and what else mallory did in others.
  private static let events: [TestEvent] = [
    .call("mallory", "us-east-1", event: "ListUsers", minute: 1, address: "203.0.113.9"),
    .call("mallory", "af-south-1", event: "CreateUser", minute: 5, address: "203.0.113.9"),
    .call("mallory", "af-south-1", event: "RunInstances", minute: 6, address: "203.0.113.10"),
    .call("kim", "us-east-1", event: "GetObject", minute: 7, address: "203.0.113.9"),
    .call("mallory", "us-east-1", event: "DeleteTrail", minute: 50, address: "203.0.113.9"),
    .call("mallory", "us-east-1", event: "ListBuckets", minute: 200, address: "203.0.113.9"),
  ]

  private func names(_ workbench: TestWorkbench) -> [String] {
    guard let page = workbench.state.page(SurroundingsSurface.self) else { return [] }
    return page.rows.map { page.table.text($0, column: 1) }
  }

  @Test func theListShowsAllOfThemAroundTheHit() throws {
    let workbench = try TestWorkbench(events: Self.events, columns: 90, rows: 16)
    try workbench.press("o")
    #expect(
      workbench.screen(rows: 4..<9, columns: 0..<90) == """
             from hit eventTime           eventName                eventSource              awsR…
            -00:04:00 2025-11-02 00:01:00 ListUsers                ec2.amazonaws.com        us-e…
         ▸   00:00:00 2025-11-02 00:05:00 CreateUser               ec2.amazonaws.com        af-s…
         !  +00:01:00 2025-11-02 00:06:00 RunInstances             ec2.amazonaws.com        af-s…
            +00:45:00 2025-11-02 00:50:00 DeleteTrail              ec2.amazonaws.com        us-e…
        """)
    #expect(workbench.screen.contains("…s:iam::111122223333:user/mallory · ±1 h · 4 events"))
    #expect(names(workbench) == ["ListUsers", "CreateUser", "RunInstances", "DeleteTrail"])
    // The cursor is on the hit that the page was opened from.
    #expect(workbench.state.page(SurroundingsSurface.self)?.cursor.index == 1)
  }

  @Test func theTimeWidensAndNarrows() throws {
    let workbench = try TestWorkbench(events: Self.events)
    try workbench.press("o", "+")
    #expect(names(workbench).last == "ListBuckets")
    try workbench.press("-", "-")
    #expect(names(workbench) == ["ListUsers", "CreateUser", "RunInstances"])
    try workbench.press("-")
    #expect(workbench.screen.contains("this is the shortest time"))
  }

  @Test func theAddressAndTheKeyAreOneKeyAway() throws {
    let workbench = try TestWorkbench(events: Self.events)
    try workbench.press("O")
    #expect(names(workbench) == ["ListUsers", "CreateUser", "GetObject", "DeleteTrail"])
    try workbench.press("o")
    #expect(names(workbench).contains("RunInstances"))
    try workbench.press("K")
    #expect(workbench.screen.contains("the event names no access key"))
  }

  @Test func enterShowsAnEventAndEscGoesBackStepByStep() throws {
    let workbench = try TestWorkbench(events: Self.events, rows: 40)
    try workbench.press("o", "G", "Enter")
    #expect(workbench.screen.contains("at   +00:45:00 from the hit"))
    #expect(workbench.screen.contains(#""eventName": "DeleteTrail""#))
    try workbench.press("j", "j", "j", "Enter")
    #expect(workbench.screen.contains(#""userIdentity": { 3 fields … },"#))
    try workbench.press("y", "/")
    workbench.type("deletetrail")
    try workbench.press("Enter", "y", "Y")
    #expect(workbench.copies.count == 3 && workbench.copies[1].text == "DeleteTrail")
    #expect(workbench.copies[2].text == Self.events[4].json)
    try workbench.press("Esc")
    #expect(workbench.state.page(SurroundingsSurface.self)?.cursor.index == 3)
    try workbench.press("Esc")
    #expect(workbench.state.page == nil && workbench.state.list.cursor == 0)
  }

  @Test func nothingIsDecidedHere() throws {
    let workbench = try TestWorkbench(events: Self.events, columns: 120)
    try workbench.press("o")
    for open in [false, true] {
      if open { try workbench.press("Enter") }
      for key in ["a", "f", "t", "b", "x", "c"] {
        try workbench.press(key)
        #expect(
          workbench.screen.contains(
            "these are all events, hits or not; Esc goes back to the hits")
        )
      }
    }
    #expect(workbench.state.session.verdicts.isEmpty)
  }

  @Test func aSearchThatRunsIsStoppedFirst() throws {
    let workbench = try TestWorkbench(events: Self.events)
    var state = workbench.state
    _ = state.update(.key(.character("o")))
    #expect(state.page(SurroundingsSurface.self)?.isRunning == true)
    #expect(state.view().text.contains("reading the logs again …"))
    let effects = state.update(.key(.escape))
    #expect(effects.contains { if case .logs(.stopContext) = $0 { true } else { false } })
    #expect(state.page(SurroundingsSurface.self) != nil)
    // Results of an earlier search are ignored.
    _ = state.update(.surroundings(.found(.files(["x"]), search: 99)))
    #expect(state.page(SurroundingsSurface.self)?.table.files == [])
  }

  /// Keys pressed faster than events are read are not lost.
  @Test func anEventThatIsStillBeingReadIsWaitedFor() throws {
    let workbench = try TestWorkbench(events: Self.events)
    var state = workbench.state
    let reading = state.update(.key(.character("j"))) + state.update(.key(.character("O")))
    #expect(state.page == nil && state.notice == nil)
    try workbench.press("j")
    let detail = try #require(workbench.state.event.detail)
    let effects = reading + state.update(.event(.read(detail)))
    #expect(effects.contains { if case .logs(.searchContext) = $0 { true } else { false } })
    #expect(state.page(SurroundingsSurface.self)?.query.value == "203.0.113.10")
    // Another key cancels it.
    var other = workbench.state
    _ = other.update(.key(.character("k")))
    _ = other.update(.key(.character("o")))
    _ = other.update(.key(.character("j")))
    _ = other.update(.event(.read(detail)))
    #expect(other.page == nil)
  }

  @Test func aLogThatIsGoneIsSaid() throws {
    let workbench = try TestWorkbench(events: Self.events, columns: 140)
    try FileManager.default.removeItem(atPath: workbench.logPath)
    try workbench.press("o")
    #expect(
      workbench.screen.contains(
        "the hit itself was not found again: its file has changed, or is gone"))
    #expect(workbench.screen.contains("no event was found"))
  }

  @Test func whatCannotBeReadAgainIsSaid() throws {
    let workbench = try TestWorkbench(events: Self.events, columns: 120)
    var state = workbench.state
    var header = state.session.header
    header.logs = [.init(path: "-", absolutePath: "-", bytes: nil)]
    state.show(SessionState(header: header))
    _ = state.update(.key(.character("o")))
    #expect(
      state.view().text.contains(
        "the logs came from standard input, which cannot be read again"))
    header.logs.append(.init(path: "events.json", absolutePath: "/events.json", bytes: 1))
    state.show(SessionState(header: header))
    _ = state.update(.key(.character("o")))
    #expect(state.view().text.contains("without standard input"))
    let empty = try TestWorkbench(events: [])
    try empty.press("O")
    #expect(empty.screen.contains("there is no hit here"))
  }

  @Test func everySizeIsDrawn() throws {
    for (columns, rows) in [(40, 10), (80, 24), (200, 50)] {
      let workbench = try TestWorkbench(events: Self.events, columns: columns, rows: rows)
      try workbench.press("o", "Right", "Right", "G", "PgUp", "Enter", "PgDn", "G")
      let screen = workbench.state.view()
      #expect((0..<rows).allSatisfy { screen.styles($0).count == columns })
      #expect((0..<rows).contains { screen.styles($0).contains { $0.role == .selection } })
    }
  }
}
