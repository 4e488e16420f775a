/// `eventName|startswith: Create`: the value begins with the text.
enum StartsWithModifier: SigmaModifier {
  static let names = ["startswith"]

  static let documentation = ModifierDocumentation(
    takes: "texts, fieldref",
    summary: "The value begins with the text.",
    examples: [
      .init(
        "eventName|startswith: Create",
        matches: #"{"eventName":"CreateUser"}"#,
        not: #"{"eventName":"ReCreate"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try TextPlacement.apply(to: &item, as: name, before: false, after: true)
  }
}
