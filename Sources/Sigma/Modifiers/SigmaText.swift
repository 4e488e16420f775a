/// The text of a value as Sigma reads it: literal pieces, wildcards, placeholders.
///
///     a*b       literal "a", many, literal "b"
///     a\*b      literal "a*b"
///     C:\\*     literal "C:\", many
///     C:\temp   literal "C:\temp": a backslash before another character is itself
///
/// Source: Sigma rules specification 2.1, "Escaping".
struct SigmaText: Hashable {
  enum Part: Hashable {
    case literal(String)
    /// `?`: exactly one code point.
    case one
    /// `*`: any number of code points, including none.
    case many
    /// `%name%` under `expand`.
    case placeholder(String)
  }

  var parts: [Part]

  init(parts: [Part]) { self.parts = parts }

  /// A text in which nothing has a special meaning.
  init(literal: String) { self.parts = literal.isEmpty ? [] : [.literal(literal)] }

  /// Reads wildcards and escapes.
  init(parsing text: String) {
    parts = []
    var literal = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        isEscaped = false
        if scalar != "*", scalar != "?", scalar != "\\" { literal.append("\\") }
        literal.append(scalar)
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "*" || scalar == "?" {
        if !literal.isEmpty { parts.append(.literal(String(literal))) }
        literal = String.UnicodeScalarView()
        parts.append(scalar == "*" ? .many : .one)
      } else {
        literal.append(scalar)
      }
    }
    if isEscaped { literal.append("\\") }
    if !literal.isEmpty { parts.append(.literal(String(literal))) }
  }

  /// The plain text, if it has no wildcards or placeholders.
  var plainText: String? {
    var text = ""
    for part in parts {
      guard case .literal(let literal) = part else { return nil }
      text += literal
    }
    return text
  }

  var placeholders: [String] {
    parts.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }

  /// Adds `*` in front, behind, or both.
  func surrounded(before: Bool, after: Bool) -> SigmaText {
    var parts = parts
    if before, parts.first != .many { parts.insert(.many, at: 0) }
    if after, parts.last != .many || parts.count == 1 && !before { parts.append(.many) }
    return SigmaText(parts: parts)
  }
}
