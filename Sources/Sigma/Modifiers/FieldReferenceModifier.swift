/// `userIdentity.userName|fieldref: requestParameters.userName`: equals another field's text.
enum FieldReferenceModifier: SigmaModifier {
  static let names = ["fieldref"]

  static let documentation = ModifierDocumentation(
    takes: "names of fields",
    summary: "Equals another field's text; contains, startswith and endswith may follow.",
    examples: [
      .init(
        "userName|fieldref: target",
        matches: #"{"userName":"Bob","target":"bob"}"#,
        not: #"{"userName":"bob","target":"eve"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if item.isKeyword { throw ModifierProblem(message: "'fieldref' needs a field") }
    if let other = item.applied.first(where: { $0 != "all" && $0 != "neq" }) {
      throw ModifierProblem(
        message: "'fieldref' cannot follow '\(other)'",
        advice: "write '|fieldref|\(other)' if the other field's text is to be placed")
    }
    try item.mapTexts(for: name) { (text) throws(ModifierProblem) in
      guard let field = text.literal, !field.isEmpty else {
        throw ModifierProblem(message: "'fieldref' needs the name of a field")
      }
      return .fieldReference(FieldReference(field: field))
    }
  }
}
