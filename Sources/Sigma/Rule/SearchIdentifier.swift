import SourceYAML

/// A named search of a detection, such as `selection` or `filter_main_services`.
///
/// It holds if one of its alternatives holds; an alternative holds if all its items do.
///
///     selection:                  one alternative of two items
///       eventSource: iam.amazonaws.com
///       eventName|startswith: Create
///     selection:                  two alternatives: a map, a keyword
///       - eventName: CreateUser
///       - 'malware'
public struct SearchIdentifier: Sendable {
  public let name: String
  /// The place of the name.
  public let key: YAMLNode
  /// The value: a mapping, a list or a scalar.
  public let value: YAMLNode
  public let alternatives: [[DetectionItem]]

  public init(name: String, key: YAMLNode, value: YAMLNode, alternatives: [[DetectionItem]]) {
    self.name = name
    self.key = key
    self.value = value
    self.alternatives = alternatives
  }
}

/// One line of a search: a field, modifiers and values.
///
///     requestParameters.name|contains|all: ['admin', 'temp']
public struct DetectionItem: Sendable {
  /// The dotted field path; nil for keywords, which are searched in every value of the event.
  public let field: String?
  /// The names after `|` with their places, in order.
  public let modifiers: [ModifierName]
  public let values: [DetectionValue]
  /// The key as written; nil for a keyword that is a list element or the search itself.
  public let key: YAMLNode?
  /// The value: a scalar or a list of scalars.
  public let value: YAMLNode
  /// What its modifiers make of its values; placeholders are still open.
  let draft: ItemDraft

  init(
    field: String?, modifiers: [ModifierName], values: [DetectionValue], key: YAMLNode?,
    value: YAMLNode
  ) throws(ItemDraft.Problem) {
    self.field = field
    self.modifiers = modifiers
    self.values = values
    self.key = key
    self.value = value
    draft = try ItemDraft(values, modifiers, isKeyword: field == nil, of: value)
  }
}

/// A modifier as written in a key.
public struct ModifierName: Sendable, Hashable {
  public let name: String
  public let position: SourcePosition

  public init(name: String, position: SourcePosition) {
    self.name = name
    self.position = position
  }
}

/// One value of a detection item. Its `text` is Sigma text: `*`, `?` and `\` have their meaning.
public struct DetectionValue: Sendable {
  public let node: YAMLNode
  public let scalar: YAMLScalar

  public init(node: YAMLNode, scalar: YAMLScalar) {
    self.node = node
    self.scalar = scalar
  }

  public var text: String { scalar.text }
}
