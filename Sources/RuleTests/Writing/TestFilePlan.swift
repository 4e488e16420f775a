import Basics
import Foundation
import Sigma
import SourceYAML

/// The files that make tests of a rule, planned but not written.
///
/// ```
/// regression_data/rules/unusual-region/true_positive.jsonl    new
/// regression_data/rules/unusual-region/info.yml               new, or with more entries
/// rules/unusual-region.yml                                    with regression_tests_path
/// ```
///
/// As in SigmaHQ's repository, the folder below `regression_data` is the rule's path.
public struct TestFilePlan: Sendable {
  /// A file as it is, and as it becomes; nil where there is none.
  public struct Change: Sendable, Hashable, Codable {
    public let path: String
    public let before: String?
    public let after: String?

    public init(path: String, before: String?, after: String?) {
      (self.path, self.before, self.after) = (path, before, after)
    }

    public var inverted: Change { Change(path: path, before: after, after: before) }
  }

  /// In the order of writing: the rule last, so that its path never leads nowhere.
  public private(set) var changes: [Change] = []

  /// - Parameters:
  ///   - entries: the tests, with the events to write.
  ///   - date: `YYYY-MM-DD`
  public init(
    _ entries: [(entry: TestSelection.Entry, records: [[UInt8]])], of rule: Rule,
    in file: RuleFile, suite: RuleTestSuite, date: String, author: String
  ) throws(TestsPathEdit.Refusal) {
    guard let id = rule.id else {
      throw TestsPathEdit.Refusal(
        description: "the rule has no id, by which tests name their rule; give it one: "
          + "id: \(Self.uuid(of: file.text))")
    }
    let place = try Self.place(of: rule, in: file, suite)
    var new: [TestInformation.NewEntry] = []
    var names: Set<String> = []
    for (entry, records) in entries {
      let name = Self.freeName(entry.verdict, in: place.folder, &names)
      // Line ends in JSON are between tokens.
      let lines = records.map { record in
        String(decoding: record.filter { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self) + "\n"
      }
      changes.append(
        Change(path: TestPath.join(place.folder, name), before: nil, after: lines.joined()))
      let count =
        entry.judged > records.count ? " (\(records.count) of \(entry.judged.grouped) hits)" : ""
      new.append(
        TestInformation.NewEntry(
          name: entry.name + count, matchCount: entry.mustMatch ? records.count : 0,
          path: TestPath.join(place.written, name)))
    }
    if let information = suite.information {
      changes.append(
        Change(
          path: information.path, before: information.text, after: try information.adding(new)))
    } else {
      changes.append(
        Change(
          path: TestPath.join(place.folder, "info.yml"), before: nil,
          after: TestInformation.text(
            id: Self.uuid(of: id), date: date, author: author, rule: (id, rule.title),
            entries: new)))
    }
    guard suite.path == nil else { return }
    let text = try TestsPathEdit.adding(
      TestPath.join(place.written, "info.yml"), to: rule, in: file)
    changes.append(Change(path: file.path, before: file.text, after: text))
  }

  /// The folder of the tests, and how rules and lists write it.
  private static func place(
    of rule: Rule, in file: RuleFile, _ suite: RuleTestSuite
  ) throws(TestsPathEdit.Refusal) -> (folder: String, written: String) {
    if let path = suite.path {
      guard let information = suite.information else {
        throw TestsPathEdit.Refusal(
          description: "the list of the rule's tests can't be read: \(path); mend or remove "
            + "\(RuleTestSuite.key)")
      }
      guard information.diagnostics.allSatisfy({ $0.severity != .error }) else {
        throw TestsPathEdit.Refusal(
          description: "the list of the rule's tests has errors: \(information.path)")
      }
      return (
        TestPath.folder(of: information.path),
        TestPath.folder(of: path.replacing(text: "\\", by: "/"))
      )
    }
    let root = root(above: file.path)
    var stem = relative(file.path, to: root)
    stem = (stem.without(suffix: ".yml") ?? stem.without(suffix: ".yaml")).map(String.init) ?? stem
    if file.rules.count > 1, let id = rule.id { stem += "_" + slug(id) }
    let written = RuleDiscovery.testFolder + "/" + stem
    return (TestPath.join(root, written), written)
  }

  /// The nearest folder above a rule that has `regression_data`, or is a git repository; else the
  /// rule's own folder.
  private static func root(above rulePath: String) -> String {
    var folder: String? = TestPath.folder(of: rulePath)
    while let candidate = folder {
      for name in [RuleDiscovery.testFolder, ".git"]
      where FileManager.default.fileExists(atPath: TestPath.join(candidate, name)) {
        return candidate
      }
      folder = TestPath.parent(of: candidate)
    }
    return TestPath.folder(of: rulePath)
  }

  private static func relative(_ path: String, to root: String) -> String {
    func absolute(_ path: String) -> String {
      URL(fileURLWithPath: path.isEmpty ? "." : path).standardizedFileURL.path
    }
    let whole = absolute(path)
    let base = absolute(root)
    return whole.without(prefix: base == "/" ? "/" : base + "/").map(String.init)
      ?? String(path.lastPathPart)
  }

  private static func freeName(_ stem: String, in folder: String, _ taken: inout Set<String>)
    -> String
  {
    var name = stem + ".jsonl"
    var number = 2
    while taken.contains(name)
      || FileManager.default.fileExists(atPath: TestPath.join(folder, name))
    {
      name = "\(stem)_\(number).jsonl"
      number += 1
    }
    taken.insert(name)
    return name
  }

  private static func slug(_ text: String) -> String {
    String(
      text.unicodeScalars.map {
        $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil) || $0 == "-"
          ? Character($0) : "_"
      })
  }

  /// A UUID made from a text (version 8 of RFC 9562), so that the same tests get the same.
  static func uuid(of text: String) -> String {
    var digits = Array(SHA256.hex(of: "trailsift rule tests \(text)".utf8).prefix(32))
    digits[12] = "8"
    digits[16] = "a"
    let parts = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    return parts.joined(separator: "-")
  }
}
