import Foundation
import RuleTests
import Sigma
import SourceYAML
import TestSupport
import Testing

/// From judged events to the files of tests.
@Suite struct TestDraftTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    for name in ["rules/cloud", "regression_data"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
  }

  private static let rule = RuleRepository.rule.replacing(
    "regression_tests_path: regression_data/root/info.yml\n", with: "")

  private func judged(
    _ id: String, _ verdict: String = "true_positive", reason: String = "", agent: String = "curl"
  ) -> JudgedEvent {
    JudgedEvent(
      eventID: id, record: Array(RuleRepository.event(id, agent: agent).utf8),
      mustMatch: verdict != "false_positive", verdict: verdict, reason: reason)
  }

  private func file(_ text: String = rule) throws -> RuleFile {
    try RuleFile.load(path: folder.write(text, to: "rules/cloud/root.yml"))
  }

  private func draft(_ events: [JudgedEvent], in file: RuleFile, limit: Int = 20) throws
    -> TestDraft
  {
    var options = TestDraft.Options(date: "2026-12-01", author: "kim")
    options.limit = limit
    return try TestDraft(
      events, of: file.rules[0], in: file, matcher: RuleMatcher(rules: file.rules),
      options: options, isSecret: { _, _ in false })
  }

  private func save(_ plan: TestFilePlan) throws {
    for change in plan.changes {
      let parent = URL(fileURLWithPath: change.path).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      try (change.after ?? "").write(toFile: change.path, atomically: true, encoding: .utf8)
    }
  }

  private func run() throws -> TestedRule {
    let file = try RuleFile.load(path: folder.path("rules/cloud/root.yml"))
    return RuleTestRun(matcher: try RuleMatcher(rules: file.rules)).run([(0, file)])[0]
  }

  @Test func theFilesAreWhereSigmaHQHasThemAndPass() throws {
    let draft = try draft(
      [
        judged("a", reason: "stolen: key"), judged("b", "benign_true_positive"),
        judged("c", "false_positive", reason: "ci", agent: "Jenkins/2"),
      ], in: file())
    let plan = try #require(draft.plan)
    #expect(
      plan.changes.map { String($0.path.dropFirst(folder.url.path.count + 1)) } == [
        "regression_data/rules/cloud/root/true_positive.jsonl",
        "regression_data/rules/cloud/root/benign_true_positive.jsonl",
        "regression_data/rules/cloud/root/false_positive.jsonl",
        "regression_data/rules/cloud/root/info.yml", "rules/cloud/root.yml",
      ])
    try save(plan)
    let tested = try run()
    #expect(tested.suite.diagnostics.isEmpty)
    #expect(tested.suite.path == "regression_data/rules/cloud/root/info.yml")
    #expect(
      tested.results.map(\.test.name) == [
        "true positive: stolen: key", "benign true positive", "false positive: ci",
      ])
    #expect(tested.results.map(\.test.expectation) == [.atLeast(1), .atLeast(1), .none])
    #expect(tested.results.map(\.outcome) == [.passed, .passed, .passed])
  }

  @Test func eventsThatAreAlikeAreOneExample() throws {
    let draft = try draft((0..<5).map { judged("a\($0)") }, in: file())
    let entry = try #require(draft.selection.entries.first)
    #expect((entry.events.count, entry.judged) == (1, 5))
    #expect(draft.plan?.changes[1].after?.contains("'true positive (1 of 5 hits)'") == true)
  }

  @Test func verdictsThatTheRuleDoesNotSupportAreLeftOut() throws {
    let draft = try draft(
      [judged("lost", agent: "Jenkins/1"), judged("open", "false_positive")], in: file())
    #expect(draft.plan == nil)
    #expect(draft.selection.lost.map(\.eventID) == ["lost"])
    #expect(draft.selection.uncovered.map(\.eventID) == ["open"])
  }

  @Test func moreJudgedHitsAreAddedToTheList() throws {
    try save(try #require(try draft([judged("a"), judged("a2")], in: file()).plan))
    let file = try RuleFile.load(path: folder.path("rules/cloud/root.yml"))
    // The first two are in the tests, one of them as its example.
    #expect(try draft([judged("a"), judged("a2")], in: file).plan == nil)
    let plan = try #require(
      try draft([judged("a"), judged("n", reason: "new")], in: file).plan)
    #expect(plan.changes.count == 2)
    try save(plan)
    let tested = try run()
    #expect(
      tested.results.map(\.test.name) == ["true positive (1 of 2 hits)", "true positive: new"])
    #expect(tested.results.map(\.outcome) == [.passed, .passed])
    #expect(plan.changes[1].after?.hasPrefix(plan.changes[1].before ?? "-") == true)
  }

  @Test func aRuleWithoutAnIDIsRefusedWithOneToAdd() throws {
    let text = Self.rule.replacing("id: \(RuleRepository.id)\n", with: "")
    #expect(throws: TestsPathEdit.Refusal.self) { try draft([judged("a")], in: file(text)) }
  }

  @Test func onlySoManyEventsAreInATest() throws {
    let events = (0..<5).map { index in
      JudgedEvent(
        eventID: "\(index)",
        record: Array(
          RuleRepository.event("\(index)").replacing("us-east-1", with: "us-east-\(index)").utf8),
        mustMatch: true, verdict: "true_positive", reason: "")
    }
    let draft = try draft(events, in: file(), limit: 3)
    #expect(draft.selection.entries.map(\.events.count) == [3])
    #expect(draft.selection.beyondLimit == 2)
  }
}

/// Adding `regression_tests_path` changes nothing else.
@Suite struct TestsPathEditTests {
  private static let key = "regression_tests_path: a/info.yml"

  @Test(arguments: [
    ("level: high\n", "level: high\n\(key)\n"),
    ("level: high", "level: high\n\(key)"),
    ("level: high\r\n", "level: high\r\n\(key)\r\n"),
    ("level: high # why\n\n# the end\n", "level: high # why\n\(key)\n\n# the end\n"),
    ("fields:\n- a\n- b\n", "fields:\n- a\n- b\n\(key)\n"),
    ("description: |\n  a\n  b\n", "description: |\n  a\n  b\n\(key)\n"),
    ("level: high\n---\ntitle: notes\n", "level: high\n\(key)\n---\ntitle: notes\n"),
  ])
  func itIsTheLastKey(_ end: String, _ wanted: String) throws {
    let newline = end.contains("\r\n") ? "\r\n" : "\n"
    let head = "title: t\nlogsource: {product: aws}\ndetection:\n  s: {a: 1}\n  condition: s\n"
      .replacing("\n", with: newline)
    let notes =
      end.contains("---") ? "logsource: {product: aws}\ndetection: {s: {a: 1}, condition: s}\n" : ""
    let file = RuleFile(text: head + end + notes, path: "t.yml")
    let rule = try #require(file.rules.first, "\(file.diagnostics)")
    let text = try TestsPathEdit.adding("a/info.yml", to: rule, in: file)
    #expect(text == head + wanted + notes)
  }

  @Test func inJSONItIsAMember() throws {
    let text =
      #"{"title":"t","logsource":{"product":"aws"},"detection":{"s":{"a":1},"condition":"s"}}"#
    let file = RuleFile(text: text, path: "t.yml")
    #expect(
      try TestsPathEdit.adding("a/info.yml", to: file.rules[0], in: file)
        == text.dropLast() + #","regression_tests_path":"a/info.yml"}"#)
  }
}
