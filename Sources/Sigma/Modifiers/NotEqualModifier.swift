/// `awsRegion|neq: us-east-1`: the item must not match. None of a list; true for a missing field.
enum NotEqualModifier: SigmaModifier {
  static let names = ["neq"]

  static let documentation = ModifierDocumentation(
    takes: "anything",
    summary: "None of the values; also true if the field is missing.",
    examples: [
      .init(
        "awsRegion|neq: us-east-1",
        matches: #"{"awsRegion":"eu-west-1"}"#,
        not: #"{"awsRegion":"us-east-1"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if item.applied.contains(name) {
      throw ModifierProblem(message: "'neq' occurs twice")
    }
    item.isNegated = true
  }
}
