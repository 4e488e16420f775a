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
  /// Of the text, with a line end at the end, which `finalPatches` takes off where it is not.
  let lines: TextLines
  let layout: RuleLayout
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
    guard let root = document.root, !lines.lines.isEmpty, section.canEdit(root) else {
      throw .unsupportedLayout(
        line: document.start.line,
        reason: "the rule is written in one line with braces; write it as a block first")
    }
    self.root = root
    let detection = rule.detection.node
    if section != .values, let reason = Self.obstacle(in: detection) {
      throw .unsupportedLayout(line: detection.start.line, reason: reason)
    }
    layout = RuleLayout(rule: rule, root: root, section: section, lines: lines)
  }

  /// Why lines cannot be added to a detection.
  private static func obstacle(in detection: YAMLNode) -> String? {
    if detection.isMerged {
      return "the detection is put together from several documents ('action: global' or "
        + "'action: repeat'), and an edit could change other rules too; write the rule out as a "
        + "document of its own first"
    }
    if detection.isAlias {
      return "the detection is the alias '*\(detection.anchor ?? "")'; write it out first"
    }
    if case .mapping(_, isFlow: false) = detection.content { return nil }
    return "the detection is written in one line with braces; write it as a block first"
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

  // MARK: - Where things end

  /// Just behind the last character of a node's content; nil for a value that is not written.
  func contentEnd(of node: YAMLNode) -> Int? {
    if node.isAlias { return node.end.offset }
    switch node.content {
    case .scalar(let scalar):
      switch scalar.style {
      case .literal, .folded: return blockScalarContent(node)?.upperBound ?? node.start.offset + 1
      case .plain where scalar.text.isEmpty: return nil
      case .plain, .singleQuoted, .doubleQuoted: return node.end.offset
      }
    case .sequence(_, isFlow: true), .mapping(_, isFlow: true):
      return node.end.offset
    case .sequence(let elements, isFlow: false):
      guard let last = elements.last else { return nil }
      return contentEnd(of: last) ?? last.start.offset
    case .mapping(let entries, isFlow: false):
      guard let last = entries.last else { return nil }
      return contentEnd(of: last.value) ?? last.key.end.offset
    }
  }

  /// From the first to the last character of a `|` or `>` scalar, indentation and final line end
  /// left out; nil when it is empty.
  func blockScalarContent(_ node: YAMLNode) -> Range<Int>? {
    let first = lineIndex(at: node.start.offset) + 1
    var content: Range<Int>?
    var depth: Int?
    for index in first..<max(first, lines.lines.count) {
      let line = lines.lines[index]
      guard line.range.lowerBound < node.end.offset else { break }
      if isBlank(line: index) { continue }
      let depthHere = indent(ofLine: index)
      if depth == nil { depth = depthHere }
      guard depthHere >= depth ?? 0 else { break }
      let start = line.content.lowerBound + depthHere
      content = (content?.lowerBound ?? start)..<line.content.upperBound
    }
    return content
  }

  /// The last line of a map's entry: its content and the comments below that are indented deeper
  /// than its key, which belong to it.
  func lastLine(of entry: (key: YAMLNode, value: YAMLNode)) -> Int {
    let end = contentEnd(of: entry.value) ?? entry.key.end.offset
    var last = lineIndex(at: max(end - 1, entry.key.start.offset))
    var next = last + 1
    while next < lines.lines.count {
      if isComment(line: next), indent(ofLine: next) >= entry.key.start.column {
        last = next
      } else if !isBlank(line: next) {
        break
      }
      next += 1
    }
    return last
  }
}
