/// `userName|cased: Admin`: case matters.
enum CasedModifier: SigmaModifier {
  static let names = ["cased"]

  static let documentation = ModifierDocumentation(
    takes: "texts",
    summary: "Case matters.",
    examples: [
      .init(
        "userName|cased: Admin",
        matches: #"{"userName":"Admin"}"#,
        not: #"{"userName":"admin"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try item.mapTexts(for: name) { .text($0) }
    item.isCased = true
  }
}
