import SourceYAML
import Sigma

/// How the author of a rule lays it out, so that what is added looks as if he had written it.
///
///     detection:
///         selection:             searches 4 deep
///             awsRegion:         fields 8 deep
///                 - 'ap-east-1'  items 12 deep, single quotes
struct RuleLayout: Sendable {
  let newline: String
  /// Blanks before a search, before its fields, and before the dash of a list under a field.
  let searchIndent: String
  let fieldIndent: String
  let itemIndent: String
  let quoting: YAMLText.Quoting
  /// Of the names of searches: quoted where all of them are.
  let keyQuoting: YAMLText.Quoting
  /// Between braces: the blank behind a colon or comma, which minified JSON leaves out.
  let flowBlank: String

  /// A name or a field as a key.
  func key(_ text: String) -> String {
    keyQuoting == .plain ? YAMLText.key(text) : YAMLText.scalar(text, preferring: keyQuoting)
  }

  /// What SigmaHQ indents by.
  private static let usualStep = 4

  /// - Parameter startColumn: where an entry begins: at its key, or at the `?` before it.
  init(
    rule: Rule, detection: YAMLNode, root: YAMLNode, section: EditedSection, lines: TextLines,
    startColumn: ((key: YAMLNode, value: YAMLNode)) -> Int
  ) {
    let keyColumn = root.entry(section.rawValue)?.key.start.column ?? 1
    let searchColumn = detection.mapping?.first.map(startColumn) ?? keyColumn + 4
    var step = searchColumn > keyColumn ? searchColumn - keyColumn : Self.usualStep
    var itemOffset: Int?
    var quoted: [YAMLScalar.Style: Int] = [:]
    for search in rule.detection.searchIdentifiers.values where !search.key.isMerged {
      if let first = Self.firstBlockKey(search.value), search.value.sequence == nil {
        let depth = first.start.column - search.key.start.column
        if depth > 0 { step = depth }
      }
      for item in search.alternatives.joined() {
        for value in item.values where value.scalar.isString {
          quoted[value.scalar.style, default: 0] += 1
        }
        if itemOffset == nil, let key = item.key {
          itemOffset = Self.itemOffset(of: item.value, under: key, lines)
        }
      }
    }
    // Other lists of the rule (tags, references) tell it when no search has one.
    for entry in root.mapping ?? [] where itemOffset == nil {
      itemOffset = Self.itemOffset(of: entry.value, under: entry.key, lines)
    }
    func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
    searchIndent = blanks(searchColumn - 1)
    fieldIndent = blanks(searchColumn - 1 + step)
    itemIndent = blanks(searchColumn - 1 + step + (itemOffset ?? (section == .values ? 2 : step)))
    newline = lines.newline(at: detection.start.offset)
    let styles = Set(detection.mapping?.compactMap(\.key.scalar?.style) ?? [])
    keyQuoting = styles == [.doubleQuoted] ? .double : styles == [.singleQuoted] ? .single : .plain
    flowBlank =
      keyQuoting != .plain && Self.hasTightColon(detection, lines) ? "" : " "
    let single = quoted[.singleQuoted, default: 0]
    let double = quoted[.doubleQuoted, default: 0]
    let plain = quoted[.plain, default: 0]
    quoting = plain > single + double ? .plain : double > single ? .double : .single
  }

  /// For a document of one's own: four blanks a level, single quotes, LF.
  static let inSigmaHQStyle = RuleLayout(
    newline: "\n", searchIndent: "    ", fieldIndent: "        ", itemIndent: "            ",
    quoting: .single)

  private init(
    newline: String, searchIndent: String, fieldIndent: String, itemIndent: String,
    quoting: YAMLText.Quoting
  ) {
    self.newline = newline
    self.searchIndent = searchIndent
    self.fieldIndent = fieldIndent
    self.itemIndent = itemIndent
    self.quoting = quoting
    keyQuoting = .plain
    flowBlank = " "
  }

  /// `{"selection":{`: the first entry's value follows its colon at once.
  private static func hasTightColon(_ map: YAMLNode, _ lines: TextLines) -> Bool {
    guard case .mapping(let entries, isFlow: true) = map.content, let first = entries.first,
      !first.key.isAlias, first.key.end.offset < first.value.start.offset
    else { return false }
    return lines.bytes[first.value.start.offset - 1] == UInt8(ascii: ":")
  }

  private static func firstBlockKey(_ node: YAMLNode) -> YAMLNode? {
    if case .mapping(let entries, isFlow: false) = node.content { entries.first?.key } else { nil }
  }

  /// How much deeper than its key the dashes of a block list stand.
  private static func itemOffset(
    of value: YAMLNode, under key: YAMLNode, _ lines: TextLines
  ) -> Int? {
    guard case .sequence(let elements, isFlow: false) = value.content, !value.isAlias,
      let element = elements.first, element.start.line > key.start.line
    else { return nil }
    if value.anchor == nil, value.start.line > key.start.line,
      value.start.column >= key.start.column
    {
      return value.start.column - key.start.column
    }
    let line = lines.lines[lines.index(at: element.start.offset)]
    let indent = lines.bytes[line.content].prefix { $0 == UInt8(ascii: " ") }.count
    let offset = indent - (key.start.column - 1)
    return offset >= 0 ? offset : nil
  }
}
