import EventJSON
import Sigma
import SourceYAML

private let rule = """
  title: Root or a stranger
  id: 951f8d29-1234-4234-8234-0673ff105e6f
  logsource: {product: aws, service: cloudtrail}
  detection:
    selection:
      eventName|contains: [Create, 'Del?te*', "\\x41"]
      userIdentity.arn|endswith: ':root'
      sourceIPAddress|cidr: 10.0.0.0/8
    filter_main_ci: &ci
      - userAgent|re|i: '^aws-cli/(\\d+\\.?)+[a-z]{2,9}$'
      - userName|windash|base64offset|contains: ' -enc '
    filter_main_null: {errorCode: [~, null, '', 5, 2.5, true], x|exists: false}
    keywords: ['kali', !!str 7]
    filter_main_again: *ci
    condition: (selection or keywords) and not 1 of filter_main_* or all of them
  """
private let signs = [
  "|", "|all", "|re", "|cidr", "|expand", "|fieldref", "\\", "*", "?", "%x%", "{", "}", "[", "]",
  "(", ")", "&a ", "*a", "!!binary ", "|\n", ">\n", "---\n", "...\n", "- ", ": ", "\t", "#", "'",
  "\"", "null", "~", "<<: ", "\u{FEFF}", "\u{0}", "é", "😀", "action: global\n", "correlation:\n",
  "filter:\n", "  ", "\n", "\r\n", "\u{85}", "? ",
]

/// Text that YAML is read from is valid UTF-8; anything else is repaired before.
private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// YAML with positions. The places of its problems are in the text.
struct YAMLFuzzer: Fuzzer {
  static let name = "yaml"
  static let summary = "YAML with the places of everything in it"

  let samples = [
    Array(rule.utf8), Array("a: [1, {b: 'c'}]\nd: |-\n  e\n   f\n? g\n: h\n".utf8),
  ]
  let pieces = signs

  func run(_ bytes: [UInt8]) throws {
    let text = text(bytes)
    let file = YAMLFile(text: text, path: "f.yml")
    for diagnostic in file.diagnostics {
      _ = diagnostic.rendered(source: text)
      try Violation.check(
        diagnostic.position.map { $0.line >= 1 } ?? true, "no line: \(diagnostic)")
    }
  }
}

/// Whole rules: what loads also matches and explains alike.
struct RuleFuzzer: Fuzzer {
  static let name = "rules"
  static let summary = "Sigma rules; matching and explaining agree"

  let samples = [Array(rule.utf8)]
  let pieces = signs
  private static let event = Array(
    (#"{"eventName":"CreateUser","userIdentity":{"arn":"x:root"},"userAgent":["aws-cli/1.2ab",5],"#
      + #""sourceIPAddress":"10.1.2.3","errorCode":null,"n":1}"#).utf8)

  func run(_ bytes: [UInt8]) throws {
    let text = text(bytes)
    let file = RuleFile(text: text, path: "f.yml")
    for diagnostic in file.diagnostics { _ = diagnostic.rendered(source: text) }
    guard !file.hasErrors, let matcher = try? RuleMatcher(rules: file.rules) else { return }
    let event = PickedEvent(trie: FieldTrie(fields: matcher.fields))
    _ = try Self.event.withUnsafeBytes { try event.read($0) }
    for rule in matcher.rules.indices {
      let matches = matcher.matches(event, rule: rule)
      try Violation.check(
        matcher.explain(event, rule: rule).matched == matches, "explained otherwise: rule \(rule)")
    }
  }
}

/// Conditions of rules.
struct ConditionFuzzer: Fuzzer {
  static let name = "conditions"
  static let summary = "conditions of rules"

  let samples = [
    "(a or _b) and not 1 of f_* or all of them and not (c or not a)", "a", "1 of them",
    "not not (a and (b or (c)))",
  ].map { Array($0.utf8) }
  let pieces = [
    "(", ")", " and ", " or ", "not ", "1 of ", "all of ", "any of ", "them", "*", "|", "\n", "_",
    "a", "b", "f_", "'", "\"", "-", " | count() > 5", "é",
  ]

  func run(_ bytes: [UInt8]) throws {
    // Inside of a rule, as every condition is.
    let condition = text(bytes).unicodeScalars.map { $0 == "'" ? "''" : String($0) }.joined()
    let rule = """
      title: t
      logsource: {product: aws, service: cloudtrail}
      detection:
        a: {eventName: x}
        _b: {eventName: y}
        c: {eventName: z}
        f_1: {eventName: v}
        condition: '\(condition)'
      """
    let file = RuleFile(text: rule, path: "f.yml")
    for diagnostic in file.diagnostics { _ = diagnostic.rendered(source: rule) }
    if !file.hasErrors { _ = try? RuleMatcher(rules: file.rules) }
  }
}
