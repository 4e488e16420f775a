import Basics
import Sigma
import SourceYAML

/// The tests of one rule, and where they are listed.
///
/// ```
/// regression_tests_path: regression_data/…/info.yml    SigmaHQ's convention
/// unusual-region_tests.json beside unusual-region.yml  TrailAlerts' form
/// ```
///
/// A rule may have both.
public struct RuleTestSuite: Sendable {
  /// The value of the rule's `regression_tests_path`.
  public let path: String?
  /// The file that it leads to.
  public let information: TestInformation?
  public private(set) var tests: [RuleTest] = []
  /// Problems of the lists of tests. With an error, tests are missing.
  public private(set) var diagnostics: [Diagnostic] = []

  /// The rule's key that names the list of its tests.
  public static let key = "regression_tests_path"

  /// Finds and reads the lists of a rule's tests. Never fails: problems are in `diagnostics`.
  public init(of rule: Rule, in file: RuleFile) {
    let root =
      file.documents.indices.contains(rule.documentIndex)
      ? file.documents[rule.documentIndex].root : nil
    let entry = root?.entry(Self.key)
    path = entry?.value.scalar?.text
    var problems: [Diagnostic] = []
    information = entry.flatMap { Self.information($0, in: file, &problems) }
    diagnostics = problems
    if let information { add(information, rule) }
    addTrailAlertsTests(of: rule, in: file)
  }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  // MARK: SigmaHQ's convention

  private static func information(
    _ entry: (key: YAMLNode, value: YAMLNode), in file: RuleFile, _ problems: inout [Diagnostic]
  ) -> TestInformation? {
    func error(_ message: String, _ advice: String? = nil) {
      problems.append(
        Diagnostic(
          severity: .error, category: .invalid, file: file.path, position: entry.value.start,
          length: entry.value.shownLength, message: message, advice: advice))
    }
    guard let path = entry.value.scalar?.text, !path.isEmpty else {
      error("\(key) must be the path of an info.yml, not \(entry.value.kindName)")
      return nil
    }
    guard let found = TestPath.find(path, from: file.path) else {
      error(
        "the list of the rule's tests does not exist: \(path)",
        "looked for it in the rule's folder and all folders above")
      return nil
    }
    switch TestFile.text(found, atMost: TestInformation.maximumBytes) {
    case .success(let text): return TestInformation(text: text, path: found)
    case .failure(let reason):
      error("\(found) cannot be read: \(reason)")
      return nil
    }
  }

  private mutating func add(_ information: TestInformation, _ rule: Rule) {
    diagnostics += information.diagnostics
    guard
      !information.diagnostics.contains(where: { $0.severity == .error })
        || !information.rules.isEmpty
    else { return }
    checkRule(rule, information)
    if information.entries.isEmpty, !hasErrors {
      diagnostics.append(
        Diagnostic(
          severity: .warning, category: .suspicious, file: information.path, position: nil,
          message: "the file lists no tests", advice: "they belong under regression_tests_info"))
    }
    for entry in information.entries {
      tests.append(
        RuleTest(
          name: entry.name, type: entry.type, provider: entry.provider,
          expectation: entry.expectation, path: entry.path,
          events: Self.events(entry, rule, information), source: information.path,
          position: entry.position))
    }
  }

  private static func events(
    _ entry: TestInformation.Entry, _ rule: Rule, _ information: TestInformation
  ) -> RuleTest.Events {
    guard entry.type.lowercased() == "json" else { return .otherType }
    // SigmaHQ looks from the rule's folder upward. Files beside the list are found as well.
    let beside = TestPath.join(TestPath.folder(of: information.path), "info.yml")
    guard
      let found = TestPath.find(entry.path, from: rule.path)
        ?? TestPath.find(entry.path, from: beside)
    else { return .missing("\(entry.path) does not exist") }
    return .file(found)
  }

  /// As SigmaHQ's runner, which refuses a list of tests that is for another rule.
  private mutating func checkRule(_ rule: Rule, _ information: TestInformation) {
    let ids = information.rules.compactMap(\.id)
    let isForRule =
      rule.id.map(ids.contains)
      ?? information.rules.contains { $0.id == nil && $0.title == rule.title }
    if isForRule || (ids.isEmpty && hasErrors) { return }
    diagnostics.append(
      Diagnostic(
        severity: .error, category: .invalid, file: information.path, position: nil,
        message:
          "the tests are for the rule \(ids.isEmpty ? "without an id" : ids.joined(separator: ", ")), "
          + "not for \(rule.id ?? "“\(rule.title)”, which has no id") in \(rule.path)",
        advice: "id under rule_metadata must be the rule's"))
  }

  // MARK: TrailAlerts' form

  private mutating func addTrailAlertsTests(of rule: Rule, in file: RuleFile) {
    guard let stem = file.path.without(suffix: ".yml") ?? file.path.without(suffix: ".yaml")
    else { return }
    let path = String(stem) + "_tests.json"
    guard TestFile.exists(path) else { return }
    // Such a file does not say which rule it is for.
    guard file.rules.count == 1 else {
      diagnostics.append(
        Diagnostic(
          severity: .warning, category: .suspicious, file: path, position: nil,
          message: "the file is not used: \(file.path) has \(file.rules.count) rules, "
            + "and it does not say which one it tests",
          advice: "put the rule into a file of its own"))
      return
    }
    for (key, name, expectation) in Self.trailAlertsLists {
      tests.append(
        RuleTest(
          name: name, type: "json", provider: nil, expectation: expectation, path: path,
          events: .list(path, key: key), source: path, position: nil))
    }
  }

  private static let trailAlertsLists: [(String, String, RuleTest.Expectation)] = [
    ("should_match", "should match", .all), ("should_not_match", "should not match", .none),
  ]
}
