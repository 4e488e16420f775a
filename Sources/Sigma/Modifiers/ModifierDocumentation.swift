/// What the language's page says of a modifier. Tests hold each example to its word.
struct ModifierDocumentation: Sendable {
  /// A line of a search, with an event that it matches and one that it does not.
  struct Example: Sendable {
    let item: String
    let match: String
    let noMatch: String

    init(_ item: String, matches match: String, not noMatch: String) {
      self.item = item
      self.match = match
      self.noMatch = noMatch
    }
  }

  /// The values that it can stand before.
  let takes: String
  let summary: String
  /// At least one for each of the modifier's names.
  let examples: [Example]

  /// What the placeholders of the examples stand for.
  static let placeholders = Placeholders(["admins": ["alice", "ops-*"]])
}
