import Foundation
import TestSupport
import Testing

/// The subcommands that need no screen: what they print, and how they end.
@Suite struct CommandLineTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(arguments, in: folder)
  }

  @Test func scanCountsItsHits() throws {
    let outcome = try run("scan", Samples.rule, Samples.logs, "--format", "count")
    #expect(outcome.output == "150\n")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("150 matched"))
  }

  @Test func theWorkbenchWithoutATerminalPrintsATable() throws {
    let direct = try run(Samples.rule, Samples.logs, "--quiet")
    let scanned = try run("scan", Samples.rule, Samples.logs, "--quiet")
    #expect(direct.status == 0)
    #expect(direct.output == scanned.output)
    #expect(direct.output.split(separator: "\n").count == 151)
    #expect(!direct.output.contains("\u{1B}"))
  }

  @Test func outputIsTheSameWhateverTheNumberOfJobs() throws {
    let one = try run("scan", Samples.rule, Samples.logs, "--format", "ndjson", "--jobs", "1")
    let eight = try run("scan", Samples.rule, Samples.logs, "--format", "ndjson", "--jobs", "8")
    #expect(one.output == eight.output)
  }

  @Test func ndjsonLinesAreJSONAndHoldTheEvent() throws {
    let outcome = try run("scan", Samples.rule, Samples.logs, "--format", "ndjson", "--quiet")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 150)
    for line in lines {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let rule = try #require(object?["rule"] as? [String: Any])
      #expect(rule.keys.sorted() == ["id", "level", "name", "title"])
      #expect(rule["name"] is NSNull)
      let event = try #require(object?["event"] as? [String: Any])
      #expect(event["eventID"] is String)
    }
  }

  /// Every form of a cell has the event's value. Formulas, and values that a csv reader would
  /// split, are preserved.
  @Test func csvHoldsTheSameValues() throws {
    let agents = [
      "aws-cli/2.17.0", "[a, b]", "say \\\"hi\\\"", "한국", "/usr/bin/x", "", "a b", "12", "{a}",
    ]
    let events = agents.enumerated().map {
      #"{"eventVersion":"1.11","eventSource":"ec2.amazonaws.com","eventName":"A","eventID":"\#($0)","#
        + #""userAgent":"\#($1)"}"#
    }
    try Data(events.joined(separator: "\n").utf8).write(
      to: URL(fileURLWithPath: folder.path + "/l.json"))
    try Data(
      """
      title: Every call, or so
      id: 6f3a3f6e-58a1-4b0e-9a55-0d9a1f6b2c11
      logsource: {product: aws, service: cloudtrail}
      detection: {selection: {eventName: A}, condition: selection}
      """.utf8
    ).write(to: URL(fileURLWithPath: folder.path + "/r.yml"))
    let output = try run(
      "scan", folder.path + "/r.yml", folder.path + "/l.json", "--format", "csv", "--columns",
      "eventID,userAgent,eventName"
    ).output
    let log = folder.path + "/l.json"
    let expected = agents.enumerated().map { index, agent in
      let cell = agent.replacing("\\\"", with: "\"\"")
      let quoted = cell.contains { $0 == "," || $0 == "\"" } ? "\"\(cell)\"" : cell
      return "6f3a3f6e-58a1-4b0e-9a55-0d9a1f6b2c11,\(log),\(index),\(quoted),A\r\n"
    }
    #expect(output == "rule,file,eventID,userAgent,eventName\r\n" + expected.joined())
  }

  @Test func statsAccountForEveryRecord() throws {
    let path = folder.path + "/stats.json"
    let outcome = try run(
      "scan", Samples.rule, Samples.logs, Samples.damaged, "--format", "count", "--stats", path)
    #expect(outcome.status == 1)
    for name in ["broken-record.json", "truncated.json.gz", "not-gzip.json.gz"] {
      #expect(outcome.errors.contains(name))
    }
    let stats = try #require(
      try JSONSerialization.jsonObject(with: folder.bytes("stats.json")) as? [String: Any])
    let records = try #require(stats["records"] as? [String: Int])
    #expect(
      records["total"]
        == ["matched", "unmatched", "duplicate", "not_event", "bad"].reduce(0) {
          $0 + (records[$1] ?? 0)
        })
    #expect(records["bad"] == 2)
    let kinds = try #require(stats["not_event_kinds"] as? [String: Int])
    #expect(kinds.values.reduce(0, +) == records["not_event"])
    let files = try #require(stats["files"] as? [String: Any])
    #expect((files["skipped"] as? [[String: String]])?.isEmpty == false)
  }

  @Test func inputsThatHoldNothingAreNamed() throws {
    let empty = folder.path + "/empty.json"
    try Data().write(to: URL(fileURLWithPath: empty))
    let digests = folder.path + "/CloudTrail-Digest"
    try FileManager.default.createDirectory(atPath: digests, withIntermediateDirectories: true)
    let nothing = try run("scan", Samples.rule, empty, digests, "--format", "count")
    #expect(nothing.status == 0 && nothing.output == "0\n")
    #expect(nothing.errors.contains("empty.json: empty\n"))
    #expect(nothing.errors.contains("CloudTrail-Digest: digest files hold no events\n"))
    // In a folder they are only counted.
    let quiet = try run("scan", Samples.rule, folder.path, "--format", "count")
    #expect(quiet.status == 0 && !quiet.errors.contains("empty.json"))

    let device = try run("scan", Samples.rule, "/dev/zero", Samples.logs, "--format", "count")
    #expect(device.status == 1 && device.output == "150\n")
    #expect(device.errors.contains("/dev/zero: a device, a socket or the like, not a file\n"))
  }

  @Test func missingInputsHaveTheirStatus() throws {
    #expect(try run("scan", "/nowhere/rule.yml", Samples.logs).status == 66)
    #expect(try run("scan", Samples.rule, "/nowhere/logs").status == 66)
    #expect(
      try run("scan", Samples.rule, Samples.logs, "/nowhere/logs", "--format", "count").status
        == 66)
    #expect(try run("scan").status == 64)
    #expect(try run("scan", Samples.rule, Samples.logs, "--format", "xml").status == 64)
    #expect(try run("replay", "/nowhere/session.jsonl").status == 66)
  }

  @Test func checkShowsTheLineWithACaret() throws {
    let broken = try String(contentsOfFile: Samples.rule, encoding: .utf8)
      .replacingOccurrences(
        of: "condition: selection and", with: "condition: selektion and")
    let path = folder.path + "/broken.yml"
    try broken.write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try run("check", path)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("broken.yml:42:14: error:"))
    #expect(outcome.errors.contains("^"))
    #expect(try run("check", Samples.rule).status == 0)
    #expect(try run("scan", path, Samples.logs).status == 65)
  }

  @Test func aModifierThatIsNotKnownIsRefusedByName() throws {
    let text = try String(contentsOfFile: Samples.rule, encoding: .utf8)
      .replacingOccurrences(of: "eventSource: '*'", with: "eventSource|fuzzy: '*'")
    let path = folder.path + "/modifier.yml"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let outcome = try run("scan", path, Samples.logs)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("fuzzy"))
  }

  @Test func allowPrintsTheDiffAndWrites() throws {
    let rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    let dry = try run(
      "allow", rule, "--region", "ap-east-1", "--logs", Samples.logs, "--dry-run", "--reason",
      "new office")
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("-      - 'ap-east-1'"))
    #expect(try folder.bytes("rule.yml") == Data(contentsOf: URL(fileURLWithPath: Samples.rule)))

    let wet = try run(
      "allow", rule, "--region", "ap-east-1", "--logs", Samples.logs, "--reason", "new office")
    #expect(wet.output == dry.output)
    let left = try run("scan", rule, Samples.logs, "--format", "count", "--quiet")
    let all = 150
    let silenced = try #require(
      wet.errors.firstMatch(of: /silences (\d+) hits/).flatMap { Int($0.1) })
    #expect(left.output == "\(all - silenced)\n")
    #expect(silenced > 0)
  }

  @Test func disallowTakesBackWhatAllowDid() throws {
    let rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    #expect(try run("allow", rule, "--region", "eu-south-1").status == 0)
    let allowed = try folder.bytes("rule.yml")
    let dry = try run(
      "disallow", rule, "--region", "eu-south-1", "--dry-run", "--logs", Samples.logs)
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("-  filter_main_allowed_regions:"))
    #expect(!dry.errors.contains("silences"))
    #expect(try folder.bytes("rule.yml") == allowed)

    #expect(try run("disallow", rule, "--region", "eu-south-1").output == dry.output)
    let after = String(decoding: try folder.bytes("rule.yml"), as: UTF8.self)
    #expect(!after.contains("filter_main_allowed_regions") && after.contains("- 'eu-south-1'"))
    #expect(try run("check", rule).status == 0)

    let twice = try run("disallow", rule, "--region", "eu-south-1")
    #expect(twice.status == 0 && twice.errors.contains("not allowed by this rule"))
    #expect(String(decoding: try folder.bytes("rule.yml"), as: UTF8.self) == after)
  }

  @Test func exceptPrintsTheDiffAndWrites() throws {
    let rule = try folder.copy(of: Samples.rule, as: "rule.yml")
    let outcome = try run(
      "except", rule, "--where", "eventName=DescribeInstances", "--where", "awsRegion=eu-south-1",
      "--reason", "inventory", "--logs", Samples.logs)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("filter_main_"))
    #expect(outcome.output.contains("inventory"))
    #expect(try run("check", rule).status == 0)
  }

  @Test func synthesizedLogsAreTheSameForTheSameSeed() throws {
    for name in ["a", "b"] {
      let outcome = try run(
        "synthesize", "--seed", "3", "--events", "500", "--days", "5", folder.path + "/" + name)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    let difference = try Program.run(
      "/usr/bin/diff", ["-r", folder.path + "/a", folder.path + "/b"])
    #expect(difference.status == 0)
  }

  /// Real CloudTrail logs from many sources, if they are beside the repository.
  @Test(.enabled(if: SharedData.has("data/cloudtrail"), "needs ../shared/data/cloudtrail"))
  func realTrailsScanAndReconcile() throws {
    let root = SharedData.root.path + "/data/cloudtrail"
    for set in try FileManager.default.contentsOfDirectory(atPath: root).sorted() {
      let path = folder.path + "/stats.json"
      let outcome = try run(
        "scan", Samples.rule, root + "/" + set, "--format", "count",
        "--stats", path)
      #expect([0, 1].contains(outcome.status), "\(set): \(outcome.status) \(outcome.errors)")
      let stats = try #require(
        try JSONSerialization.jsonObject(with: folder.bytes("stats.json")) as? [String: Any])
      let records = try #require(stats["records"] as? [String: Int])
      #expect(
        records["total"]
          == ["matched", "unmatched", "duplicate", "not_event", "bad"].reduce(0) {
            $0 + (records[$1] ?? 0)
          }, "\(set)")
    }
  }
}
