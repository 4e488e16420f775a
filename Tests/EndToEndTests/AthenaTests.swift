import Foundation
import Testing

/// `trailsift athena` on the command line.
@Suite struct AthenaTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try write(
      "r.yml",
      "detection: {s: {eventName: CreateUser}, f: {readOnly: true}, condition: s and not f}")
    try write("absent.yml", "detection: {s: {managementEvent: true}, condition: s}")
    try write("refused.yml", "detection: {s: {userAgent|re: '\\bé'}, condition: s}")
  }

  private func write(_ name: String, _ detection: String) throws {
    try Data("title: \(name)\nlogsource: {product: aws, service: cloudtrail}\n\(detection)\n".utf8)
      .write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  private func athena(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(["athena"] + arguments, in: folder, at: folder.path)
  }

  /// The clock is at 2025-11-13T02:13:20Z.
  @Test func aDryRunPrintsTheQuery() throws {
    let outcome = try athena("r.yml", "--since", "90d", "--dry-run", "--select", "ids")
    #expect(outcome.status == 0)
    #expect(outcome.errors == "")
    #expect(
      outcome.output == """
        -- rule: r.yml
        SELECT eventid, eventtime, "$path" AS source_file
        FROM cloudtrail_logs_pp
        WHERE "timestamp" >= '2025/08/15'
          AND eventtime >= '2025-08-15T02:13:20Z'
          AND (lower(eventname) = 'createuser' AND NOT coalesce(lower(readonly) = 'true', FALSE))
        ORDER BY eventtime, eventid

        """)
  }

  @Test func aQueryNeedsALowerBound() throws {
    let outcome = try athena("r.yml", "--dry-run")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("--since is missing"))
    #expect(outcome.output == "")
  }

  @Test func aRefusalHasItsPlaceAndLeavesTheOthers() throws {
    let alone = try athena("refused.yml", "--since", "90d", "--dry-run")
    #expect(alone.status == 65)
    #expect(alone.errors.contains("refused.yml:3:"))
    #expect(alone.output == "")
    let both = try athena("refused.yml", "r.yml", "--since", "90d", "--dry-run")
    #expect(both.status == 1)
    #expect(both.output.hasPrefix("-- rule: r.yml\n"))
  }

  @Test func warningsStandInTheQueryToo() throws {
    let outcome = try athena("absent.yml", "--since", "90d", "--dry-run")
    #expect(outcome.status == 0)
    #expect(outcome.errors.hasPrefix("approx: absent.yml: the table has no column for"))
    #expect(outcome.output.contains("\n-- approx: the table has no column for managementEvent"))
    #expect(try athena("absent.yml", "--since", "90d", "--dry-run", "--strict").status == 65)
  }

  @Test func severalRulesAreOneQueryOnRequest() throws {
    let outcome = try athena("r.yml", "absent.yml", "--since", "90d", "--dry-run", "--one-query")
    #expect(outcome.output.components(separatedBy: "SELECT eventid").count == 2)
  }

  @Test func aProfileIsWrittenAndRead() throws {
    let written = try athena(
      "r.yml", "--since", "90d", "--dry-run", "--table", "athena:security.trail",
      "--save-profile", "p.yml")
    #expect(written.output.contains("\nFROM security.trail\n"))
    let read = try athena("r.yml", "--since", "90d", "--dry-run", "--profile-file", "p.yml")
    #expect(read.output == written.output)
    let missing = try athena("r.yml", "--since", "90d", "--dry-run", "--ddl", "none.sql")
    #expect(missing.status == 66)
  }
}
