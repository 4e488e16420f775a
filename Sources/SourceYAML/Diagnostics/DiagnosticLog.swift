import OrderedCollections

/// Collects the diagnostics of one file while it is read.
public struct DiagnosticLog {
  /// The path of the file, as given.
  public let file: String
  public private(set) var diagnostics: [Diagnostic] = []
  /// How many errors there were, also beyond those that are kept.
  public private(set) var errorCount = 0

  private var otherCount = 0

  /// Errors, and as many warnings: nobody reads a longer list, and hostile input must not fill
  /// memory.
  static let maximumDiagnostics = 100

  public init(file: String) { self.file = file }

  public mutating func error(
    _ category: Diagnostic.Category, _ message: String, at position: SourcePosition?,
    length: Int = 1, help: String? = nil
  ) {
    add(
      Diagnostic(
        severity: .error, category: category, file: file, position: position, length: length,
        message: message, advice: help))
  }

  public mutating func error(
    _ category: Diagnostic.Category, _ message: String, at node: YAMLNode, help: String? = nil
  ) {
    error(category, message, at: node.start, length: node.shownLength, help: help)
  }

  public mutating func warning(_ message: String, at node: YAMLNode, help: String? = nil) {
    add(
      Diagnostic(
        severity: .warning, category: .suspicious, file: file, position: node.start,
        length: node.shownLength, message: message, advice: help))
  }

  public mutating func add(_ diagnostic: Diagnostic) {
    let count: Int
    if diagnostic.severity == .error {
      errorCount += 1
      count = errorCount
    } else {
      otherCount += 1
      count = otherCount
    }
    if count <= Self.maximumDiagnostics { diagnostics.append(diagnostic) }
  }

  /// Puts the diagnostics in order, and says how many more there are than it keeps.
  public mutating func finish() {
    // A stable sort: what was found first at one place stays first.
    let ordered = diagnostics.enumerated().sorted {
      let left = $0.element.position?.offset ?? -1
      let right = $1.element.position?.offset ?? -1
      return left == right ? $0.offset < $1.offset : left < right
    }
    diagnostics = ordered.map(\.element)
    for (severity, count) in [(Diagnostic.Severity.error, errorCount), (.warning, otherCount)]
    where count > Self.maximumDiagnostics {
      diagnostics.append(.more(count - Self.maximumDiagnostics, severity, in: file))
    }
  }
}

extension Diagnostic {
  /// Of each file and severity the first hundred, and how many more there are.
  public static func bounded(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    var counts: OrderedDictionary<[String], (diagnostic: Diagnostic, count: Int)> = [:]
    var kept: [Diagnostic] = []
    for diagnostic in diagnostics {
      let key = [diagnostic.file, diagnostic.severity.rawValue]
      counts[key, default: (diagnostic, 0)].count += 1
      if counts[key].map(\.count) ?? 0 <= DiagnosticLog.maximumDiagnostics {
        kept.append(diagnostic)
      }
    }
    for (diagnostic, count) in counts.values where count > DiagnosticLog.maximumDiagnostics {
      kept.append(
        .more(count - DiagnosticLog.maximumDiagnostics, diagnostic.severity, in: diagnostic.file))
    }
    return kept
  }

  /// `rules/root.yml: error: and 4900 more errors in this file`
  fileprivate static func more(_ count: Int, _ severity: Severity, in file: String) -> Diagnostic {
    Diagnostic(
      severity: severity, category: .invalid, file: file, position: nil,
      message: "and \(count) more \(severity.rawValue)\(count == 1 ? "" : "s") in this file")
  }
}

extension YAMLNode {
  /// How long the underline of the node is: its own text when it is a scalar on one line.
  public var shownLength: Int {
    guard scalar != nil, start.line == end.line else { return 1 }
    return max(1, end.column - start.column)
  }
}
