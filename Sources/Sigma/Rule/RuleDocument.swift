import SourceYAML

/// One YAML document of a rule file.
///
///     title: ...            kind rule
///     ---
///     # Tuning notes        kind commentOnly
public struct RuleDocument: Sendable {
  public enum Kind: Sendable, Hashable {
    /// Has a `detection`, or is meant to be a rule.
    case rule
    /// A Sigma filter (`filter:`), which narrows other rules.
    case filter
    /// A Sigma correlation (`correlation:`).
    case correlation
    /// Only comments and spaces.
    case commentOnly
    /// Anything else: a list, a text, a document for another purpose (`action: global`).
    case other
  }

  /// The document's content; nil if it is empty or could not be parsed.
  public let root: YAMLNode?
  public let kind: Kind
  /// The start of the document's content.
  public let start: SourcePosition

  public init(root: YAMLNode?, kind: Kind, start: SourcePosition) {
    self.root = root
    self.kind = kind
    self.start = start
  }
}
