/// A scalar of a YAML file: its text, how it was written, and what it means.
///
///     level: high          text "high", style plain, resolved string
///     port: 0x1F           text "0x1F", style plain, resolved int(31)
///     port: '31'           text "31", style single-quoted, resolved string
public struct YAMLScalar: Sendable, Hashable {
  public enum Style: Sendable, Hashable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  /// What the scalar stands for by the YAML 1.2 core schema. Integers wider than 64 bits and
  /// digits with a leading zero (account ids) stay strings.
  public enum Resolved: Sendable, Hashable {
    case string
    case int(Int64)
    case float(Double)
    case bool(Bool)
    case null
  }

  /// The text after unquoting, unescaping and folding.
  public let text: String
  public let style: Style
  public let resolved: Resolved

  public init(text: String, style: Style, resolved: Resolved) {
    self.text = text
    self.style = style
    self.resolved = resolved
  }

  /// True when the scalar is a text and not a number, boolean or null.
  public var isString: Bool { resolved == .string }
  public var isNull: Bool { resolved == .null }
}
