import TerminalScreen
import Testing

@testable import TriageUI

/// Filters: typed, taken from a cell, shown as chips, removed.
@Suite struct FilterHitsTests {
  private func workbench(columns: Int = 80, rows: Int = 24) throws -> TestWorkbench {
    try TestWorkbench(events: TestEvent.office, columns: columns, rows: rows)
  }

  private func users(_ workbench: TestWorkbench) -> [String] {
    let state = workbench.state
    return state.list.shown.map {
      String(state.text($0, field: "userIdentity.arn").split(separator: "/").last ?? "")
    }
  }

  @Test func aFilterIsCountedWhileItIsTyped() throws {
    let workbench = try workbench()
    try workbench.press("F")
    workbench.type("principal:kim -event:Run")
    #expect(workbench.screen.contains("4 of 8 hits"))
    workbench.type("*")
    #expect(workbench.screen.contains("3 of 8 hits"))
    try workbench.press("Enter")
    #expect(users(workbench) == ["kim", "kim", "kim"])
    #expect(workbench.screen.contains(" filter  principal:kim   -event:Run* "))
    #expect(workbench.screen.contains("3 of 8 hits"))
    // They are removed one after the other.
    try workbench.press("Esc")
    #expect(workbench.state.list.filters.map(\.text) == ["principal:kim"])
    try workbench.press("Backspace")
    #expect(workbench.state.list.shown.count == 8 && !workbench.screen.contains(" filter "))
  }

  @Test func aMistakeIsPointedAt() throws {
    let workbench = try workbench()
    try workbench.press("F")
    workbench.type("event:x regoin:ap")
    #expect(workbench.screen.contains("        ^^^^^^"))
    #expect(workbench.screen.contains("no field is called regoin; region? (.regoin insists)"))
    try workbench.press("Enter")
    #expect(workbench.screen.contains("no field is called regoin"))
    if FilterPrompt(workbench.state.surfaces.top) != nil {
    } else {
      Issue.record("the line is gone")
    }
    try workbench.press("Esc")
    #expect(workbench.state.dialog == nil && workbench.state.list.shown.count == 8)
  }

  @Test func namesAndValuesAreCompleted() throws {
    let workbench = try workbench()
    try workbench.press("F")
    workbench.type("reg")
    try workbench.press("Tab")
    workbench.type("m")
    #expect(workbench.screen.contains("me-south-1 (2)"))
    try workbench.press("Tab", "Enter")
    #expect(workbench.state.list.filters.map(\.text) == ["region:me-south-1"])
    // Tab again takes the next one, the most frequent first.
    try workbench.press("X", "F")
    workbench.type("event:")
    try workbench.press("Tab", "Tab", "Enter")
    #expect(workbench.state.list.filters.count == 1)
    #expect(workbench.state.list.filters[0].text != "event:DescribeInstances")
  }

  /// A value longer than a line is not offered.
  @Test func valuesThatNoLineHoldsAreNotOffered() throws {
    let workbench = try TestWorkbench(events: [
      .call("kim", "ap-east-1", agent: String(repeating: "x", count: 501), id: "1"),
      .call("kim", "ap-east-1", agent: "xterm", id: "2"),
    ])
    try workbench.press("F")
    workbench.type("agent:x")
    try workbench.press("Tab", "Tab", "Enter")
    #expect(workbench.state.list.filters.map(\.text) == ["agent:xterm"])
  }

  /// Even a long text is parsed and counted once.
  @Test func aPastedTextIsOneChange() throws {
    let workbench = try workbench()
    try workbench.press("F")
    let before = workbench.effects.count
    workbench.send(.paste("principal:kim " + String(repeating: "-event:none ", count: 100)))
    let jobs = workbench.effects[before...].filter {
      if case .list(.run) = $0 { true } else { false }
    }
    #expect(jobs.count <= 1)
    #expect(workbench.screen.contains("4 of 8 hits"))
  }

  @Test func theHistoryIsThere() throws {
    let workbench = try workbench()
    for text in ["region:ap-*", "verdict:none"] {
      try workbench.press("F")
      workbench.type(text)
      try workbench.press("Enter")
    }
    try workbench.press("X", "F")
    #expect(try line(workbench) == "")
    try workbench.press("Up", "Up", "Up")
    #expect(try line(workbench) == "region:ap-*")
    #expect(workbench.screen.contains("history: 2 of 2"))
    #expect(workbench.screen.contains("no older filter"))
    try workbench.press("Down", "Down", "Down")
    #expect(try line(workbench) == "")
    try workbench.press("Up", "Enter")
    #expect(workbench.state.list.filters.map(\.text) == ["verdict:none"])
  }

  private func line(_ workbench: TestWorkbench) throws -> String {
    guard let prompt = FilterPrompt(workbench.state.surfaces.top) else {
      Issue.record("no line")
      return ""
    }
    return prompt.input.text
  }

