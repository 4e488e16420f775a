/// `userAgent|contains: kali`: the text occurs anywhere.
enum ContainsModifier: SigmaModifier {
  static let names = ["contains"]

  static let documentation = ModifierDocumentation(
    takes: "texts, fieldref",
    summary: "The text occurs anywhere.",
    examples: [
      .init(
        "userAgent|contains: kali",
        matches: #"{"userAgent":"Linux Kali"}"#,
        not: #"{"userAgent":"Linux"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try TextPlacement.apply(to: &item, as: name, before: true, after: true)
  }
}
