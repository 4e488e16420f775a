import Basics
import SourceYAML

/// The content of an `info.yml`: SigmaHQ's list of the tests of a rule.
///
///     id: 0a48e2ca-f8b5-4b43-8b2f-c66115afe92c
///     description: N/A
///     date: 2026-11-28
///     author: kim
///     rule_metadata:
///       - id: 540703fb-a874-4385-a9d6-7cd1bfab268c
///         title: AWS Activity in a Region the Account Does Not Use
///     regression_tests_info:
///       - name: 'true positive: stolen key'
///         type: json
///         provider: aws.cloudtrail
///         match_count: 3
///         path: regression_data/rules/cloud/unusual_region/match.jsonl
public struct TestInformation: Sendable {
  public struct RuleReference: Sendable, Hashable {
    public let id: String?
    public let title: String?
  }

  /// An entry of `regression_tests_info`.
  public struct Entry: Sendable {
    public let name: String
    public let type: String
    public let provider: String?
    public let expectation: RuleTest.Expectation
    public let path: String
    public let position: SourcePosition
  }

  /// As given.
  public let path: String
  public let text: String
  public let rules: [RuleReference]
  public let entries: [Entry]
  /// Problems of the file. An entry with an error is not among `entries`.
  public let diagnostics: [Diagnostic]

  /// The maximum size in bytes: a list with thousands of tests is smaller.
  static let maximumBytes = 4 << 20
  private static let maximumEntries = 10_000

  public init(text: String, path: String) {
    let file = YAMLFile(text: text, path: path)
    var log = DiagnosticLog(file: path)
    for diagnostic in file.diagnostics { log.add(diagnostic) }
    var rules: [RuleReference] = []
    var entries: [Entry] = []
    if log.errorCount == 0 {
      if let root = file.root, root.mapping != nil {
        rules = Self.rules(root, &log)
        entries = Self.entries(root, &log)
      } else {
        log.error(
          .invalid, "the list of a rule's tests must be a map", at: file.root?.start,
          help: "it has rule_metadata and regression_tests_info")
      }
    }
    log.finish()
    self.path = path
    self.text = text
    (self.rules, self.entries, diagnostics) = (rules, entries, log.diagnostics)
  }

  private static func rules(_ root: YAMLNode, _ log: inout DiagnosticLog) -> [RuleReference] {
    guard let node = root["rule_metadata"], let elements = node.sequence else {
      log.error(
        .invalid, "rule_metadata is missing", at: root["rule_metadata"]?.start ?? root.start,
        help: "it lists the rules that are tested: - id: …")
      return []
    }
    return elements.map { element in
      RuleReference(id: element["id"]?.scalar?.text, title: element["title"]?.scalar?.text)
    }
  }

  private static func entries(_ root: YAMLNode, _ log: inout DiagnosticLog) -> [Entry] {
    guard let node = root["regression_tests_info"], !node.isEmptyValue else { return [] }
    guard let elements = node.sequence else {
      log.error(.invalid, "regression_tests_info must be a list, not \(node.kindName)", at: node)
      return []
    }
    if elements.count > maximumEntries {
      log.error(
        .unsupported, "more than \(maximumEntries) tests in one file", at: node.start)
    }
    return elements.prefix(maximumEntries).compactMap { entry($0, &log) }
  }

  private static func entry(_ node: YAMLNode, _ log: inout DiagnosticLog) -> Entry? {
    guard node.mapping != nil else {
      log.error(.invalid, "a test must be a map, not \(node.kindName)", at: node)
      return nil
    }
    guard let path = node["path"]?.scalar?.text, !path.isEmpty else {
      log.error(
        .invalid, "the test has no path", at: node["path"]?.start ?? node.start,
        help: "path: names the file with its events")
      return nil
    }
    guard let expectation = expectation(node["match_count"], &log) else { return nil }
    return Entry(
      name: node["name"]?.scalar?.text ?? "Unnamed Test",
      type: node["type"]?.scalar?.text ?? "unknown", provider: node["provider"]?.scalar?.text,
      expectation: expectation, path: path, position: node.start)
  }

  /// As SigmaHQ's runner counts: without `match_count` one match is enough.
  private static func expectation(
    _ node: YAMLNode?, _ log: inout DiagnosticLog
  ) -> RuleTest.Expectation? {
    guard let node, !node.isEmptyValue else { return .some }
    guard case .int(let count)? = node.scalar?.resolved, let count = Int(exactly: count), count >= 0
    else {
      log.error(
        .invalid,
        "match_count must be a number of events, not \(node.scalar?.text ?? node.kindName)",
        at: node, help: "0 if no event must match")
      return nil
    }
    return count == 0 ? RuleTest.Expectation.none : .atLeast(count)
  }
}

extension YAMLNode {
  fileprivate var isEmptyValue: Bool { scalar?.isNull == true }
}
