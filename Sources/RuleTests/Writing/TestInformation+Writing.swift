import Basics
import SourceYAML

/// Writing an `info.yml` as SigmaHQ does: four blanks a level, `N/A` without a description.
extension TestInformation {
  /// An entry to write.
  public struct NewEntry: Sendable, Hashable {
    public let name: String
    public let matchCount: Int
    public let path: String

    public init(name: String, matchCount: Int, path: String) {
      (self.name, self.matchCount, self.path) = (name, matchCount, path)
    }
  }

  static let provider = "aws.cloudtrail"

  /// A new file.
  static func text(
    id: String, date: String, author: String, rule: (id: String, title: String),
    entries: [NewEntry]
  ) -> String {
    func scalar(_ text: String) -> String { YAMLText.scalar(text, preferring: .plain) }
    var lines = [
      "id: \(id)", "description: N/A", "date: \(date)", "author: \(scalar(author))",
      "rule_metadata:", "    - id: \(scalar(rule.id))", "      title: \(scalar(rule.title))",
      "regression_tests_info:",
    ]
    for entry in entries { lines += Self.lines(of: entry, indent: "    ") }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func lines(of entry: NewEntry, indent: String) -> [String] {
    [
      "\(indent)- name: \(YAMLText.scalar(entry.name, preferring: .single))",
      "\(indent)  type: json", "\(indent)  provider: \(provider)",
      "\(indent)  match_count: \(entry.matchCount)",
      "\(indent)  path: \(YAMLText.scalar(entry.path, preferring: .plain))",
    ]
  }

  /// The file's text with more entries, and nothing else changed.
  func adding(_ new: [NewEntry]) throws(TestsPathEdit.Refusal) -> String {
    func refusal(_ reason: String) -> TestsPathEdit.Refusal {
      TestsPathEdit.Refusal(description: "\(path): \(reason); add the tests by hand")
    }
    guard let root = YAMLFile(text: text, path: path).root, let last = root.mapping?.last else {
      throw refusal("it is not a map")
    }
    var editor = YAMLEditor(text)
    let list = root.entry("regression_tests_info")
    if let list, case .sequence(let elements, isFlow: false) = list.value.content,
      let item = elements.last, !list.value.isAlias
    {
      // The dash is in the line of the first key.
      let indent = String(
        repeating: " ", count: editor.indent(ofLine: editor.lineIndex(at: item.start.offset)))
      editor.insertLines(
        new.flatMap { Self.lines(of: $0, indent: indent) }, after: editor.lastLine(of: list))
    } else if list == nil {
      guard case .mapping(_, isFlow: false) = root.content else { throw refusal("it has no lines") }
      editor.insertLines(
        ["regression_tests_info:"] + new.flatMap { Self.lines(of: $0, indent: "    ") },
        after: editor.lastLine(of: last))
    } else {
      throw refusal("regression_tests_info is not a list of lines")
    }
    let changed: String
    do { changed = try editor.finished().text } catch { throw refusal("\(error)") }
    let after = TestInformation(text: changed, path: path)
    let isProved =
      after.entries.count == entries.count + new.count && after.rules == rules
      && zip(after.entries.suffix(new.count), new).allSatisfy {
        $0.name == $1.name && $0.path == $1.path
      }
      && zip(after.entries, entries).allSatisfy {
        $0.name == $1.name && $0.path == $1.path && $0.type == $1.type
      }
    guard isProved else { throw refusal("the tests can't be added without changing others") }
    return changed
  }
}
