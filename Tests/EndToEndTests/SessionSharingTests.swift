import Foundation
import Testing

/// A session goes to a colleague: packed, replayed without its logs, reported, applied to another
/// rule, recorded.
@Suite(.serialized) struct SessionSharingTests {
  private let folder: Folder
  private let rule: String
  private let logs: String
  private let session: String

  /// A region allowed, an undo, a verdict, a comment.
  init() throws {
    folder = try Folder()
    rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    logs = folder.path + "/logs"
    try FileManager.default.copyItem(atPath: Samples.logs, toPath: logs)
    let terminal = try Terminal(in: folder, run: ["trailsift", rule, logs])
    try terminal.wait("the end of the scan") {
      $0.contains("150 hits") && $0.contains("records in")
    }
    try terminal.press("t")
    try terminal.wait(for: "true positive on 1 hit")
    try terminal.press("b")
    try terminal.wait(for: "benign true positive on 1 hit")
    try terminal.press("u")
    try terminal.wait(for: "undone: benign")
    try terminal.press("G", "a")
    try terminal.wait(for: "silences")
    try terminal.press("Enter")
    try terminal.wait("the decision") { $0.contains("allow region") && !$0.contains("150 hits") }
    try terminal.press("c")
    try terminal.wait(for: "comment on 1 hit")
    try terminal.type("see =HYPERLINK(1)|<b>")
    try terminal.press("Enter")
    try terminal.wait("the comment") { $0.contains("comment on 1 hit") && !$0.contains("┌") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
    session = try #require(folder.sessions.first)
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(arguments, in: folder)
  }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func takeLogsAway() throws {
    try FileManager.default.moveItem(atPath: logs, toPath: path("elsewhere"))
  }

  @Test func aBundleNeedsNeitherLogsNorRules() throws {
    let bundling = try run("bundle", session, "-o", path("case.trailsift"))
    #expect(bundling.status == 0, "\(bundling.errors)")
    #expect(bundling.errors.contains("150 events"))
    #expect(try run("bundle", session, "--output", path("again")).status == 0)
    #expect(try folder.bytes("again") == folder.bytes("case.trailsift"))
    try takeLogsAway()
    try FileManager.default.removeItem(atPath: rule)

    let headless = try run("replay", "--headless", path("case.trailsift"))
    #expect(headless.status == 0, "\(headless.errors)")
    #expect(headless.output == (try run("replay", "--headless", session).output))

    let replay = try Terminal(in: folder, run: ["trailsift", "replay", path("case.trailsift")])
    try replay.wait("the end") { $0.contains("ended") && !$0.contains("150 hits") }
    try replay.press("g")
    try replay.wait("the beginning") { $0.contains("150 hits") && $0.contains("decision 0 of") }
    try replay.press("q")
    try replay.wait(for: "ended with status 0")

    let unpacked = try run("unbundle", path("case.trailsift"), path("out"))
    #expect(unpacked.status == 0, "\(unpacked.errors)")
    #expect(
      try folder.bytes("out/session.jsonl") == Data(contentsOf: URL(fileURLWithPath: session)))
    #expect(
      try folder.bytes("out/rules/rule.yml")
        == Data(contentsOf: URL(fileURLWithPath: Samples.rule)))
    let count = try run(
      "scan", "--format", "count", path("out/rules/rule.yml"), path("out/events.json"))
    #expect(count.output == "150\n")
    #expect(try run("unbundle", path("case.trailsift"), path("out")).status == 73)