  /// As in a shell: the typed text selects entries of the history, and typing into an entry selects
  /// again.
  @Test func theHistoryIsFilteredByWhatIsTyped() throws {
    let workbench = try workbench()
    workbench.state.settings.filterHistory = [
      "verdict:tp", "region:eu-*", "principal:kim", "region:ap-*",
    ]
    try workbench.press("F")
    workbench.type("REGION")
    try workbench.press("Up", "Up")
    #expect(try line(workbench) == "region:ap-*")
    #expect(workbench.screen.contains("history: 2 of 2 with “REGION”"))
    // The count of hits follows.
    #expect(workbench.screen.contains("4 of 8 hits"))
    try workbench.press("Down", "Down")
    #expect(try line(workbench) == "REGION")
    try workbench.press("Up", "Backspace", "Up")
    #expect(workbench.screen.contains("no filter typed before with “region:eu-”") == false)
    #expect(try line(workbench) == "region:eu-*")
    try workbench.press("^U")
    workbench.type("nobody")
    try workbench.press("Up")
    #expect(try line(workbench) == "nobody")
    #expect(workbench.screen.contains("no filter typed before with “nobody”"))
  }

  /// A repeated filter is first, without duplicates, and it is kept for later sessions.
  @Test func whatIsTypedIsKept() throws {
    let workbench = try workbench()
    workbench.state.settings.filterHistory = ["verdict:tp", "region:ap-*"]
    try workbench.press("F")
    workbench.type(" region:ap-* ")
    try workbench.press("Enter")
    #expect(workbench.state.settings.filterHistory == ["region:ap-*", "verdict:tp"])
    let kept = workbench.effects.compactMap { effect -> String? in
      if case .files(.saveFilter(let text)) = effect { text } else { nil }
    }
    #expect(kept == ["region:ap-*"])
  }

  @Test func theCellUnderTheCursorFilters() throws {
    let workbench = try workbench()
    // The second column is the region; the fifth hit is in af-south-1.
    try workbench.press("5", "G", "=")
    #expect(workbench.state.list.filters.map(\.text) == ["region:af-south-1"])
    #expect(users(workbench) == ["mallory", "mallory"])
    try workbench.press("X", "!")
    #expect(workbench.state.list.filters.map(\.text) == ["-region:af-south-1"])
    #expect(workbench.state.list.shown.count == 6)
  }

  @Test func pivotsShowWhatElseTheyDid() throws {
    let workbench = try workbench()
    try workbench.press("5", "G", "P")
    #expect(users(workbench) == ["mallory", "mallory"])
    // The address is in no column: it is read from the events.
    try workbench.press("X", "I")
    #expect(workbench.state.list.filters.map(\.text) == ["ip:203.0.113.9"])
    #expect(workbench.state.list.shown.count == 2)
    try workbench.press("X", "K")
    #expect(workbench.screen.contains("the event has no access key"))
  }

  /// A field that no column has, and a text anywhere in an event.
  @Test(arguments: [
    ("agent:aws-cli*", 8), ("recipientAccountId:111122223333", 8), ("ip:203.0.113.0/24", 2),
    ("nothing.there:", 8), ("nothing.there:x", 0), ("raw:\"user/lee\"", 2), ("-raw:mallory", 6),
    ("raw:/CREATE(user|key)/", 1), ("mallory", 2), ("key:", 8), ("day:2025-11-02", 8),
    ("verdict:tp", 0), ("rule:Calls*", 8),
  ])
  func anyFieldCanBeAskedFor(text: String, count: Int) throws {
    let workbench = try workbench()
    try workbench.press("F")
    workbench.type(text)
    try workbench.press("Enter")
    #expect(workbench.state.list.shown.count == count, "\(text)")
    #expect(workbench.screen.contains("\(count) of 8 hits"))
  }

  /// A judged hit leaves the list of open hits, and comes back after undo.
  @Test func aFilterOnVerdictsFollowsThem() throws {
    let workbench = try workbench()
    try workbench.press("F")
    workbench.type("verdict:none")
    try workbench.press("Enter", "t", "t", "b")
    #expect(workbench.state.list.shown.count == 5)
    #expect(workbench.state.list.cursor == 0)
    try workbench.press("u")
    #expect(workbench.state.list.shown.count == 6)
    try workbench.press("X")
    #expect(workbench.state.list.shown.count == 8)
  }

  @Test func marksOutliveAFilterAndAreCounted() throws {
    let workbench = try workbench(columns: 100)
    try workbench.press("*", "F")
    workbench.type("principal:mallory")
    try workbench.press("Enter")
    #expect(workbench.state.list.marks.count == 8)
    #expect(workbench.screen.contains("applies to the 8 marked, 6 hidden by the filter"))
    try workbench.press("t")
    #expect(workbench.state.session.verdicts.count == 8)
    #expect(workbench.screen.contains("all 2 hits that pass the filters are judged"))
  }

  @Test func silencedHitsAreFilteredByThemselves() throws {
    let workbench = try workbench()
    try workbench.press("F")
    workbench.type("principal:kim")
    try workbench.press("Enter", "a", "Enter")
    // Kim's are left in one region; three of ap-east-1 are silenced, and lee's one.
    #expect(workbench.state.list.shown.count == 1)
    try workbench.press("z")
    #expect(workbench.state.list.shown.count == 4 && workbench.state.list.filters.isEmpty)
    try workbench.press("F")
    workbench.type("principal:lee")
    try workbench.press("Enter")
    #expect(workbench.state.list.shown.count == 1)
    try workbench.press("z")
    #expect(workbench.state.list.filters.map(\.text) == ["principal:kim"])
    #expect(workbench.state.list.shown.count == 1)
    try workbench.press("u")
    #expect(workbench.state.list.shown.count == 4)
  }
}
