/// `userData|base64offset|contains: 'http://'`: the value's Base64 form at each of the three
/// possible offsets, without the characters that depend on its neighbours.
enum Base64OffsetModifier: SigmaModifier {
  static let names = ["base64offset"]

  static let documentation = ModifierDocumentation(
    takes: "texts without wildcards",
    summary: "The value's Base64 form at any offset of the encoded text.",
    examples: [
      .init(
        "userData|base64offset|contains: 'http://'",
        matches: #"{"userData":"IyBodHRwOi8v"}"#,
        not: #"{"userData":"http://"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try item.mapValues { (value) throws(ModifierProblem) in
      let bytes = try Base64Modifier.bytes(of: value, for: name)
      return .anyOf(
        (0..<3).map { offset in
          let encoded = Base64.encode(Array(repeating: 0x20, count: offset) + bytes)
          // Characters with bits of the bytes before or after are left out.
          let before = [0, 2, 3][offset]
          let after = [0, 3, 2][(bytes.count + offset) % 3]
          return .text(TextPattern(literal: String(encoded.dropFirst(before).dropLast(after))))
        })
    }
  }
}
