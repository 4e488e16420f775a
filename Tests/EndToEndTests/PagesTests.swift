import Foundation
import Testing

/// The pages of regions and of time, as a person uses them.
@Suite(.serialized) struct PagesTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
  }

  private func open(columns: Int = 80, rows: Int = 24) throws -> Terminal {
    let terminal = try Terminal(
      columns: columns, rows: rows, in: folder, run: ["trailsift", rule, Samples.logs])
    try terminal.wait("the end of the scan") { $0.contains("150 hits") && !$0.contains(" %") }
    return terminal
  }

  @Test func aRegionIsAllowedOnItsPageAndTakenBack() throws {
    let original = try folder.bytes("rule.yml")
    let terminal = try open()
    try terminal.press("A")
    try terminal.wait("the page with what the rule says") {
      $0.contains("regions, by hits") && $0.contains("suspected") && $0.contains("2,780")
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
    try terminal.press("u")
    try terminal.wait(for: "150 hits")
  }

  @Test func theHitsOfADayAreJudged() throws {
    let terminal = try open()
    try terminal.press("i", "Home")
    try terminal.wait(
      for: "decisions are on the 8 hits between 2026-02-09 00:00 and 2026-02-10 00:00")
    try terminal.press("b")
    try terminal.wait("the verdicts") {
      $0.contains("benign true positive on 8 hits") && $0.contains("142 open")
    }
    try terminal.press("u")
    try terminal.wait(for: "150 open")
    // Enter: the hits of that day alone, as a filter.
    try terminal.press("Enter")
    try terminal.wait("the list of that day") {
      $0.contains("time:2026-02-09..2026-02-10") && $0.contains("8 of 150 hits")
    }
  }
}
