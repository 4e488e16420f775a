/// `eventName|startswith: Create`: the text stands at the beginning.
enum StartsWithModifier: SigmaModifier {
  static let names = ["startswith"]

  static let documentation = ModifierDocumentation(
    takes: "texts, fieldref",
    summary: "The text stands at the beginning.",
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
