extension Condition {
  /// Whether the condition uses the search with this name, directly or through a pattern.
  public func uses(_ name: String) -> Bool {
    switch self {
    case .and(let parts), .or(let parts): parts.contains { $0.uses(name) }
    case .not(let part): part.uses(name)
    case .identifier(let own): own == name
    case .oneOf(let target), .allOf(let target): target.includes(name)
    }
  }
}
