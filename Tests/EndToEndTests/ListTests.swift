import Foundation
import Testing

/// The list in the built program, as a user works with it: filtered, sorted, grouped, judged by
/// groups.
@Suite(.serialized) struct ListTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
  }

  private func open(columns: Int = 100, rows: Int = 24) throws -> Terminal {
    try Terminal(columns: columns, rows: rows, in: folder, judging: rule)
  }

  @Test func aFilterIsTypedCountedAndTakenOff() throws {
    let terminal = try open()
    try terminal.press("F")
    try terminal.wait(for: "filter")
    try terminal.type("region:me-* -event:Desc")
    try terminal.wait("the count") { $0.contains(" of 150 hits") }
    try terminal.type("ribe*")
    try terminal.press("Enter")
    try terminal.wait("the chips") {
      $0.contains("region:me-*") && $0.contains("-event:Describe*") && $0.contains(" of 150 hits")
    }
    // The same with the cell under the cursor, and all filters off.
    try terminal.press("!")
    try terminal.wait(for: "-region:me-south-1")
    try terminal.wait(for: "0 of 150 hits")
    try terminal.press("X")
    try terminal.wait("all hits") { $0.contains("150 hits") && !$0.contains("of 150") }
  }

  @Test func filtersAreCompletedRememberedAndTakenOffOneByOne() throws {
    let terminal = try open(columns: 80)
    try terminal.press("F")
    try terminal.type("reg")
    try terminal.wait(for: "reg")
    try terminal.press("Tab")
    try terminal.wait(for: "region:")
    try terminal.type("ap")
    try terminal.press("Tab")
    try terminal.wait("the value and its count") {
      $0.contains("region:ap-east-1") && $0.contains("64 of 150 hits")
    }
    try terminal.press("Enter")
    try terminal.wait("the first filter") { $0.contains("64 of 150 hits") && !$0.contains("┌") }

    // Up recalls earlier filters that contain the typed text; Down returns to the typed text.
    try terminal.press("F")
    try terminal.type("ap-")
    try terminal.press("Up")
    try terminal.wait("the filter before") { $0.contains("│ region:ap-east-1 ") }
    try terminal.press("Down")
    try terminal.wait("what was typed") { $0.contains("│ ap- ") }
    try terminal.press("C-u")
    try terminal.type("-event:Des*")
    try terminal.wait(for: "21 of 150 hits")
    try terminal.press("Enter")
    try terminal.wait("both") { $0.contains("region:ap-east-1   -event:Des*") && !$0.contains("┌") }

    try terminal.press("BSpace")
    try terminal.wait("the last off") {
      $0.contains("64 of 150 hits") && !$0.contains("-event:Des*")
    }
    // The cell's value, and then no filter at all.
    try terminal.press("l", "l", "=")
    try terminal.wait("a second filter") {
      $0.contains("principal:arn") && $0.contains("/2 of 150 hits")
    }
    try terminal.press("Escape")
    try terminal.wait("one filter") { !$0.contains("principal:") && $0.contains("64 of 150") }
    try terminal.press("Escape")
    try terminal.wait("all hits") { $0.contains("150 hits") && !$0.contains("of 150") }
  }

  /// Fields without a column are read from the events.
  @Test func aFieldOfTheEventsFilters() throws {
    let terminal = try open()
    try terminal.press("F")
    try terminal.type("requestParameters.bucketName:*")
    try terminal.wait(for: "Enter reads the events")
    try terminal.press("Enter")
    try terminal.wait("the hits") {
      $0.contains(" of 150 hits") && !$0.contains(" 0 of") && $0.contains("bucketName:*")
    }
  }

  @Test func pivotsShowWhatElseOneDid() throws {
    let terminal = try open(columns: 80)
    for (key, chip) in [("P", "principal:"), ("I", "ip:"), ("K", "key:")] {
      try terminal.press(key)
      try terminal.wait("the filter") {
        $0.contains("filter  \(chip)") && $0.contains(" of 150 hits")
      }
      try terminal.press("X")
      try terminal.wait("all hits") { $0.contains("150 hits") && !$0.contains("of 150") }
    }
  }

  @Test func sortingKeepsTheCursorOnItsEvent() throws {
    let terminal = try open()
    let first = try terminal.shownEvent
    try terminal.press("G")
    try terminal.waitForEvent("another event") { $0 != first }
    let event = try terminal.shownEvent
    #expect(try regions(terminal) != regions(terminal).sorted())
    try terminal.press("s")
    try terminal.wait("another order") { $0.contains("sorted by awsRegion") }
    #expect(try regions(terminal) == regions(terminal).sorted())
    #expect(try terminal.shownEvent == event)
    try terminal.press("s")
    try terminal.wait("the other way round") { $0.contains("awsRegion, the last first") }
    #expect(try regions(terminal) == regions(terminal).sorted().reversed())
    #expect(try terminal.shownEvent == event)
  }

  private func regions(_ terminal: Terminal) throws -> [Substring] {
    try terminal.screen.matches(of: /:\d\d:\d\d ([a-z]+-[a-z]+-\d)/).map(\.1)
  }

  @Test func hitsAreJudgedByGroups() throws {
    let terminal = try open()
    try terminal.press("#")
    try terminal.wait(for: "group 150 hits by")
    try terminal.press("Enter")
    try terminal.wait(for: "150 hits by region:")
    try terminal.press("t")
    try terminal.wait(for: "true positive on ")
    try terminal.press("Enter")
    try terminal.wait(for: "Esc back to the list of groups")
    try terminal.press("Escape")
    try terminal.wait(for: "150 hits by region:")
  }

  /// One decision for a group, with its effect on the rule.
  @Test func aGroupsRegionIsAllowedAndAnotherGroupExcepted() throws {
    let original = try folder.bytes("rule.yml")
    let terminal = try open(columns: 80)
    try terminal.press("#")
    try terminal.wait(for: "group 150 hits by")
    try terminal.press("Enter")
    try terminal.wait(for: "applies to 64 hits of ap-east-1")
    try terminal.press("a")
    try terminal.wait(for: "silences 64 hits, leaves 86 hits")
    try terminal.press("Enter")
    try terminal.wait("one group less") {
      $0.contains("86 hits by region: 3 groups") && !$0.contains("┌")
    }
    let allowed = try folder.bytes("rule.yml")
    #expect(String(decoding: allowed, as: UTF8.self).contains("filter_main_allowed_regions"))

    try terminal.press("f")
    try terminal.wait(for: "an exception for 37 hits")
    try terminal.press("Enter")
    try terminal.wait(for: "+ ")
    try terminal.press("Enter")
    try terminal.wait("the exception") {
      $0.contains("false positive on 37 hits") && !$0.contains("┌") && !$0.contains("86 hits")
    }
    #expect(try folder.bytes("rule.yml") != allowed)
    try terminal.press("u")
    try terminal.wait(for: "86 hits by region")
    try terminal.press("u")
    try terminal.wait(for: "150 hits by region")
    #expect(try folder.bytes("rule.yml") == original)
  }

  /// Columns are restored when the workbench opens the next time.
  @Test func columnsAreChosenAndRemembered() throws {
    var terminal = try open()
    try terminal.press("C")
    try terminal.wait(for: "columns: Space")
    try terminal.press("a")
    try terminal.type("requestParameters.bucketName")
    try terminal.press("Enter", "Enter")
    try terminal.wait("the column") { $0.contains("bucketName") }
    // The region moves after the principal, the address is hidden, the time gets narrower.
    try terminal.press("C")
    try terminal.wait(for: "columns: Space")
    try terminal.press("<", "j", "j", "J", "J", "j", "Space")
    try terminal.wait("the choice") { $0.contains("[ ] sourceIPAddress") && $0.contains(" 18  │") }
    try terminal.press("Enter")
    let order = /eventTime 2026 +…[a-zA-Z.]+ +eventName +(userIdentity.arn|principal) +awsRegion/
    try terminal.wait("the order") { $0.contains(order) }
    try terminal.quit()
    terminal = try open()
    try terminal.wait("the order") { $0.contains(order) }
  }

  @Test func marksOutsideOfTheFilterAreSaidBeforeAnythingIsDone() throws {
    let terminal = try open(columns: 80)
    // One by one, a range, and all with the cell's value.
    try terminal.press("Space", "Space", "v", "j", "j", "v")
    try terminal.wait(for: "5 marked")
    try terminal.press("F")
    try terminal.type("region:eu-*")
    try terminal.press("Enter")
    try terminal.wait(for: "applies to the 5 marked, 3 hidden by the filter")
    try terminal.press(",")
    try terminal.wait(for: "40 marked, 3 hidden by the filter")
    try terminal.press("f")
    try terminal.wait("the dialog, and which hits it is about") {
      $0.contains("an exception for 40 hits") && $0.contains("40 marked, 3 hidden by the filter")
    }
    try terminal.press("Escape")
    try terminal.wait("the list") { !$0.contains("┌") }
    try terminal.press("b")
    // Including the hidden ones, as announced.
    try terminal.wait("the verdicts") {
      $0.contains("40 benign")
        && $0.contains("all 37 hits that pass the filters are judged: 37 benign true positive")
    }
  }

  /// After a verdict the cursor moves to the next hit without one; at the end the decisions are in
  /// the file.
  @Test func verdictsFlowUntilAllIsJudged() throws {
    let terminal = try open(columns: 80)
    try terminal.press("j", "b")
    try terminal.wait(for: "1 benign · 149 open")
    try terminal.press("g", "t")
    try terminal.wait(for: "1 TP · 1 benign · 148 open")
    try terminal.press("t")
    try terminal.wait(for: "2 TP · 1 benign · 147 open")
    let marks = try terminal.screen.matches(of: /(?m)^.([TB ]) {2}02-/).map(\.1)
    #expect(marks.prefix(4) == ["T", "B", "T", " "])
    try terminal.press("*")
    try terminal.wait(for: "150 marked")
    try terminal.press("f")
    try terminal.wait(for: "an exception for 150 hits")
    try terminal.press("G", "Enter")
    try terminal.wait(for: "all 150 hits are judged: 150 false positive")
  }
}
