import Foundation
import Testing

/// The sample correlation over the sample logs: one alert, on the intruder.
@Suite struct CorrelationTests {
  private let folder: Folder
  private static let rule =
    URL(fileURLWithPath: Samples.rule).deletingLastPathComponent()
    .appendingPathComponent("refused-then-persistent.yml").path

  init() throws { folder = try Folder() }

  private func scan(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(["scan", Self.rule, Samples.logs] + arguments, in: folder)
  }

  @Test func ndjsonHasTheAlertAndNothingElse() throws {
    let outcome = try scan("--format", "ndjson")
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("1 alert of 1 correlation over 19 events"))
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 1)
    let object = try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any]
    #expect(object?.keys.sorted() == ["correlation", "rule"])
    let rule = try #require(object?["rule"] as? [String: Any])
    #expect(rule["level"] as? String == "high")
    let alert = try #require(object?["correlation"] as? [String: Any])
    #expect(alert.keys.sorted() == ["events", "group", "time"])
    #expect(
      alert["group"] as? [String: String] == [
        "userIdentity.arn": "arn:aws:iam::111122223333:user/svc-deploy-legacy"
      ])
    #expect(alert["time"] as? String == "2026-02-25T22:45:12Z")
    #expect((alert["events"] as? [String])?.count == 7)
    for jobs in ["1", "3"] {
      #expect(try scan("--format", "ndjson", "--jobs", jobs).output == outcome.output)
    }
  }

  @Test func tableCSVCountAndStats() throws {
    let table = try scan("--quiet").output.split(separator: "\n")
    #expect(table.count == 2 && table[0].hasPrefix("alert ") && table[1].contains("  7  "))
    let csv = try scan("--format", "csv", "--columns", "eventTime,userIdentity.arn").output
      .components(separatedBy: "\r\n")
    #expect(
      csv[0] == "rule,file,eventTime,userIdentity.arn,alert_time,group,event_count,events")
    #expect(
      csv[1].hasPrefix(
        "7c0f3a52-41d6-4d0e-8f5b-2f6f3f0c9a10,,2026-02-25T22:45:12Z,"
          + "arn:aws:iam::111122223333:user/svc-deploy-legacy,2026-02-25T22:45:12Z,"))
    #expect(csv.count == 3)
    let path = folder.path + "/stats.json"
    #expect(try scan("--format", "count", "--stats", path).output == "1\n")
    let stats = try #require(
      try JSONSerialization.jsonObject(with: folder.bytes("stats.json")) as? [String: Any])
    let correlations = try #require(stats["correlations"] as? [String: Any])
    #expect(correlations["alerts"] as? Int == 1 && correlations["events"] as? Int == 19)
    #expect(correlations["complete"] as? Bool == true)
  }

  /// With other rules: their hits first, then the alerts.
  @Test func hitsOfOtherRulesArePrintedToo() throws {
    let rules = URL(fileURLWithPath: Samples.rule).deletingLastPathComponent().path
    let outcome = try Program.trailsift(
      ["scan", rules, Samples.logs, "--format", "ndjson"], in: folder)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 151)
    #expect(lines.dropLast().allSatisfy { $0.contains("\"event\":{") })
    #expect(lines.last?.contains("\"correlation\":{") == true)
  }

  @Test func mistakesEndWithTheirPlace() throws {
    let text = try String(contentsOfFile: Self.rule, encoding: .utf8)
      .replacingOccurrences(of: "- own_credentials", with: "- own_credential")
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/r.yml"))
    let outcome = try Program.trailsift(["check", folder.path + "/r.yml"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("r.yml:18:7: error: no rule has the id or name"))
    #expect(outcome.errors.contains("did you mean 'own_credentials'?"))
  }

  @Test func theWorkbenchOpensAnAlert() throws {
    let terminal = try Terminal(
      in: folder, run: ["trailsift", Self.rule, Samples.logs, "--read-only"])
    try terminal.wait("the alert") { $0.contains("▸ Principal Refused Several Times") }
    try terminal.press("Enter")
    try terminal.wait("its events") { $0.contains("7 events of an alert") }
    try terminal.press("Escape")
    try terminal.wait("the list") { $0.contains(" Enter events") && !$0.contains("of an alert") }
    try terminal.press("b")
    try terminal.wait("the verdict") { $0.contains("1 benign") }
    try terminal.press("q")
    try terminal.wait(for: "ended with status 0")
  }
}
