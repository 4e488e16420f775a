import Basics
import Sigma
import SourceYAML

/// Adds `regression_tests_path` to a rule, as its last key, and changes nothing else.
///
///     level: high
///     regression_tests_path: regression_data/rules/unusual-region/info.yml
public enum TestsPathEdit {
  /// Why the rule can't get the key.
  public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
  }

  /// The file's text with the key. Proves that the new text is the old rules with it.
  public static func adding(_ path: String, to rule: Rule, in file: RuleFile) throws(Refusal)
    -> String
  {
    guard file.documents.indices.contains(rule.documentIndex),
      let root = file.documents[rule.documentIndex].root, let entries = root.mapping,
      let last = entries.last(where: { !$0.key.isMerged })
    else { throw Refusal(description: "the rule's document is not a map") }
    var editor = YAMLEditor(file.text)
    let layout = YAMLLayout(of: root, in: editor.lines)
    editor.layout = layout
    let quoting: YAMLText.Quoting = layout.keyQuoting == .double ? .double : .plain
    let value = YAMLText.scalar(path, preferring: quoting)
    let written = "\(layout.key(RuleTestSuite.key)):\(layout.flowBlank)\(value)"
    if case .mapping(_, isFlow: true) = root.content {
      editor.insertFlow(written, behind: editor.extent(of: last))
    } else {
      let indent = String(repeating: " ", count: editor.start(of: last).column - 1)
      let line = "\(indent)\(layout.key(RuleTestSuite.key)): \(value)"
      editor.insertLines([line], after: editor.lastLine(of: last))
    }
    let text: String
    do { text = try editor.finished().text } catch { throw Refusal(description: "\(error)") }
    try prove(text, path, rule, file)
    return text
  }

  private static func prove(
    _ text: String, _ path: String, _ rule: Rule, _ file: RuleFile
  ) throws(Refusal) {
    let after = RuleFile(text: text, path: file.path)
    func differs(_ index: Int) -> Bool {
      guard let old = file.documents[index].root else { return after.documents[index].root != nil }
      guard let new = after.documents[index].root else { return true }
      if index != rule.documentIndex { return !old.hasSameMeaning(as: new) }
      let others = (new.mapping ?? []).filter { $0.key.scalar?.text != RuleTestSuite.key }
      let rest = YAMLNode(
        content: .mapping(others, isFlow: false), start: new.start, end: new.end)
      return new[RuleTestSuite.key]?.scalar?.text != path || !old.hasSameMeaning(as: rest)
    }
    guard after.documents.count == file.documents.count, after.rules.count == file.rules.count,
      !file.documents.indices.contains(where: differs)
    else {
      throw Refusal(
        description: "\(RuleTestSuite.key) can't be added without changing something else; add it "
          + "by hand: \(RuleTestSuite.key): \(path)")
    }
  }
}
