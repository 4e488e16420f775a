/// One line of JSON laid out for people.
///
/// `    "arn": "arn:aws:iam::111122223333:user/ana",` has indent 2, the tokens `"arn"`, `: `,
/// `"arn:…"` and `,`, and the path `userIdentity.arn`.
public struct PrettyJSONLine: Sendable, Hashable {
  public struct Token: Sendable, Hashable {
    public enum Kind: Sendable, Hashable, CaseIterable {
      case key, string, number
      /// `true`, `false`, `null`; also whatever is no JSON and is shown as it is.
      case literal
      /// Brackets, colons, commas, and the note that there is more.
      case punctuation
    }

    public let kind: Kind
    /// Quotes included. It may hold any scalar that the record holds: make it safe before showing.
    public let text: String

    public init(kind: Kind, text: String) {
      self.kind = kind
      self.text = text
    }
  }

  /// Nesting depth; how wide a step is, the screen decides.
  public let indent: Int
  public let tokens: [Token]
  /// The path of the field that the line shows, as a rule would write it: keys joined by dots, with
  /// nothing for array indices. Empty on the outermost brackets.
  public let path: String

  public init(indent: Int, tokens: [Token], path: String) {
    self.indent = indent
    self.tokens = tokens
    self.path = path
  }

  /// The line's text without its indent.
  public var text: String { tokens.map(\.text).joined() }
}
