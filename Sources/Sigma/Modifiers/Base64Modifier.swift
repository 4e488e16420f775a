/// `userData|base64: curl`: the value's Base64 form, padding included.
enum Base64Modifier: SigmaModifier {
  static let names = ["base64"]

  static let documentation = ModifierDocumentation(
    takes: "texts without wildcards",
    summary: "The value's Base64 form, with padding.",
    examples: [
      .init(
        "userData|base64: curl",
        matches: #"{"userData":"Y3VybA=="}"#,
        not: #"{"userData":"curl"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try item.mapValues { (value) throws(ModifierProblem) in
      .text(TextPattern(literal: Base64.encode(try bytes(of: value, for: name))))
    }
  }

  /// The bytes to encode: UTF-8 of a text without wildcards.
  static func bytes(
    of value: ItemValue, for name: String
  ) throws(ModifierProblem) -> [UInt8] {
    switch value {
    case .bytes(let bytes): return bytes
    case .text(let text):
      guard let plain = text.literal else {
        throw ModifierProblem(
          message: "'\(name)' cannot encode wildcards or placeholders",
          advice: "a wildcard meant as a character is written '\\*' or '\\?'")
      }
      return Array(plain.utf8)
    default: throw ItemDraft.wrongKind(value, for: name, wants: "a text")
    }
  }
}
