/// A node of a YAML document with its place in the file.
///
///     awsRegion: ['ap-east-1', *home]
///
/// is a mapping with one entry whose value is a flow sequence of a scalar and an alias. An alias
/// has the content of what it refers to (its inner nodes carry the places of that text), but
/// `start` and `end` of the alias itself.
public struct YAMLNode: Sendable {
  public indirect enum Content: Sendable {
    case scalar(YAMLScalar)
    case sequence([YAMLNode], isFlow: Bool)
    case mapping([(key: YAMLNode, value: YAMLNode)], isFlow: Bool)
  }

  public let content: Content
  /// The first character: of a scalar the quote or `|`, of a block collection its first entry.
  /// An anchor or tag in front belongs to the node and is where it starts.
  public let start: SourcePosition
  /// Just behind the node. Exact for flow collections, quoted and plain scalars; for block
  /// scalars and block collections it lies behind the blank and comment lines that follow.
  public let end: SourcePosition
  /// The node is written as `*name`, came from another map by `<<`, or stands for several documents
  /// that `action:` puts together: editing it would change another place of the file.
  public let isAlias: Bool
  /// The name after `&`; of an alias the name after `*`.
  public let anchor: String?

  public init(
    content: Content, start: SourcePosition, end: SourcePosition, isAlias: Bool = false,
    anchor: String? = nil
  ) {
    self.content = content
    self.start = start
    self.end = end
    self.isAlias = isAlias
    self.anchor = anchor
  }
}

extension YAMLNode {
  /// The node came from another map by a merge key (`<<`), or `action: global` or `action: repeat`
  /// puts it together from several documents.
  public var isMerged: Bool { isAlias && anchor == nil }

  /// The node as an entry of the map that it is merged into. Its place stays that of its text.
  public var merged: YAMLNode {
    YAMLNode(content: content, start: start, end: end, isAlias: true, anchor: nil)
  }

  /// The scalar, when the node is one.
  public var scalar: YAMLScalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The text of a scalar that is a string (not a number, boolean or null).
  public var string: String? {
    if let scalar, scalar.isString { scalar.text } else { nil }
  }

  /// The elements of a sequence.
  public var sequence: [YAMLNode]? {
    if case .sequence(let elements, _) = content { elements } else { nil }
  }

  /// The entries of a mapping in file order.
  public var mapping: [(key: YAMLNode, value: YAMLNode)]? {
    if case .mapping(let entries, _) = content { entries } else { nil }
  }

  /// The value of a mapping at a key, compared by the key's text.
  public subscript(key: String) -> YAMLNode? { entry(key)?.value }

  /// The entry of a mapping at a key, compared by the key's text.
  public func entry(_ key: String) -> (key: YAMLNode, value: YAMLNode)? {
    mapping?.first { $0.key.scalar?.text == key }
  }

  /// "a map", "a list", "a number"…: what to call the node in a message.
  public var kindName: String {
    switch content {
    case .mapping: "a map"
    case .sequence: "a list"
    case .scalar(let scalar):
      switch scalar.resolved {
      case .string: "a text"
      case .int, .float: "a number"
      case .bool: "a boolean"
      case .null: "empty"
      }
    }
  }

  /// The content and anything below it is equal, wherever it is and however it is quoted
  /// or laid out.
  public func hasSameMeaning(as other: YAMLNode) -> Bool {
    switch (content, other.content) {
    case (.scalar(let left), .scalar(let right)):
      left.resolved == right.resolved && (left.text == right.text || left.isNull)
    case (.sequence(let left, _), .sequence(let right, _)):
      left.count == right.count
        && zip(left, right).allSatisfy { $0.hasSameMeaning(as: $1) }
    case (.mapping(let left, _), .mapping(let right, _)):
      left.count == right.count
        && zip(left, right).allSatisfy {
          $0.key.hasSameMeaning(as: $1.key) && $0.value.hasSameMeaning(as: $1.value)
        }
    default: false
    }
  }
}
