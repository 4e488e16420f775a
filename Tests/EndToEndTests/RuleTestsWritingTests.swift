import Foundation
import Testing

/// `trailsift test --from`: judged hits become tests, which guard the rule.
@Suite struct RuleTestsWritingTests {
  private let judged: JudgedFolder
  private var session: String { judged.session }

  init() throws { judged = try JudgedFolder() }

  private func test(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(["test", judged.rulePath] + arguments, in: judged.folder)
  }

  private var names: [String] {
    let tests = judged.folder.path + "/regression_data/rule"
    return ((try? FileManager.default.contentsOfDirectory(atPath: tests)) ?? []).sorted()
  }

  @Test func judgedHitsBecomeTestsThatGuardTheRule() throws {
    let written = try test("--from", session)
    #expect(written.status == 0, "\(written.errors)")
    #expect(
      names == [
        "benign_true_positive.jsonl", "false_positive.jsonl", "info.yml", "true_positive.jsonl",
      ])
    // One of two hits that are alike, and no secret.
    let data = try judged.read("regression_data/rule/false_positive.jsonl")
    #expect(data.split(separator: "\n").count == 1)
    #expect(data.contains(#""sessionToken":"(masked)""#))
    #expect(try test().status == 0)

    // A careless exception loses the benign positive.
    let text = try judged.read("rule.yml")
    #expect(text == JudgedFolder.rule + "regression_tests_path: regression_data/rule/info.yml\n")
    try judged.write(
      "rule.yml", text.replacingOccurrences(of: "userAgent: ci-2", with: "userAgent: ci-*"))
    let broken = try test()
    #expect(broken.status == 2)
    #expect(broken.output.contains("event 1 (b)"))
    #expect(broken.output.contains("filter_ci excludes it"))
  }

  @Test func undoGivesBackTheSameBytes() throws {
    #expect(try test("--from", session).status == 0)
    let outcome = try test("--undo")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try judged.read("rule.yml") == JudgedFolder.rule)
    #expect(names.isEmpty)
    #expect(try test("--undo").errors.hasPrefix("nothing to undo"))
  }

  @Test func undoLeavesFilesThatChangedSince() throws {
    #expect(try test("--from", session).status == 0)
    try judged.write("regression_data/rule/info.yml", "mine: 1\n")
    #expect(try test("--undo").status == 74)
    #expect(names.count == 4)
  }

  @Test func aDryRunWritesNothing() throws {
    let outcome = try test("--from", session, "--dry-run")
    #expect(outcome.output.contains("+regression_tests_path:"))
    #expect(names.isEmpty)
  }

  @Test func anonymizeReplacesTheAccount() throws {
    #expect(try test("--from", session, "--anonymize").status == 0)
    let data = try judged.read("regression_data/rule/true_positive.jsonl")
    #expect(!data.contains("210987654321"))
    #expect(data.contains(#""accountId":"100000000001""#))
    #expect(try test().status == 0)
  }

  @Test func aPositiveThatTheRuleLosesIsNamed() throws {
    try judged.write(
      "rule.yml",
      JudgedFolder.rule.replacingOccurrences(of: "userAgent: ci-2", with: "userAgent: ci-*"))
    let outcome = try test("--from", session)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("does not match b (benign true positive)"))
    #expect(names == ["false_positive.jsonl", "info.yml", "true_positive.jsonl"])
  }

  @Test func eventsThatAreNotInTheLogsAreMissed() throws {
    try judged.write("log.json", JudgedFolder.event("a", "curl"))
    let outcome = try test("--from", session)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("3 judged events not found in the logs"))
    #expect(names == ["info.yml", "true_positive.jsonl"])
  }
}
