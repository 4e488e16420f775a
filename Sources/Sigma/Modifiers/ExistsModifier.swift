/// `errorCode|exists: false`: whether the field exists, also with null.
enum ExistsModifier: SigmaModifier {
  static let names = ["exists"]

  static let documentation = ModifierDocumentation(
    takes: "true or false",
    summary: "Whether the field exists, also with null.",
    examples: [
      .init(
        "errorCode|exists: false",
        matches: #"{"eventName":"ListKeys"}"#,
        not: #"{"errorCode":null}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    if item.isKeyword { throw ModifierProblem(message: "'exists' needs a field") }
    if let other = item.applied.first {
      throw ModifierProblem(message: "'exists' cannot be combined with '\(other)'")
    }
    try item.mapValues { (value) throws(ModifierProblem) in
      guard case .bool(let exists) = value else {
        throw ModifierProblem(
          message: "'exists' needs true or false, not \(value.kindName)",
          advice: "write 'exists: true' or 'exists: false'")
      }
      return .exists(exists)
    }
  }
}
