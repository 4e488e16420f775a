/// `userAgent|contains|all: [aws-cli, Python]`: every value must be found, not any.
enum AllModifier: SigmaModifier {
  static let names = ["all"]

  static let documentation = ModifierDocumentation(
    takes: "lists",
    summary: "Every value of the list must be found, not only one.",
    examples: [
      .init(
        "userAgent|contains|all: [aws-cli, Python]",
        matches: #"{"userAgent":"aws-cli/2.1 Python/3.9"}"#,
        not: #"{"userAgent":"aws-cli/2.1"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    item.requiresAll = true
  }
}