    let judged = try run(
      "bundle", session, "-o", path("j"), "--judged", "--logs", path("elsewhere"))
    #expect(judged.status == 0, "\(judged.errors)")
    #expect(judged.errors.contains("3 events"))
  }

  @Test func anIncompleteBundleIsRefused() throws {
    #expect(try run("bundle", session, "-o", path("case")).status == 0)
    try folder.bytes("case").dropLast(9).write(to: URL(fileURLWithPath: path("cut")))
    for arguments in [
      ["replay", "--headless", path("cut")], ["report", path("cut")],
      ["replay", path("cut"), "--cast", path("x.cast")], ["replay", path("cut"), "--onto", rule],
    ] {
      let outcome = try Program.trailsift(arguments, in: folder)
      #expect(outcome.status == 1, "\(arguments)")
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.contains("not a complete bundle"), "\(outcome.errors)")
    }
    #expect(try run("unbundle", session, path("out")).status == 64)
    #expect(try run("bundle", path("case"), "-o", path("b")).status == 64)
    #expect(try run("bundle", path("missing"), "-o", path("b")).status == 66)
    #expect(try run("report", path("missing")).status == 66)
    #expect(try run("bundle", session, "-o", path("no/such/folder/b")).status == 73)
    try takeLogsAway()
    let away = try run("bundle", session, "-o", path("b"))
    #expect(away.status == 66)
    #expect(away.errors.contains("no such file or folder"))
  }

  @Test func aReportIsTheSameEveryTime() throws {
    #expect(try run("bundle", session, "-o", path("case")).status == 0)
    for format in ["markdown", "json", "csv"] {
      let plain = try run("report", session, "--format", format)
      #expect(plain.status == 0, "\(plain.errors)")
      #expect(try run("report", session, "--format", format).output == plain.output)
      let withLogs = try run("report", session, "--format", format, "--logs", logs)
      let withBundle = try run("report", path("case"), "--format", format, "-o", path("r"))
      #expect(withBundle.status == 0)
      #expect(withLogs.output.contains("ap-") || withLogs.output.contains("-south-"))
      let file = String(decoding: try folder.bytes("r"), as: UTF8.self)
      #expect(file.contains("true_positive") || file.contains("true positive"))
      // The comment is on a hit without a verdict: csv has only verdicts.
      #expect(plain.output.contains("HYPERLINK") == (format != "csv"))
    }
    #expect(try run("report", session, "--format", "html").status == 64)
    #expect(try run("report", session, "-o", path("no/such/r")).status == 73)
    let tampered = path("torn.jsonl")
    try (Data(contentsOf: URL(fileURLWithPath: session)) + Data("{\"seq\":".utf8))
      .write(to: URL(fileURLWithPath: tampered))
    #expect(try run("report", tampered).status == 1)
  }

  @Test func itsEditsAreMadeOnAnotherRule() throws {
    let original = try String(contentsOfFile: Samples.rule, encoding: .utf8)
    let upstream = path("upstream.yml")
    try original.replacingOccurrences(of: "level: medium", with: "level: high")
      .write(toFile: upstream, atomically: true, encoding: .utf8)
    let untouched = try folder.bytes("upstream.yml")

    let shown = try run("replay", session, "--onto", upstream)
    #expect(shown.status == 0, "\(shown.errors)")
    #expect(shown.output.hasPrefix("applied        allow region"))
    #expect(shown.output.contains("+++ b/"))
    #expect(try folder.bytes("upstream.yml") == untouched)

    let json = try run("replay", session, "--onto", upstream, "--format", "json")
    let document = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((document["edits"] as? [[String: Any]])?.first?["outcome"] as? String == "applied")

    let proved = try run(
      "replay", session, "--onto", upstream, "--logs", logs, "--output", path("new.yml"))
    #expect(proved.status == 0, "\(proved.errors)")
    #expect(proved.output.contains("silences"))
    #expect(try folder.bytes("upstream.yml") == untouched)
    let written = try run("replay", session, "--onto", upstream, "--write")
    #expect(written.status == 0, "\(written.errors)")
    #expect(try folder.bytes("upstream.yml") == folder.bytes("new.yml"))
    #expect(String(decoding: try folder.bytes("new.yml"), as: UTF8.self).contains("level: high"))

    let again = try run("replay", session, "--onto", upstream)
    #expect(again.status == 0)
    #expect(again.output.hasPrefix("already there"))

    let two = path("two.yml")
    let other = original.replacingOccurrences(of: "id: ", with: "id: 0")
    try (other + "---\n" + other.replacingOccurrences(of: "id: 0", with: "id: 1"))
      .write(toFile: two, atomically: true, encoding: .utf8)
    let conflict = try run("replay", session, "--onto", two, "--write")
    #expect(conflict.status == 2, "\(conflict.errors)")
    #expect(conflict.output.hasPrefix("conflict"))
    #expect(try run("replay", session, "--onto", path("missing.yml")).status == 66)
    #expect(try run("replay", session, "--onto", upstream, "--headless").status == 64)
    #expect(try run("replay", session, "--write").status == 64)
  }

  /// The recording in a terminal looks like the replay in a terminal.
  @Test func aRecordingShowsWhatTheReplayShows() throws {
    let recording = try run("replay", session, "--cast", path("a.cast"))
    #expect(recording.status == 0, "\(recording.errors)")
    #expect(try run("replay", session, "--cast", path("b.cast"), "--jobs", "1").status == 0)
    #expect(try folder.bytes("a.cast") == folder.bytes("b.cast"))

    var output = Data()
    let lines = String(decoding: try folder.bytes("a.cast"), as: UTF8.self).split(separator: "\n")
    for line in lines.dropFirst() {
      let event = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any])
      if event[1] as? String == "o" { output += Data(try #require(event[2] as? String).utf8) }
    }
    try output.write(to: URL(fileURLWithPath: path("bytes")))
    let player = try Terminal(
      columns: 100, rows: 30, in: Folder(), run: ["sh", "-c", "cat \(path("bytes")); sleep 60"])
    let replay = try Terminal(
      columns: 100, rows: 30, in: folder, run: ["trailsift", "replay", session])
    try replay.wait("the end") { $0.contains("ended") && !$0.contains("150 hits") }
    try player.wait("the same screen") { $0 == (try? replay.screen) }
    #expect(try run("replay", session, "--cast", path("c"), "--size", "1x1").status == 64)
    #expect(try run("replay", session, "--cast", path("no/such/c")).status == 73)
  }
}
