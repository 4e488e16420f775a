import Foundation
import Testing

/// `trailsift test --from`: judged hits become tests, which guard the rule.
@Suite struct RuleTestsWritingTests {
  private let folder: Folder
  private let session: String

  private static let id = "9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02"
  private static let rule = """
    title: Root
    id: \(id)
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        userIdentity.type: Root
      filter_ci:
        userAgent: ci-2
      condition: selection and not filter_ci

    """

  private static func event(_ id: String, _ agent: String) -> String {
    """
    {"eventVersion":"1.11","eventID":"\(id)","eventTime":"2026-02-25T10:00:00Z",\
    "eventSource":"sts.amazonaws.com","eventName":"GetSessionToken","awsRegion":"us-east-1",\
    "userIdentity":{"type":"Root","accountId":"210987654321"},"userAgent":"\(agent)",\
    "responseElements":{"credentials":{"sessionToken":"secret-\(id)"}}}

    """
  }

  init() throws {
    folder = try Folder()
    try Self.write(folder.path + "/rule.yml", Self.rule)
    try Self.write(
      folder.path + "/log.json",
      ["a": "curl", "b": "ci-1", "c": "ci-2", "d": "ci-2"].sorted { $0.key < $1.key }
        .map { Self.event($0.key, $0.value) }.joined())
    session = folder.path + "/session.jsonl"
    let header: [String: Any] = [
      "trailsift_session": 1, "tool": "trailsift", "author": "kim",
      "started": "2026-02-26T09:00:00Z",
      "rules": [
        [
          "path": "rule.yml", "absolute_path": folder.path + "/rule.yml", "sha256": "",
          "text": Self.rule,
        ]
      ],
      "logs": [["path": "log.json", "absolute_path": folder.path + "/log.json"]],
      "options": ["any_record": false, "keep_duplicates": false, "placeholders": [:]],
    ]
    let decisions: [(String, [String])] = [
      ("markTruePositive", ["a"]), ("markBenignTruePositive", ["b"]),
      ("markFalsePositive", ["c", "d"]),
    ]
    let entries = decisions.enumerated().map { index, decision -> [String: Any] in
      [
        "seq": index + 1, "t": index, "do": decision.0, "at": "2026-02-26T09:00:0\(index)Z",
        "author": "kim", "hits": decision.1.map { "\(Self.id)/\($0)" },
      ]
    }
    let lines = try ([header] + entries).map {
      String(decoding: try JSONSerialization.data(withJSONObject: $0), as: UTF8.self) + "\n"
    }
    try Self.write(session, lines.joined())
  }

  private static func write(_ path: String, _ text: String) throws {
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func test(_ arguments: String...) throws -> Program.Outcome {
    try Program.trailsift(["test", folder.path + "/rule.yml"] + arguments, in: folder)
  }

  private var names: [String] {
    let tests = folder.path + "/regression_data/rule"
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
    let data = try String(
      decoding: folder.bytes("regression_data/rule/false_positive.jsonl"), as: UTF8.self)
    #expect(data.split(separator: "\n").count == 1)
    #expect(data.contains(#""sessionToken":"(masked)""#))
    #expect(try test().status == 0)

    // A careless exception loses the benign positive.
    let path = folder.path + "/rule.yml"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == Self.rule + "regression_tests_path: regression_data/rule/info.yml\n")
    try Self.write(path, text.replacingOccurrences(of: "userAgent: ci-2", with: "userAgent: ci-*"))
    let broken = try test()
    #expect(broken.status == 2)
    #expect(broken.output.contains("event 1 (b)"))
    #expect(broken.output.contains("filter_ci excludes it"))
  }

  @Test func undoGivesBackTheSameBytes() throws {
    #expect(try test("--from", session).status == 0)
    let outcome = try test("--undo")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try String(decoding: folder.bytes("rule.yml"), as: UTF8.self) == Self.rule)
    #expect(names.isEmpty)
    #expect(try test("--undo").errors.hasPrefix("nothing to undo"))
  }

  @Test func undoLeavesFilesThatChangedSince() throws {
    #expect(try test("--from", session).status == 0)
    try Self.write(folder.path + "/regression_data/rule/info.yml", "mine: 1\n")
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
    let data = try String(
      decoding: folder.bytes("regression_data/rule/true_positive.jsonl"), as: UTF8.self)
    #expect(!data.contains("210987654321"))
    #expect(data.contains(#""accountId":"100000000001""#))
    #expect(try test().status == 0)
  }

  @Test func aPositiveThatTheRuleLosesIsNamed() throws {
    try Self.write(
      folder.path + "/rule.yml",
      Self.rule.replacingOccurrences(of: "userAgent: ci-2", with: "userAgent: ci-*"))
    let outcome = try test("--from", session)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("does not match b (benign true positive)"))
    #expect(names == ["false_positive.jsonl", "info.yml", "true_positive.jsonl"])
  }

  @Test func eventsThatAreNotInTheLogsAreMissed() throws {
    try Self.write(folder.path + "/log.json", Self.event("a", "curl"))
    let outcome = try test("--from", session)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("3 judged events not found in the logs"))
    #expect(names == ["info.yml", "true_positive.jsonl"])
  }
}
