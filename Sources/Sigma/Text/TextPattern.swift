/// A text with wildcards, as Sigma writes it: literal pieces, `*`, `?`, placeholders.
///
///     a*b       literal "a", many, literal "b"
///     a\*b      literal "a*b"
///     C:\\*     literal "C:\", many
///     C:\temp   literal "C:\temp": a backslash before another character is itself
///
/// Upper and lower case are the same unless a rule says `cased`; a code point is folded by itself
/// (`CaseFolding`). Source: Sigma rules specification 2.1, "Escaping".
public struct TextPattern: Sendable, Hashable {
  public enum Part: Sendable, Hashable {
    case literal(String)
    /// `?`: exactly one code point.
    case one
    /// `*`: any run of code points, none too.
    case many
    /// `%name%` under `expand`.
    case placeholder(String)
  }

  public var parts: [Part]

  public init(parts: [Part]) { self.parts = parts }

  /// A text in which nothing has a special meaning.
  public init(literal: String) { self.parts = literal.isEmpty ? [] : [.literal(literal)] }

  /// Reads wildcards and escapes.
  public init(parsing text: String) {
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

  /// The text that it matches, when there are no wildcards or placeholders in it.
  public var literal: String? {
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

  /// With `*` in front and behind, as asked for.
  public func surrounded(before: Bool, after: Bool) -> TextPattern {
    var parts = parts
    if before, parts.first != .many { parts.insert(.many, at: 0) }
    if after, parts.last != .many || parts.count == 1 && !before { parts.append(.many) }
    return TextPattern(parts: parts)
  }

  /// How a literal text is written. Every backslash is doubled: right in every place.
  ///
  ///     arn:aws:s3:::logs/*      arn:aws:s3:::logs/\*
  ///     C:\Windows\?             C:\\Windows\\\?
  public static func escaping(_ literal: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in literal.unicodeScalars {
      if scalar == "*" || scalar == "?" || scalar == "\\" { text.append("\\") }
      text.append(scalar)
    }
    return String(text)
  }

  /// Whether it matches a text, upper and lower case being the same.
  public func matches(_ text: String) -> Bool {
    CompiledPattern(self, isCased: false).matches(text)
  }
}

/// How it is written, wildcards and escapes included.
extension TextPattern: CustomStringConvertible {
  public var description: String {
    parts.map { part in
      switch part {
      case .literal(let literal): Self.escaping(literal)
      case .one: "?"
      case .many: "*"
      case .placeholder(let name): "%\(name)%"
      }
    }.joined()
  }
}
