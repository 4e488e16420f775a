import EventJSON

@testable import Sigma

/// Reads a JSON object and matches it.
func isMatch(
  _ matcher: RuleMatcher, _ json: String, rule: Int = 0
) throws -> Bool {
  try withEvent(matcher, json) { matcher.matches($0, rule: rule) }
}

func withEvent<R>(
  _ matcher: RuleMatcher, _ json: String, _ body: (PickedEvent) -> R
) throws -> R {
  let event = PickedEvent(trie: FieldTrie(fields: matcher.fields))
  return try Array(json.utf8).withUnsafeBytes { bytes in
    _ = try event.read(bytes)
    return body(event)
  }
}

/// A matcher for a rule with this detection, indented by two spaces.
func matcher(detection: String, placeholders: Placeholders = Placeholders()) throws -> RuleMatcher {
  let file = ruleFile(detection: detection)
  guard !file.hasErrors else { throw RuleCompilationError(diagnostics: file.diagnostics) }
  return try RuleMatcher(rules: file.rules, placeholders: placeholders)
}

func ruleFile(detection: String) -> RuleFile {
  RuleFile(
    text: """
      title: t
      logsource:
        product: aws
      detection:
      \(detection)

      """, path: "t.yml")
}
