import Foundation
import RuleTests
import Sigma
import TestSupport

/// A repository of rules in a scratch folder: `rules/cloud/root.yml` and its tests.
struct RuleRepository {
  static let id = "9a0c7a34-0d0f-4b53-8f2e-5c4b1d7e9f02"

  static let rule = """
    title: Root signs in
    id: \(id)
    logsource: {product: aws, service: cloudtrail}
    detection:
      selection:
        userIdentity.type: Root
      filter_main_ci:
        userAgent|startswith: Jenkins/
      condition: selection and not 1 of filter_main_*
    regression_tests_path: regression_data/root/info.yml

    """

  let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
    for name in ["rules/cloud", "regression_data/root"] {
      try FileManager.default.createDirectory(
        atPath: folder.path(name), withIntermediateDirectories: true)
    }
    try write(Self.rule, to: "rules/cloud/root.yml")
  }

  func write(_ text: String, to name: String) throws { try folder.write(text, to: name) }

  /// Writes an `info.yml` with these entries, each with its lines.
  func list(_ entries: [[String]], rule: String = id) throws {
    var text = """
      id: 0a48e2ca-f8b5-4b43-8b2f-c66115afe92c
      description: N/A
      date: 2026-11-28
      author: kim
      rule_metadata:
        - id: \(rule)
          title: Root signs in
      regression_tests_info:

      """
    for entry in entries {
      for (index, line) in entry.enumerated() {
        text += (index == 0 ? "  - " : "    ") + line + "\n"
      }
    }
    try write(text, to: "regression_data/root/info.yml")
  }

  static func event(_ id: String, type: String = "Root", agent: String = "curl") -> String {
    """
    {"eventVersion":"1.11","eventID":"\(id)","eventTime":"2026-02-25T10:00:00Z",\
    "eventSource":"signin.amazonaws.com","eventName":"ConsoleLogin","awsRegion":"us-east-1",\
    "userIdentity":{"type":"\(type)","arn":"arn:aws:iam::111122223333:root"},"userAgent":"\(agent)"}

    """
  }

  /// The rule with its tests, which have run.
  func run(rule name: String = "rules/cloud/root.yml") throws -> TestedRule {
    let file = try RuleFile.load(path: folder.path(name))
    let matcher = try RuleMatcher(rules: file.rules)
    return RuleTestRun(matcher: matcher).run([(rule: 0, file: file)])[0]
  }
}
