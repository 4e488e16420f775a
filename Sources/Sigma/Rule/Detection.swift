import OrderedCollections
import SourceYAML

/// The `detection` section of a rule: named searches and the condition over them.
///
///     detection:
///       selection:
///         awsRegion: [ap-east-1, me-south-1]
///       filter_main_services:
///         userIdentity.type: AWSService
///       condition: selection and not 1 of filter_main_*
public struct Detection: Sendable {
  /// The section's value: a mapping.
  public let node: YAMLNode
  /// The searches by name, in file order.
  public let searchIdentifiers: OrderedDictionary<String, SearchIdentifier>
  /// The conditions, one of which must hold. There is one, unless `condition` is a list.
  public let conditions: [RuleCondition]

  public init(
    node: YAMLNode, searchIdentifiers: OrderedDictionary<String, SearchIdentifier>,
    conditions: [RuleCondition]
  ) {
    self.node = node
    self.searchIdentifiers = searchIdentifiers
    self.conditions = conditions
  }
}

/// A condition with the scalar that it was read from.
public struct RuleCondition: Sendable {
  /// The scalar: an entry's value, or an element of the list under `condition`.
  public let node: YAMLNode
  public let expression: Condition

  public init(node: YAMLNode, expression: Condition) {
    self.node = node
    self.expression = expression
  }

  /// The text after unquoting.
  public var text: String { node.scalar?.text ?? "" }
}
