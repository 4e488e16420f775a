import SourceYAML
import Sigma

/// An edit in the making: patches on a rule's text, and what they are meant to change.
///
/// Every change is made by one of the small steps in the facets of this type, which work on lines
/// and scalars where they stand. None of them rewrites what it does not change.
struct RuleDraft: Sendable {
  let file: RuleFile
  /// The rule; of a filter or of a file of values, a rule made of what is edited there.
  let rule: Rule
  let section: EditedSection
  let root: YAMLNode
  /// The map of searches as the rule's own document has it.
  let detection: YAMLNode
  /// Of the text, with a line end at the end, which `finalPatches` takes off where it is not.
  let lines: TextLines
  let layout: RuleLayout
  var way = EditWay()
  var patches: [TextPatch] = []
  var notes: [String] = []
  var expected = ExpectedChange()

  init(file: RuleFile, ruleIndex: Int) throws(EditRefusal) {
    guard file.rules.indices.contains(ruleIndex) else {
      throw .noSuchRule(index: ruleIndex, count: file.rules.count)
    }
    try self.init(file: file, editing: file.rules[ruleIndex], .detection)
  }

  init(file: RuleFile, editing rule: Rule, _ section: EditedSection) throws(EditRefusal) {
    self.file = file
    self.rule = rule
    self.section = section
    lines = TextLines(file.text).terminated
    let document = file.documents[rule.documentIndex]
    guard let root = document.root, !lines.lines.isEmpty, root.mapping != nil else {
      throw .unsupportedLayout(line: document.start.line, reason: "the document is not a mapping")
    }
    self.root = root
    detection = section == .values ? root : try Self.ownDetection(of: rule, in: root, section)
    let (lines, detection) = (lines, detection)
    layout = RuleLayout(
      rule: rule, detection: detection, root: root, section: section, lines: lines
    ) {
      RuleDraft.start(of: $0, in: lines).column
    }
  }

  /// The detection as the document has it. Of a collection (`action: global`) it may be a part, if
  /// that part has the condition.
  private static func ownDetection(
    of rule: Rule, in root: YAMLNode, _ section: EditedSection
  ) throws(EditRefusal) -> YAMLNode {
    let detection = rule.detection.node
    if let entry = root.entry(section.rawValue), entry.key.isMerged {
      throw .mergedText(line: entry.key.start.line, what: section.rawValue)
    }
    if detection.isMerged {
      if let own = root[section.rawValue], own.mapping != nil, !own.isAlias,
        let condition = own["condition"],
        condition.start == detection["condition"]?.start
      {
        return own
      }
      throw .unsupportedLayout(
        line: detection.start.line,
        reason: "the detection is put together from several documents ('action: global' or "
          + "'action: repeat'), and an edit of its condition would change other rules too; write "
          + "the rule out as a document of its own first")
    }
    if detection.isAlias {
      throw .unsupportedLayout(
        line: detection.start.line,
        reason: "the detection is the alias '*\(detection.anchor ?? "")'; write it out first")
    }
    return detection
  }

  // MARK: - Bytes and lines

  mutating func replace(_ range: Range<Int>, with text: String) {
    patches.append(
      TextPatch(offset: range.lowerBound, removed: lines.text(range), inserted: text))
  }

  /// New lines behind a line, without line ends.
  mutating func insertLines(_ new: [String], after index: Int) {
    let end = lines.lines[index].range.upperBound
    replace(end..<end, with: new.map { $0 + layout.newline }.joined())
  }

  mutating func removeLines(_ indices: ClosedRange<Int>) {
    let first = lines.lines[indices.lowerBound].range.lowerBound
    replace(first..<lines.lines[indices.upperBound].range.upperBound, with: "")
  }

  func lineIndex(at offset: Int) -> Int { lines.index(at: offset) }

  func indent(ofLine index: Int) -> Int {
    lines.bytes[lines.lines[index].content].prefix { $0 == UInt8(ascii: " ") }.count
  }

  func isBlank(line index: Int) -> Bool {
    lines.bytes[lines.lines[index].content].allSatisfy(Self.isBlank)
  }

  /// Meant for lines outside scalars, where `#` at the start is a comment.
  func isComment(line index: Int) -> Bool {
    lines.bytes[lines.lines[index].content].first { !Self.isBlank($0) } == UInt8(ascii: "#")
  }

  static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
