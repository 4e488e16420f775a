import Basics

/// `CommandLine|windash|contains: ' -enc '`: a dash before an option may be any dash that Windows
/// accepts. Several dashes vary independently.
enum WindashModifier: SigmaModifier {
  static let names = ["windash"]

  static let documentation = ModifierDocumentation(
    takes: "texts",
    summary: "A dash before an option may be any dash that Windows accepts.",
    examples: [
      .init(
        "command|windash|contains: ' -enc'",
        matches: #"{"command":"ps /enc x"}"#,
        not: #"{"command":"ps enc"}"#)
    ])

  /// Hyphen, slash, en dash, em dash, horizontal bar (modifier appendix 2.1).
  private static let dashes: [Unicode.Scalar] = ["-", "/", "\u{2013}", "\u{2014}", "\u{2015}"]
  /// The maximum number of dashes: each has five forms.
  private static let maximumDashes = 3

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try item.mapTexts(for: name) { (text) throws(ModifierProblem) in
      var variants = [TextPattern(parts: [])]
      var count = 0
      for part in text.parts {
        guard case .literal(let literal) = part else {
          variants = variants.map { TextPattern(parts: $0.parts + [part]) }
          continue
        }
        let scalars = Array(literal.unicodeScalars)
        var texts = [String.UnicodeScalarView()]
        for (index, scalar) in scalars.enumerated() {
          guard isOptionDash(at: index, in: scalars) else {
            for variant in texts.indices { texts[variant].append(scalar) }
            continue
          }
          count += 1
          if count > maximumDashes {
            throw ModifierProblem(
              category: .unsupported,
              message: "'windash' on more than \(maximumDashes) dashes is not supported")
          }
          texts = texts.flatMap { text in dashes.map { text + [$0] } }
        }
        variants = variants.flatMap { variant in
          texts.map { TextPattern(parts: variant.parts + [.literal(String($0))]) }
        }
      }
      return variants.count == 1 ? .text(variants[0]) : .anyOf(variants.map { .text($0) })
    }
  }

  /// A `-` or `/` without a word character before it and with one after it.
  private static func isOptionDash(at index: Int, in scalars: [Unicode.Scalar]) -> Bool {
    guard scalars[index] == "-" || scalars[index] == "/" else { return false }
    let before = index > 0 && isWord(scalars[index - 1])
    let after = index + 1 < scalars.count && isWord(scalars[index + 1])
    return !before && after
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
