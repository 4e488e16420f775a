import Sigma
import Testing

@testable import RuleEditing

/// A rule with a detection section and, unless told, an old `modified:`.
func ruleText(_ detection: String, modified: String = "modified: 2025-01-01\n") -> String {
  """
  title: Test rule
  id: 7a1c8f3e-1111-4222-8333-123456789abc
  status: test
  date: 2024-12-31
  \(modified)logsource:
      product: aws
      service: cloudtrail
  detection:
  \(detection)
  level: low

  """
}

let testStamp = EditStamp(date: "2026-03-01", author: "j.doe", reason: "nightly build")

/// Plans an edit, checks that undoing it gives the old bytes, and returns the new text.
@discardableResult
func edited(
  _ text: String, _ edit: RuleEdit, stamp: EditStamp = testStamp, rule: Int = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> String {
  let file = RuleFile(text: text, path: "rule.yml")
  for problem in file.diagnostics where problem.severity == .error {
    Issue.record("\(problem.message)", sourceLocation: sourceLocation)
  }
  let plan = try RuleEditor.plan(edit, stamp: stamp, rule: rule, in: file)
  let undone = try plan.patches.inverted.applied(to: plan.after.text)
  #expect(undone.hasSameBytes(as: text), sourceLocation: sourceLocation)
  return plan.after.text
}

/// The changed lines of an edit, as `-old` and `+new`, without those of `modified:`.
func changes(
  _ text: String, _ edit: RuleEdit, stamp: EditStamp = testStamp, rule: Int = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> [String] {
  let after = try edited(text, edit, stamp: stamp, rule: rule, sourceLocation: sourceLocation)
  return TextDiff(before: text, after: after).lines.compactMap { line in
    if line.text.hasPrefix("modified:") { return nil }
    switch line.kind {
    case .context: return nil
    case .added: return "+" + line.text
    case .removed: return "-" + line.text
    }
  }
}

func refusal(_ text: String, _ edit: RuleEdit, stamp: EditStamp = testStamp) -> EditRefusal? {
  #expect(throws: EditRefusal.self) {
    try RuleEditor.plan(edit, stamp: stamp, rule: 0, in: RuleFile(text: text, path: "rule.yml"))
  }
}
