import Foundation
import Testing

/// Which rules of a file or folder run, and what is said of those that do not.
@Suite struct RuleLoadingTests {
  private let folder: Folder
  private let rules: String

  init() throws {
    folder = try Folder()
    rules = folder.path + "/rules"
    try FileManager.default.createDirectory(atPath: rules, withIntermediateDirectories: true)
    _ = try folder.copy(of: Samples.rule, as: "rules/aws.yml")
    try write(
      "rules/windows.yml",
      """
      title: Log cleared
      id: 0b3c7bd5-5c1e-4a08-9e0c-1f2d3a4b5c6d
      logsource: {product: windows, service: security}
      detection:
          selection: {eventSource: '*'}
          condition: selection
      level: high
      """)
  }

  private func write(_ name: String, _ text: String) throws {
    try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
  }

  private func run(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(arguments, in: folder)
  }

  @Test func ofAFolderTheRulesForOtherLogsAreCounted() throws {
    let outcome = try run("scan", rules, Samples.logs, "--format", "count", "--quiet")
    #expect(outcome.status == 0)
    #expect(outcome.output == "150\n")
    #expect(
      outcome.errors
        == "trailsift: \(rules): left out 1 rule for other logs than CloudTrail's; --any-record runs them too\n"
    )
    let all = try run("scan", rules, Samples.logs, "--format", "count", "--quiet", "--any-record")
    #expect(all.status == 0)
    #expect(try #require(Int(all.output.dropLast())) > 150)
    #expect(all.errors.isEmpty)
  }

  @Test func aRuleForOtherLogsThatIsNamedIsNotRunInSilence() throws {
    let rule = rules + "/windows.yml"
    let outcome = try run("scan", rule, Samples.logs, "--format", "count")
    #expect(outcome.status == 65)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("windows.yml:3:1: note: the rule “Log cleared”"))
    #expect(outcome.errors.contains("--any-record"))
    #expect(try run("scan", rule, Samples.logs, "--format", "count", "--any-record").status == 0)
  }

  @Test func checkNotesEachRuleForOtherLogs() throws {
    let outcome = try run("check", rules)
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("windows.yml:3:1: note:"))
    #expect(outcome.errors.contains("1 rule that can be run"))
    #expect(outcome.errors.contains("1 rule for other logs left out"))
  }
}
