import Foundation
import Testing

/// Hostile text in logs, rules, file names and settings stays text in all commands that print.
@Suite struct HostileOutputTests {
  private let folder: Folder
  private let rule: String
  private let log: String

  init() throws {
    folder = try Folder()
    rule = try Hostile.writeRule(in: folder)
    log = try Hostile.writeLog(in: folder)
  }

  private func run(_ arguments: [String]) throws -> Program.Outcome {
    try Program.trailsift(
      arguments, in: folder, environment: ["XDG_CONFIG_HOME": folder.path + "/config"])
  }

  /// Output for people, and messages.
  private func expectOnlyText(
    _ arguments: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try run(arguments)
    let comment: Comment = "\(arguments)"
    #expect(
      !outcome.errors.isEmpty || !outcome.output.isEmpty, comment, sourceLocation: sourceLocation)
    #expect(
      Hostile.unseen(in: outcome.output, lineEnds: "\r\n") == [], comment,
      sourceLocation: sourceLocation)
    #expect(Hostile.unseen(in: outcome.errors) == [], comment, sourceLocation: sourceLocation)
  }

  @Test func hitsInEveryFormatForPeople() throws {
    for format in ["table", "csv", "lines", "count"] {
      try expectOnlyText(["scan", rule, log, "--format", format])
    }
    #expect(try run(["scan", rule, log]).output.contains("]52;c;ZXZpbA=="))
    try expectOnlyText([rule, log])
    try expectOnlyText(["picture", rule, log, "--format", "text", "--keys", "Tab G"])
  }

  /// Machine output escapes as JSON does; the values are the same.
  @Test func machineOutputStaysJSONWithNothingThatSteers() throws {
    let hits = try run(["scan", rule, log, "--format", "ndjson"])
    let lines = hits.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(Hostile.steering(in: hits.output) == [])
    for (index, line) in lines.enumerated() {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let event = try #require(object?["event"] as? [String: Any])
      if index == 3 {
        #expect(event["eventName"] as? String == "\u{FFFD}")
        continue
      }
      #expect((event["userAgent"] as? String)?.hasPrefix(Hostile.text) == true)
    }
    for arguments in [
      ["check", rule, "--format", "json"],
      ["explain", rule, log, "--event", "x", "--format", "json"],
      ["except", rule, "--list", "--format", "json"],
    ] {
      let outcome = try run(arguments)
      #expect(outcome.output.hasPrefix("{") || outcome.output.hasPrefix("["), "\(arguments)")
      #expect(Hostile.steering(in: outcome.output) == [], "\(arguments)")
    }
    #expect(try run(["scan", rule, log, "--stats", folder.path + "/stats"]).status == 1)
    #expect(
      Hostile.steering(in: String(decoding: try folder.bytes("stats"), as: UTF8.self)) == [])
  }

  @Test func explanationsChecksAndEditsWithoutAScreen() throws {
    for event in ["x", "0" + String(Hostile.text.prefix { $0 != "\0" })] {
      try expectOnlyText(["explain", rule, log, "--event", event])
    }
    try expectOnlyText(["check", rule])
    try expectOnlyText(["except", rule, "--list", "--logs", log])
    try expectOnlyText(["allow", rule, "--region", "ap-east-1", "--logs", log, "--dry-run"])
    let value = String(Hostile.text.prefix { $0 != "\0" })
    for option in ["--reason", "--author"] {
      try expectOnlyText([
        "except", rule, "--where", "userAgent=" + value, option, value, "--dry-run",
      ])
    }
  }

  @Test func settingsAndThemes() throws {
    try Hostile.writeConfiguration(in: folder)
    try expectOnlyText(["keys"])
    for theme in ["0" + Hostile.name, "1" + Hostile.name, Hostile.name] {
      try expectOnlyText(["picture", rule, log, "--format", "text", "--theme", theme])
    }
  }

  @Test func complaintsHoldNoneOfIt() throws {
    let damaged = folder.path + "/log\(Hostile.name).json.gz"
    try Data([0x1F, 0x8B, 0x08, 0x00]).write(to: URL(fileURLWithPath: damaged))
    let broken = folder.path + "/broken\(Hostile.name).yml"
    try String(contentsOfFile: rule, encoding: .utf8)
      .replacingOccurrences(of: "condition: selection", with: "condition: \"\(Hostile.quoted)\"")
      .write(toFile: broken, atomically: false, encoding: .utf8)
    let missing = folder.path + "/" + Hostile.name
    for arguments in [
      ["scan", rule, damaged], ["check", broken], ["scan", broken, log], ["scan", rule, missing],
      ["scan", missing, log], ["check", missing], ["explain", missing, log, "--event", "x"],
      ["explain", rule, log, "--event", Hostile.name], ["replay", missing], ["replay", rule],
      ["replay", "--headless", log], ["report", missing], ["report", rule], ["bundle", missing],
      ["bundle", rule, "-o", missing + "/b"], ["unbundle", missing, missing],
      ["unbundle", log, "u"],
      ["allow", rule, "--region", "x" + Hostile.name, "--dry-run"],
      ["disallow", rule, "--region", "x" + Hostile.name, "--dry-run"],
      ["except", rule, "--where", Hostile.name, "--dry-run"],
      ["except", rule, "--where", Hostile.name + "=" + Hostile.name, "--dry-run"],
      ["check", broken, "--define", "x=" + Hostile.name],
      ["scan", rule, log, "--columns", Hostile.name], ["scan", rule, log, "--since", Hostile.name],
      ["scan", rule, log, "--format", Hostile.name], [Hostile.name], ["scan", "--" + Hostile.name],
      ["scan", rule, log, "--stats", missing + "/s"],
      ["scan", rule, log, "--placeholders", missing], ["--session", missing],
    ] {
      try expectOnlyText(arguments)
    }
  }
}
