/// `userName|expand: '%admins%'`: the values of the placeholder.
///
/// `\%` is a plain percent sign.
enum ExpandModifier: SigmaModifier {
  static let names = ["expand"]

  static let documentation = ModifierDocumentation(
    takes: "texts with %names%",
    summary: #"The values of placeholders (see below); \% is a plain percent sign."#,
    examples: [
      .init(
        "userName|expand: '%admins%'",
        matches: #"{"userName":"alice"}"#,
        not: #"{"userName":"eve"}"#)
    ])

  static func apply(to item: inout ItemDraft, as name: String) throws(ModifierProblem) {
    try item.mapTexts(for: name) { text in
      .text(
        TextPattern(
          parts: text.parts.flatMap { part in
            if case .literal(let literal) = part { pieces(of: literal) } else { [part] }
          }))
    }
  }

  private static func pieces(of literal: String) -> [TextPattern.Part] {
    let scalars = Array(literal.unicodeScalars)
    var parts: [TextPattern.Part] = []
    var plain = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\\", index + 1 < scalars.count, scalars[index + 1] == "%" {
        plain.append("%")
        index += 2
      } else if scalars[index] == "%",
        let end = scalars[(index + 1)...].firstIndex(of: "%"), end > index + 1
      {
        if !plain.isEmpty { parts.append(.literal(String(plain))) }
        plain = String.UnicodeScalarView()
        var name = String.UnicodeScalarView()
        name.append(contentsOf: scalars[(index + 1)..<end])
        parts.append(.placeholder(String(name)))
        index = end + 1
      } else {
        plain.append(scalars[index])
        index += 1
      }
    }
    if !plain.isEmpty { parts.append(.literal(String(plain))) }
    return parts
  }
}
