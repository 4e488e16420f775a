import SourceYAML

/// The values that the placeholders of `|expand` stand for.
///
///     Placeholders(["admins": ["alice", "ops-*"]])
public struct Placeholders: Sendable, Hashable {
  /// Values by name, the name without percent signs. Values are Sigma text: wildcards count.
  public var values: [String: [String]]

  public init(_ values: [String: [String]] = [:]) { self.values = values }

  /// More values for one item are refused: several placeholders in one text multiply.
  static let maximumValues = 10_000

  /// The texts that a text with placeholders stands for.
  func expand(_ text: SigmaText) throws(ModifierProblem) -> [SigmaText] {
    var texts = [SigmaText(parts: [])]
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
      let replacements = values.map { SigmaText(parsing: $0).parts }
      guard texts.count * replacements.count <= Self.maximumValues else {
        throw ModifierProblem(
          message: "the placeholders stand for more than \(Self.maximumValues) values")
      }
      texts = texts.flatMap { text in
        replacements.map { SigmaText(parts: text.parts + $0) }
      }
    }
    return texts
  }
}
