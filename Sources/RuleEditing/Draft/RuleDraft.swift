import Sigma
import SourceYAML

/// An edit of a rule or a filter in the making: the steps on its text, and what they are meant to
/// change.
///
/// The facets of this type say what an edit means: which search, which list, which condition. How
/// text is changed without touching anything else is the work of `YAMLEditor`.
struct RuleDraft: Sendable {
  let file: RuleFile
  let site: EditSite
  /// The searches and conditions that are edited, of a rule or of a filter.
  let detection: Detection
  /// Index in `documents` of the file.
  let document: Int
  /// The key of `map` in the document: `detection` or `filter`.
  let section: String
  let root: YAMLNode
  /// The map of searches as the document itself has it.
  let map: YAMLNode
  let layout: RuleLayout
  var editor: YAMLEditor
  var way = EditWay()
  var notes: [String] = []
  var expected = ExpectedChange()

  /// - Parameter isAfter: the file is one in which the edit of the site has been made.
  init(file: RuleFile, site: EditSite, isAfter: Bool = false) throws(EditRefusal) {
    guard let subject = site.subject(in: file, isAfter: isAfter) else {
      if case .rule(let index) = site { throw .noSuchRule(index: index, count: file.rules.count) }
      throw .unproven(reason: "there is no such filter")
    }
    let document = file.documents[subject.document]
    var editor = YAMLEditor(file.text)
    guard let root = document.root, !editor.lines.lines.isEmpty, root.mapping != nil else {
      throw .unsupportedLayout(line: document.start.line, reason: "the document is not a mapping")
    }
    self.file = file
    self.site = site
    detection = subject.detection
    self.document = subject.document
    section = subject.key
    self.root = root
    map = try Self.ownMap(of: subject, in: root)
    layout = RuleLayout(
      subject.detection, map: map, at: root.entry(subject.key)?.key, root: root, editor)
    editor.layout = layout.yaml
    self.editor = editor
  }

  /// The searches as the document has them. Of a collection (`action: global`) it may be a part, if
  /// that part has the condition.
  private static func ownMap(
    of subject: EditSubject, in root: YAMLNode
  ) throws(EditRefusal) -> YAMLNode {
    let map = subject.detection.node
    if let entry = root.entry(subject.key), entry.key.isMerged {
      throw .mergedText(line: entry.key.start.line, what: subject.key)
    }
    if map.isMerged {
      if let own = root[subject.key], own.mapping != nil, !own.isAlias,
        let condition = own["condition"], condition.start == map["condition"]?.start
      {
        return own
      }
      throw .unsupportedLayout(
        line: map.start.line,
        reason: "the detection is put together from several documents ('action: global' or "
          + "'action: repeat'), and an edit of its condition would change other rules too; write "
          + "the rule out as a document of its own first")
    }
    if map.isAlias {
      throw .unsupportedLayout(
        line: map.start.line,
        reason: "the detection is the alias '*\(map.anchor ?? "")'; write it out first")
    }
    return map
  }

  // MARK: - The text

  var lines: TextLines { editor.lines }

  /// Changes the text where the layout may have no place for the change.
  @discardableResult
  mutating func edit<Result>(
    _ change: (inout YAMLEditor) throws(YAMLEditor.Refusal) -> Result
  ) throws(EditRefusal) -> Result {
    do { return try change(&editor) } catch { throw EditRefusal(error) }
  }

  /// The patches in the order of the text, and the text after them.
  func finished() throws(EditRefusal) -> (patches: [TextPatch], text: String) {
    do { return try editor.finished(droppingSpentMarks(editor.orderedPatches)) } catch {
      throw .unproven(reason: error.description)
    }
  }
}

extension EditRefusal {
  init(_ refusal: YAMLEditor.Refusal) {
    self = .unsupportedLayout(line: refusal.line, reason: refusal.reason)
  }
}
