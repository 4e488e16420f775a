import Sigma
import SourceYAML

/// How the author of a rule lays out its searches, so that what is added looks as if he had written
/// it.
///
///     detection:
///         selection:             searches 4 deep
///             awsRegion:         fields 8 deep
///                 - 'ap-east-1'  items 12 deep, single quotes
struct RuleLayout: Sendable {
  let yaml: YAMLLayout
  /// Blanks before a search, and before its fields.
  let searchIndent: String
  let fieldIndent: String

  /// Blanks before the dash of a list under a field.
  func itemIndent(under fieldIndent: String) -> String {
    fieldIndent + String(repeating: " ", count: yaml.itemOffset)
  }

  /// A name or a field as a key.
  func key(_ text: String) -> String { yaml.key(text) }

  /// What SigmaHQ indents by.
  private static let usualStep = 4

  /// - Parameters:
  ///   - detection: what is edited, a rule's detection or a filter's searches.
  ///   - map: the map of it in the document.
  ///   - key: the key of that map in the document.
  init(
    _ detection: Detection, map: YAMLNode, at key: YAMLNode?, root: YAMLNode, _ editor: YAMLEditor
  ) {
    let keyColumn = key?.start.column ?? 1
    let searchColumn = map.mapping?.first.map { editor.start(of: $0).column } ?? keyColumn + 4
    var step = searchColumn > keyColumn ? searchColumn - keyColumn : Self.usualStep
    var itemOffset: Int?
    var quoted: [YAMLScalar.Style: Int] = [:]
    for search in detection.searchIdentifiers.values where !search.key.isMerged {
      if let first = Self.firstBlockKey(search.value), search.value.sequence == nil {
        let depth = first.start.column - search.key.start.column
        if depth > 0 { step = depth }
      }
      for item in search.alternatives.joined() {
        for value in item.values where value.scalar.isString {
          quoted[value.scalar.style, default: 0] += 1
        }
        if itemOffset == nil, let key = item.key {
          itemOffset = YAMLLayout.itemOffset(of: item.value, under: key, in: editor.lines)
        }
      }
    }
    // Other lists of the rule (tags, references) tell it when no search has one.
    for entry in root.mapping ?? [] where itemOffset == nil {
      itemOffset = YAMLLayout.itemOffset(of: entry.value, under: entry.key, in: editor.lines)
    }
    var yaml = YAMLLayout(of: map, in: editor.lines)
    yaml.itemOffset = itemOffset ?? step
    let single = quoted[.singleQuoted, default: 0]
    let double = quoted[.doubleQuoted, default: 0]
    let plain = quoted[.plain, default: 0]
    yaml.quoting = plain > single + double ? .plain : double > single ? .double : .single
    self.init(
      yaml: yaml, searchIndent: String(repeating: " ", count: searchColumn - 1),
      fieldIndent: String(repeating: " ", count: searchColumn - 1 + step))
  }

  /// For a document of one's own: four blanks a level, single quotes, LF.
  static let inSigmaHQStyle = RuleLayout(
    yaml: YAMLLayout(itemOffset: usualStep), searchIndent: "    ", fieldIndent: "        ")

  private init(yaml: YAMLLayout, searchIndent: String, fieldIndent: String) {
    self.yaml = yaml
    self.searchIndent = searchIndent
    self.fieldIndent = fieldIndent
  }

  private static func firstBlockKey(_ node: YAMLNode) -> YAMLNode? {
    if case .mapping(let entries, isFlow: false) = node.content { entries.first?.key } else { nil }
  }
}
