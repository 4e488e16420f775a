/// The language page's text about a modifier. Tests check each example.
struct ModifierDocumentation: Sendable {
  /// A line of a search, with an event that it matches and an event that it does not match.
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

  /// The values that it accepts.
  let takes: String
  let summary: String
  /// At least one for each of the modifier's names.
  let examples: [Example]

  /// The values of the placeholders in the examples.
  static let placeholders = Placeholders(["admins": ["alice", "ops-*"]])
}
