/// Something that is wrong, or looks wrong, in a file, with its place and the way out.
///
///     rules/root.yml:9:17: error: unknown identifier 'selecton' in the condition
///         condition: selecton
///                    ^~~~~~~~
///       help: did you mean 'selection'?
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable, Hashable {
    /// What it is about is not used.
    case error
    /// It is used; a person should look.
    case warning
    /// Nothing is wrong; a person may want to know.
    case note
  }

  /// What kind of trouble it is, for callers that treat some kinds apart.
  public enum Category: Sendable, Hashable {
    /// The text is not YAML, or YAML that cannot be used.
    case syntax
    /// The text is YAML but does not say what such a file must say.
    case invalid
    /// The text is (or may be) valid, but this version does not know it.
    case unsupported
    /// Valid and used, but probably not what its author meant.
    case suspicious
  }

  public var severity: Severity
  public var category: Category
  /// Path of the file, as given.
  public var file: String
  /// Where; nil when it concerns the whole file.
  public var position: SourcePosition?
  /// How many Unicode scalars from `position` on are concerned; 0 or 1 is a single caret.
  public var length: Int
  /// What is wrong. Names from the file are in it as they are: escape before showing.
  public var message: String
  /// What would be right.
  public var advice: String?

  public init(
    severity: Severity, category: Category, file: String, position: SourcePosition?,
    length: Int = 1, message: String, advice: String? = nil
  ) {
    self.severity = severity
    self.category = category
    self.file = file
    self.position = position
    self.length = length
    self.message = Self.shortened(message)
    self.advice = advice.map(Self.shortened)
  }

  /// Names from the file are in messages, and hostile ones have millions of letters.
  private static let maximumTextBytes = 1_000

  private static func shortened(_ text: String) -> String {
    text.utf8.count <= maximumTextBytes
      ? text : String(text.unicodeScalars.prefix(maximumTextBytes / 4)) + "…"
  }
}
