import SourceYAML

/// How the answer of a query relates to the engine's, and why.
///
///     approx: the table has no column for managementEvent: it counts as absent
public struct CompilationWarning: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, Comparable {
    /// The answer is the same; a choice was made.
    case exact
    /// Every event of the engine is returned, perhaps more.
    case superset
    /// Neither is certain.
    case approx

    public static func < (left: Kind, right: Kind) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .exact: 0
      case .superset: 1
      case .approx: 2
      }
    }
  }

  public let kind: Kind
  public let message: String

  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// A part of a rule that can't be written as SQL, and where it is.
public struct CompilationRefusal: Error, Sendable {
  public let diagnostic: Diagnostic

  init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

  init(_ message: String, advice: String? = nil, file: String, at position: SourcePosition?) {
    diagnostic = Diagnostic(
      severity: .error, category: .unsupported, file: file, position: position, message: message,
      advice: advice)
  }
}
