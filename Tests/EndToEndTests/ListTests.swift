import Foundation
import Testing

/// The list in the built program, as a person works through it: filtered, sorted, collapsed, judged by groups.
@Suite(.serialized) struct ListTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
  }

  private func open(columns: Int = 100, rows: Int = 24) throws -> Terminal {
    let terminal = try Terminal(
      columns: columns, rows: rows, in: folder, run: ["trailsift", rule, Samples.logs])
    try terminal.wait("the end of the scan") {
      $0.contains("150 hits") && $0.contains("records in")
    }
    return terminal
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
    // The same again by the cell under the cursor, and all off.
    try terminal.press("l", "!")
    try terminal.wait(for: "-region:me-south-1")
    try terminal.wait(for: "0 of 150 hits")
    try terminal.press("X")
    try terminal.wait("all hits") { $0.contains("150 hits") && !$0.contains("of 150") }
  }

  /// What is in no column is read from the events.
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

  @Test func hitsAreJudgedByGroups() throws {
    let terminal = try open()
    try terminal.press("l", "#")
    try terminal.wait(for: "group 150 hits by")
    try terminal.press("Enter")
    try terminal.wait(for: "150 hits by region:")
    try terminal.press("t")
    try terminal.wait(for: "true positive on ")
    try terminal.press("Enter")
    try terminal.wait(for: "Esc takes off the last")
    try terminal.press("Escape")
    try terminal.wait(for: "150 hits by region:")
  }

  /// Columns are there again when the workbench is opened the next time.
  @Test func columnsAreRemembered() throws {
    var terminal = try open()
    try terminal.press("C")
    try terminal.wait(for: "columns: Space")
    try terminal.press("a")
    try terminal.type("requestParameters.bucketName")
    try terminal.press("Enter", "Enter")
    try terminal.wait("the column") { $0.contains("requestParameters") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    terminal = try open()
    try terminal.wait(for: "requestParameters")
  }
}
