import SourceYAML

/// The values of the placeholders of `|expand`.
///
///     Placeholders(["admins": ["alice", "ops-*"]])
public struct Placeholders: Sendable, Hashable {
  /// Values by name, without percent signs. Values are Sigma text, with wildcards.
  public var values: [String: [String]]

  public init(_ values: [String: [String]] = [:]) { self.values = values }

  /// The maximum number of values of one item, since several placeholders in one text multiply.
  static let maximumValues = 10_000

  /// The expansions of a text with placeholders.
  func expand(_ text: TextPattern) throws(ModifierProblem) -> [TextPattern] {
    var texts = [TextPattern(parts: [])]
    for part in text.parts {
      guard case .placeholder(let name) = part else {
        for index in texts.indices { texts[index].parts.append(part) }
        continue
      }
      guard let values = values[name] else {
        throw ModifierProblem(
          message: "the placeholder %\(name)% is not defined",
          advice: NearestName.advice(for: name, in: self.values.keys.sorted())
            ?? "give its values with --define \(name)=value,… or a --placeholders file")
      }
      let replacements = values.map { TextPattern(parsing: $0).parts }
      guard texts.count * replacements.count <= Self.maximumValues else {
        throw ModifierProblem(
          message: "the placeholders expand to more than \(Self.maximumValues) values")
      }
      texts = texts.flatMap { text in
        replacements.map { TextPattern(parts: text.parts + $0) }
      }
    }
    return texts
  }
}
