/// `maxResults|gte: 1000`: numbers, and texts that are numbers.
enum CompareModifier: SigmaModifier {
  static let names = ["lt", "lte", "gt", "gte"]

  static let documentation = ModifierDocumentation(
    takes: "numbers",
    summary: "Compares numbers, and texts that are numbers.",
    examples: [
      .init(
        "maxResults|lt: 10",
        matches: #"{"maxResults":9}"#,
        not: #"{"maxResults":10}"#),
      .init(
        "maxResults|lte: 10",
        matches: #"{"maxResults":"9"}"#,
        not: #"{"maxResults":11}"#),
      .init(
        "maxResults|gt: 10",
        matches: #"{"maxResults":10.5}"#,
        not: #"{"maxResults":10}"#),
      .init(
        "maxResults|gte: 10",
        matches: #"{"maxResults":11}"#,
        not: #"{"maxResults":"many"}"#),
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if item.isKeyword { throw ModifierProblem(message: "'\(name)' needs a field") }
    let relation = relation(name)
    try item.mapValues { (value) throws(ModifierProblem) in
      switch value {
      case .number(let number):
        return .comparison(NumberComparison(relation: relation, number: number))
      case .timePart(let part, let comparison) where comparison.relation == .equal:
        return .timePart(
          part, NumberComparison(relation: relation, number: comparison.number))
      default: throw ItemDraft.wrongKind(value, for: name, wants: "a number")
      }
    }
  }

  private static func relation(_ name: String) -> NumberComparison.Relation {
    switch name {
    case "lt": .less
    case "lte": .lessOrEqual
    case "gt": .greater
    default: .greaterOrEqual
    }
  }
}
