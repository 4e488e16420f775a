import Foundation
import Testing

/// The tests of a rule guard edits without a screen, and what a rule finds is held against
/// expectations and older texts.
@Suite struct RuleTestsGuardingTests {
  private let judged: JudgedFolder

  init() throws {
    judged = try JudgedFolder()
    #expect(try judged.test("--from", judged.session).status == 0)
  }

  @Test func anEditThatBreaksATestIsRefusedUntilInsistedOn() throws {
    let before = try judged.read("rule.yml")
    let refused = try judged.run("except", judged.rulePath, "--where", "userAgent|startswith=ci-")
    #expect(refused.status == 2)
    #expect(refused.output.isEmpty)
    #expect(
      refused.errors.contains(
        "It breaks the test “benign true positive”: event 1 (b): filter_main_ci excludes it."
      ),
      "\(refused.errors)")
    #expect(refused.errors.contains("--insist writes it anyway"))
    #expect(try judged.read("rule.yml") == before)

    let insisted = try judged.run(
      "except", judged.rulePath, "--where", "userAgent|startswith=ci-", "--insist")
    #expect(insisted.status == 0)
    #expect(try judged.read("rule.yml") != before)
    #expect(try judged.test().status == 2)
    // Taking it back breaks nothing.
    #expect(try judged.run("except", judged.rulePath, "--remove", "filter_main_ci").status == 0)
    #expect(try judged.test().status == 0)
  }

  @Test func takingAnExceptionBackIsGuardedToo() throws {
    let outcome = try judged.run("except", judged.rulePath, "--remove", "filter_ci")
    #expect(outcome.status == 2)
    #expect(
      outcome.errors.contains("It breaks the test “false positive (1 of 2 hits)”: event 1 (c)"))
  }

  @Test func aRegionOfATestIsGuarded() throws {
    #expect(try judged.run("allow", judged.rulePath, "--region", "us-east-1").status == 2)
    #expect(try judged.run("allow", judged.rulePath, "--region", "eu-west-1").status == 0)
  }

  /// The next upstream version knows nothing of the tests: those of the session's rule run on it.
  @Test func ontoRunsTheTestsOnTheOtherRule() throws {
    try judged.write("new.yml", JudgedFolder.rule)
    let same = try judged.run("replay", judged.session, "--onto", judged.folder.path + "/new.yml")
    #expect(same.status == 0, "\(same.errors)")
    #expect(same.errors.contains("3 tests of 1 rule: 3 passed"))
    try judged.write(
      "new.yml", JudgedFolder.rule.replacingOccurrences(of: "type: Root", with: "type: root-user"))
    let other = try judged.run(
      "replay", judged.session, "--onto", judged.folder.path + "/new.yml", "--format", "json")
    #expect(other.status == 2)
    #expect(other.output.contains(#""failed":2"#))
  }

  // MARK: Backtests

  private func expect(_ text: String, _ arguments: String...) throws -> Program.Outcome {
    try judged.write("expect.yml", text)
    return try Program.trailsift(
      [
        "test", judged.rulePath, "--logs", judged.logPath, "--expect",
        judged.folder.path + "/expect.yml",
      ] + arguments, in: judged.folder)
  }

  @Test func hitsAreHeldAgainstExpectations() throws {
    #expect(try expect("exactly: 2\nevents: [a, b]\nnone_in: [eu-west-1]\n").status == 0)
    let failed = try expect(
      "- at_least: 3\n- at_most: 1\n- {rule: Root, events: [c]}\n- none_in: us-east-1\n")
    #expect(failed.status == 2)
    for words in [
      "2 hits instead of at least 3", "2 hits instead of at most 1", "the event c is not a hit",
      "2 hits in us-east-1, where none is expected",
    ] {
      #expect(failed.output.contains(words), "\(words)")
    }
    #expect(try expect("at_last: 3\n").errors.contains("did you mean 'at_least'?"))
    #expect(try expect("at_last: 3\n").status == 64)
    #expect(try expect("- {rule: Other, exactly: 1}\n").status == 64)
  }

  @Test func anOlderTextShowsWhatTheNewOneGainsAndLoses() throws {
    let old = judged.folder.path + "/old.yml"
    try judged.write("old.yml", JudgedFolder.rule)
    try judged.write(
      "rule.yml", JudgedFolder.rule.replacingOccurrences(of: "ci-2", with: "ci-1"))
    let benign = try judged.test("--logs", judged.logPath, "--against", old)
    #expect(benign.status == 0, "\(benign.errors)")
    #expect(benign.output.contains("1 kept, 2 gained, 1 lost"))
    #expect(benign.output.contains("  lost   b"))
    try judged.write(
      "rule.yml", JudgedFolder.rule.replacingOccurrences(of: "ci-2", with: "curl"))
    let lost = try judged.test("--logs", judged.logPath, "--against", old)
    #expect(lost.status == 2)
    #expect(lost.output.contains("TRUE POSITIVE"))
  }

  // MARK: What a rule is worth

  @Test func sessionsByRuleHaveAPrecision() throws {
    let text = try judged.run("sessions", "--by-rule")
    #expect(
      text.output
        == "4 judged: 1 true, 1 benign, 2 false; precision too few  Root  \(JudgedFolder.id)\n")
    let json = try judged.run("sessions", "--by-rule", "--format", "json")
    #expect(json.output.contains(#""false_positive":2"#))
  }

  @Test func hitsAreCountedByDayRegionPrincipalAndRule() throws {
    func count(_ unit: String) throws -> String {
      try judged.run(
        "scan", judged.rulePath, judged.logPath, "--format", "count", "--by", unit, "--quiet"
      ).output
    }
    #expect(try count("day") == "2\t2026-02-25\n")
    #expect(try count("region") == "2\tus-east-1\n")
    #expect(try count("principal") == "2\t-\n")
    #expect(try count("rule") == "2\t\(JudgedFolder.id) Root\n")
  }
}
