import Foundation
import Testing

/// The main task, as a user does it: from a cold start to a changed rule file, and back.
@Suite(.serialized) struct TriageLoopTests {
  private let folder: Folder
  private let rule: String

  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
  }

  private func open(columns: Int = 80, rows: Int = 24, _ more: String...) throws -> Terminal {
    try Terminal(
      columns: columns, rows: rows, in: folder,
      run: ["trailsift", rule, Samples.logs] + more)
  }

  private func waitForScan(_ terminal: Terminal) throws {
    try terminal.wait("the end of the scan") {
      $0.contains("150 hits") && $0.contains("records in")
    }
  }

  @Test(arguments: [(80, 24), (40, 10), (200, 50)])
  func aRegionIsAllowedAndTakenBack(columns: Int, rows: Int) throws {
    let original = try folder.bytes("rule.yml")
    let terminal = try open(columns: columns, rows: rows)
    try terminal.wait("the end of the scan") { $0.contains("150 hits") && !$0.contains(" %") }

    try terminal.press("a")
    try terminal.wait("the dialog") { $0.contains("silences") }
    #expect(try folder.bytes("rule.yml") == original)
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("silenced, rule.yml written") }
    let edited = try folder.bytes("rule.yml")
    #expect(edited != original)
    #expect(String(decoding: edited, as: UTF8.self).contains("filter_main_allowed_regions"))

    try terminal.press("u")
    try terminal.wait(for: "150 hits")
    #expect(try folder.bytes("rule.yml") == original)
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  @Test func anExceptionIsWrittenAndReplayed() throws {
    let terminal = try open()
    try waitForScan(terminal)
    try terminal.press("f")
    try terminal.wait(for: "an exception for 1 hit")
    try terminal.press("Enter")
    try terminal.wait(for: "+ ")
    try terminal.press("Enter")
    try terminal.wait(for: "false positive on 1 hit")
    try terminal.press("j", "t")
    try terminal.wait(for: "true positive on 1 hit")
    try terminal.press("c")
    try terminal.wait(for: "comment on 1 hit")
    try terminal.type("asked the owner")
    try terminal.press("Enter")
    try terminal.wait("the comment") { $0.contains("comment on 1 hit") && !$0.contains("┌") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")

    let session = try #require(folder.sessions.first)
    let replay = try Program.trailsift(
      ["replay", session, "--headless", "--output", folder.path + "/again.yml"], in: folder)
    #expect(replay.status == 0, "\(replay.errors)")
    #expect(try folder.bytes("again.yml") == folder.bytes("rule.yml"))

    // The same, twice: byte for byte.
    let again = try Program.trailsift(["replay", session, "--headless"], in: folder)
    #expect(again.output == replay.output)

    // A manipulated journal is detected.
    let journal = try String(contentsOfFile: session, encoding: .utf8)
    let hash = try #require(journal.range(of: "\"after_sha256\":\""))
    var tampered = journal
    let digit = journal[hash.upperBound]
    tampered.replaceSubrange(
      hash.upperBound..<journal.index(after: hash.upperBound), with: digit == "0" ? "1" : "0")
    let path = folder.path + "/tampered.jsonl"
    try tampered.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try Program.trailsift(["replay", path, "--headless"], in: folder).status == 2)
  }

  @Test func aReplayPlaysOnScreenAndChangesNothing() throws {
    let terminal = try open()
    try waitForScan(terminal)
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("silenced, rule.yml written") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    let session = try #require(folder.sessions.first)
    let decided = try folder.bytes("rule.yml")
    let journal = try Data(contentsOf: URL(fileURLWithPath: session))

    let replay = try Terminal(in: folder, run: ["trailsift", "replay", session, "--speed", "64"])
    try replay.wait("the replayed decision") {
      $0.contains("allow region") && !$0.contains("150 hits")
    }
    try replay.press("d")
    try replay.wait(for: "filter_main_allowed_regions")
    try replay.press("Escape")
    try replay.wait("the list") { !$0.contains("filter_main_allowed_regions") }
    try replay.press("t")
    try replay.wait(for: "this is a replay")
    try replay.press("q")
    try replay.wait(for: "ended with status 0")
    #expect(try folder.bytes("rule.yml") == decided)
    #expect(try Data(contentsOf: URL(fileURLWithPath: session)) == journal)
  }

  @Test func aSessionKilledAfterADecisionResumesWithIt() throws {
    do {
      let terminal = try open()
      try waitForScan(terminal)
      try terminal.press("t")
      try terminal.wait(for: "true positive on 1 hit")
      try terminal.press("G", "a")
      try terminal.wait(for: "silences")
      try terminal.press("Enter")
      try terminal.wait("the decision") { $0.contains("silenced, rule.yml written") }
      kill(try terminal.process, SIGKILL)
      // Where the cursor was, which may be near the end of a line.
      try terminal.wait(for: "status 137")
    }
    let decided = try folder.bytes("rule.yml")
    let terminal = try open()
    try terminal.wait(for: "2 decisions in force")
    try terminal.press("Enter")
    try terminal.wait("the resumed session") {
      $0.contains("1 TP") && $0.contains("silenced") && $0.contains("records in")
    }
    #expect(try folder.bytes("rule.yml") == decided)
    try terminal.press("u")
    try terminal.wait("the undone edit") { $0.contains("150 hits") && $0.contains("undone") }
    #expect(try folder.bytes("rule.yml") == Data(contentsOf: URL(fileURLWithPath: Samples.rule)))
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }

  @Test func aRuleThatSomeoneElseChangesMeanwhileIsNotOverwritten() throws {
    let terminal = try open()
    try waitForScan(terminal)
    try terminal.press("a")
    try terminal.wait(for: "silences")
    let original = try String(contentsOfFile: rule, encoding: .utf8)
    let foreign = original.replacingOccurrences(of: "level: medium", with: "level: high")
    try foreign.write(toFile: rule, atomically: true, encoding: .utf8)
    try terminal.press("Enter")
    try terminal.wait(for: "changed by someone else")
    #expect(try String(contentsOfFile: rule, encoding: .utf8) == foreign)
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("silenced, rule.yml written") }
    let edited = try String(contentsOfFile: rule, encoding: .utf8)
    #expect(edited.contains("level: high"))
    #expect(edited.contains("filter_main_allowed_regions"))
    try terminal.press("u")
    try terminal.wait(for: "150 hits")
    #expect(try String(contentsOfFile: rule, encoding: .utf8) == foreign)
  }

  @Test func aReadOnlySessionShowsButDoesNotWrite() throws {
    let original = try folder.bytes("rule.yml")
    let terminal = try open("--read-only")
    try waitForScan(terminal)
    try terminal.press("a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait(for: "read-only")
    #expect(try folder.bytes("rule.yml") == original)
  }
}
