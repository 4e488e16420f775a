/// `CommandLine|wide|base64offset|contains: Invoke`: the value in UTF-16, as PowerShell encodes it.
///
/// `wide` and `utf16le` are little endian, `utf16be` is big endian, `utf16` is little endian after
/// a byte-order mark.
enum UTF16Modifier: SigmaModifier {
  static let names = ["wide", "utf16le", "utf16be", "utf16"]

  static let documentation = ModifierDocumentation(
    takes: "texts",
    summary:
      "The value in UTF-16, to be encoded: wide and utf16le little endian, utf16 with a mark.",
    examples: [
      .init(
        "code|wide|base64: ab",
        matches: #"{"code":"YQBiAA=="}"#,
        not: #"{"code":"YWI="}"#),
      .init(
        "code|utf16le|base64: ab",
        matches: #"{"code":"YQBiAA=="}"#,
        not: #"{"code":"AGEAYg=="}"#),
      .init(
        "code|utf16be|base64: ab",
        matches: #"{"code":"AGEAYg=="}"#,
        not: #"{"code":"YQBiAA=="}"#),
      .init(
        "code|utf16|base64: ab",
        matches: #"{"code":"//5hAGIA"}"#,
        not: #"{"code":"YQBiAA=="}"#),
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try item.mapTexts(for: name) { (text) throws(ModifierProblem) in
      if let plain = text.literal {
        let mark: [UInt8] = name == "utf16" ? [0xFF, 0xFE] : []
        return .bytes(mark + encode(plain, bigEndian: name == "utf16be"))
      }
      // With wildcards it stays a text; in UTF-16 that works only for ASCII.
      var parts: [TextPattern.Part] = []
      for part in text.parts {
        guard case .literal(let literal) = part else {
          parts.append(part)
          continue
        }
        guard name != "utf16", literal.utf8.allSatisfy({ $0 < 0x80 }) else {
          throw ModifierProblem(
            category: .unsupported,
            message: "'\(name)' of wildcards is supported for ASCII texts without a mark only")
        }
        let bytes = encode(literal, bigEndian: name == "utf16be")
        parts.append(.literal(String(decoding: bytes, as: UTF8.self)))
      }
      return .text(TextPattern(parts: parts))
    }
  }

  private static func encode(_ text: String, bigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return bigEndian ? bytes.reversed() : bytes
    }
  }
}
