import Foundation
import Testing

/// The rules of a file or folder that run, and messages about those that do not.
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
        == "trailsift: \(rules): left out 1 rule for logs other than CloudTrail; --any-record runs them too\n"
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
    #expect(outcome.errors.contains("1 rule that can run"))
    #expect(outcome.errors.contains("1 rule for other logs left out"))
  }

  @Test func placeholdersComeFromAFolder() throws {
    let rule = rules + "/expand.yml"
    try write(
      "rules/expand.yml",
      """
      title: Not at home
      logsource: {product: aws, service: cloudtrail}
      detection:
          selection: {eventSource: '*'}
          home: {awsRegion|expand: '%home%'}
          condition: selection and not home
      """)
    let values = folder.path + "/values"
    try FileManager.default.createDirectory(atPath: values, withIntermediateDirectories: true)
    try write("values/a.yml", "home: eu-central-1\n")
    try write("values/b.yml", "home: [us-east-1]\n")

    let without = try run("scan", rule, Samples.logs, "--format", "count")
    #expect(without.status == 65)
    #expect(without.errors.contains("expand.yml:5:30: error: the placeholder %home%"))
    func count(_ arguments: String...) throws -> Int? {
      Int(
        try Program.trailsift(
          ["scan", rule, Samples.logs, "--format", "count"] + arguments, in: folder
        ).output.dropLast())
    }
    let both = try count("--placeholders", values)
    #expect(try both == count("--define", "home=eu-central-1,us-east-1"))
    #expect(try both != count("--placeholders", values + "/a.yml"))

    try write("values/c.yml", "'%home%': x\n")
    let broken = try run("scan", rule, Samples.logs, "--placeholders", values)
    #expect(broken.status == 65)
    #expect(broken.errors.contains("c.yml:1:1: error:"))
  }
}
