/// The severity of a Sigma rule, in rising order.
/// https://sigmahq.io/sigma-specification/specification/sigma-rules-specification.html#level
///
///     RuleLevel("Medium")! < RuleLevel("high")!
public enum RuleLevel: Int, Sendable, Hashable, CaseIterable, Comparable {
  case informational, low, medium, high, critical

  /// The level with this name, in any case.
  public init?(_ name: String) {
    let name = name.lowercased()
    guard let level = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = level
  }

  /// `medium`
  public var name: String { "\(self)" }

  public static func < (a: RuleLevel, b: RuleLevel) -> Bool { a.rawValue < b.rawValue }
}
