/// `userIdentity.arn|endswith: ':root'`: the value ends with the text.
enum EndsWithModifier: SigmaModifier {
  static let names = ["endswith"]

  static let documentation = ModifierDocumentation(
    takes: "texts, fieldref",
    summary: "The value ends with the text.",
    examples: [
      .init(
        "userIdentity.arn|endswith: ':root'",
        matches: #"{"userIdentity":{"arn":"arn:aws:iam::1:root"}}"#,
        not: #"{"userIdentity":{"arn":"arn:aws:iam::1:user/a"}}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try TextPlacement.apply(to: &item, as: name, before: true, after: false)
  }
}
