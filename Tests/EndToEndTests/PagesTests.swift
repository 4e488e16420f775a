import Foundation
import Testing

/// The pages of regions and time, as a user works with them.
@Suite(.serialized) struct PagesTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
  }

  private func open(columns: Int = 80, rows: Int = 24) throws -> Terminal {
    try Terminal(columns: columns, rows: rows, in: folder, judging: rule)
  }

  @Test func aRegionIsAllowedOnItsPageAndTakenBack() throws {
    let original = try folder.bytes("rule.yml")
    let terminal = try open()
    try terminal.press("A")
    try terminal.wait("the page with what the rule says") {
      $0.contains("regions, by hits") && $0.contains("suspected") && $0.contains("2,782")
    }
    // To the region with most hits.
    try terminal.press("Home")
    try terminal.wait(for: "ap-east-1 (Hong Kong, CN)")
    try terminal.press("a")
    try terminal.wait(for: "silences 64 hits, leaves 86 hits")
    try terminal.press("Enter")
    try terminal.wait("the page again, and the region allowed") {
      $0.contains("86 hits") && $0.contains("the rule allows it") && !$0.contains("┌")
    }
    #expect(try folder.bytes("rule.yml") != original)

    try terminal.press("a")
    try terminal.wait(for: "brings back 64 hits, then there are 150 hits")
    try terminal.press("Escape")
    try terminal.wait("the page without a dialog") { !$0.contains("┌") }
    try terminal.press("u")
    try terminal.wait("what was before") {
      $0.contains("150 hits") && $0.contains("the rule suspects it")
    }
    #expect(try folder.bytes("rule.yml") == original)
    try terminal.press("Escape")
    try terminal.wait(for: "eventTime")
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  @Test func aRegionIsAllowedOnTheMap() throws {
    let terminal = try open(columns: 200, rows: 50)
    try terminal.press("M")
    try terminal.wait("the map") { $0.contains("where the hits are") && $0.contains("⣿⣿⣿") }
    try terminal.press("Home")
    try terminal.wait("the region with most hits") {
      $0.contains("ap-east-1 (Hong Kong, CN)") && $0.contains("the rule suspects it")
    }
    try terminal.press("a")
    try terminal.wait(for: "silences 64 hits")
    try terminal.press("Enter")
    try terminal.wait("the region allowed") {
      $0.contains("86 hits") && $0.contains("the rule allows it")
    }
    let edited = String(decoding: try folder.bytes("rule.yml"), as: UTF8.self)
    #expect(edited.contains("filter_main_allowed_regions") && edited.contains("ap-east-1"))
    try terminal.press("u")
    try terminal.wait(for: "150 hits")
    #expect(try folder.bytes("rule.yml") == Data(contentsOf: URL(fileURLWithPath: Samples.rule)))
    // Another region by moving there; only its hits, as a filter.
    try terminal.press("Tab")
    try terminal.wait(for: "eu-south-1 (Milan, IT)")
    try terminal.press("Enter")
    try terminal.wait("its hits") {
      $0.contains("region:eu-south-1") && $0.contains("37 of 150 hits")
    }
  }

  @Test func theHitsOfADayAreJudged() throws {
    let terminal = try open()
    try terminal.press("i", "Home")
    try terminal.wait(for: "applies to the 8 hits of 2026-02-09")
    try terminal.press("b")
    try terminal.wait("the verdicts") {
      $0.contains("benign true positive on 8 hits") && $0.contains("142 open")
    }
    try terminal.press("u")
    try terminal.wait(for: "150 open")
    // Enter: only the hits of that day, as a filter.
    try terminal.press("Enter")
    try terminal.wait("the list of that day") {
      $0.contains("time:2026-02-09..2026-02-10") && $0.contains("8 of 150 hits")
    }
  }

  /// Moving over bars, including empty ones, splitting them, changing their unit, and selecting
  /// several.
  @Test(arguments: [(80, 24), (200, 50)])
  func theTimelineIsWalkedAndARangeExcepted(columns: Int, rows: Int) throws {
    let original = try folder.bytes("rule.yml")
    let terminal = try open(columns: columns, rows: rows)
    try terminal.press("i")
    let opened = try terminal.wait(for: "a bar, all hits")
    if opened.contains("6 hours a bar") { try terminal.press("-") }
    try terminal.press("Home", "l", "l")
    try terminal.wait(for: "0 hits  2026-02-11")
    try terminal.press("s")
    try terminal.wait("by verdict") {
      $0.contains("1 day a bar, by verdict") && $0.contains("open")
    }
    try terminal.press("l", "v", "l", "l")
    try terminal.wait(for: "2026-02-12 to 2026-02-14")
    try terminal.press("+")
    try terminal.wait(for: "6 hours a bar")
    try terminal.press("-")
    try terminal.wait(for: "1 day a bar")
    try terminal.press("f")
    try terminal.wait(for: "false positive: an exception for ")
    try terminal.press("Enter")
    try terminal.wait(for: "+ ")
    try terminal.press("Enter")
    try terminal.wait("the exception") { $0.contains("written") && !$0.contains("┌") }
    #expect(try folder.bytes("rule.yml") != original)
    try terminal.press("u")
    try terminal.wait(for: "150 open")
    #expect(try folder.bytes("rule.yml") == original)
  }

  @Test func theHitsOfAnHourOfTheWeekAreMarkedAndJudged() throws {
    let terminal = try open()
    try terminal.press("H")
    try terminal.wait(for: "applies to the 4 hits of Mondays 02:00 to 03:00 UTC")
    try terminal.press("l", "l")
    try terminal.wait(for: "0 hits  Mondays 04:00 to 05:00 UTC")
    try terminal.press("h")
    try terminal.wait(for: "applies to the 17 hits of Mondays 03:00 to 04:00 UTC")
    try terminal.press("t")
    try terminal.wait(for: "true positive on 17 hits")
    try terminal.press("Enter")
    try terminal.wait("the list with their marks") {
      $0.contains("17 marked") && $0.contains("17 TP · 133 open")
    }
  }

  /// Exceptions are listed with their effect, and can be removed: their hits come back.
  @Test(arguments: [(80, 24), (200, 50)])
  func anExceptionIsLookedAtGivenAnEndAndRemoved(columns: Int, rows: Int) throws {
    let original = try folder.bytes("rule.yml")
    let terminal = try open(columns: columns, rows: rows)
    try terminal.press("f")
    try terminal.wait(for: "an exception for 1 hit")
    try terminal.press("Enter")
    try terminal.wait(for: "+ ")
    try terminal.press("Enter")
    let excepted = try terminal.wait("the exception") {
      $0.contains("false positive on 1 hit") && !$0.contains("┌")
    }
    // Of all silenced events, those that the exceptions of the sample do not silence.
    let silenced = try #require(excepted.firstMatch(of: /(\d+) silenced/)?.1)
    let own = try #require(Int(silenced)) - 265
    try terminal.press("E")
    try terminal.wait("the exceptions") {
      $0.contains("exceptions of") && $0.contains("filter_expected_services")
    }
    try terminal.press("G")
    try terminal.wait("the new one") { $0.contains("s3-batch-copy") || $0.contains("BackupRepl") }
    try terminal.press("e")
    try terminal.wait(for: "until")
    try terminal.type("2030-01-31")
    try terminal.press("Enter")
    try terminal.wait(for: "+ ")
    try terminal.press("Enter")
    try terminal.wait("its end") { $0.contains(/\d  filter_main_\S+ +2030-01-31/) }
    #expect(String(decoding: try folder.bytes("rule.yml"), as: UTF8.self).contains("2030-01-31"))

    try terminal.press("x")
    try terminal.wait(for: "brings back \(own) hit")
    try terminal.press("Enter")
    try terminal.wait("all hits again") { $0.contains("150 hits") && !$0.contains("┌") }
    try terminal.press("u")
    try terminal.wait(for: "\(silenced) silenced")
    try terminal.press("u")
    try terminal.wait("no end") { !$0.contains("2030-01-31") || $0.contains("undone") }
    try terminal.press("u")
    try terminal.wait(for: "150 open")
    #expect(try folder.bytes("rule.yml") == original)
  }
}
