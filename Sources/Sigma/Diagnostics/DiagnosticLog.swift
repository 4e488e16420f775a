/// Collects the diagnostics of one file while it is read.
struct DiagnosticLog {
  let file: String
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var errorCount = 0

  private var otherCount = 0

  /// Errors, and as many warnings: nobody reads a longer list, and hostile input must not fill memory.
  static let mostDiagnostics = 100

  init(file: String) { self.file = file }

  mutating func error(
    _ category: Diagnostic.Category, _ message: String, at position: SourcePosition?,
    length: Int = 1, help: String? = nil
  ) {
    add(
      Diagnostic(
        severity: .error, category: category, file: file, position: position, length: length,
        message: message, advice: help))
  }

  mutating func error(
    _ category: Diagnostic.Category, _ message: String, at node: YAMLNode, help: String? = nil
  ) {
    error(category, message, at: node.start, length: node.shownLength, help: help)
  }

  mutating func warning(_ message: String, at node: YAMLNode, help: String? = nil) {
    add(
      Diagnostic(
        severity: .warning, category: .suspicious, file: file, position: node.start,
        length: node.shownLength, message: message, advice: help))
  }

  mutating func add(_ diagnostic: Diagnostic) {
    let count: Int
    if diagnostic.severity == .error {
      errorCount += 1
      count = errorCount
    } else {
      otherCount += 1
      count = otherCount
    }
    if count <= Self.mostDiagnostics { diagnostics.append(diagnostic) }
  }

  /// Puts the diagnostics in order, and says how many more there are than it keeps.
  mutating func finish() {
    // A stable sort: what was found first at one place stays first.
    let ordered = diagnostics.enumerated().sorted {
      let left = $0.element.position?.offset ?? -1
      let right = $1.element.position?.offset ?? -1
      return left == right ? $0.offset < $1.offset : left < right
    }
    diagnostics = ordered.map(\.element)
    for (severity, count) in [(Diagnostic.Severity.error, errorCount), (.warning, otherCount)]
    where count > Self.mostDiagnostics {
      let more = count - Self.mostDiagnostics
      diagnostics.append(
        Diagnostic(
          severity: severity, category: .invalid, file: file, position: nil,
          message: "and \(more) more \(severity.rawValue)\(more == 1 ? "" : "s") in this file"))
    }
  }
}

extension YAMLNode {
  /// How long the underline of the node is: its own text when it is a scalar on one line.
  var shownLength: Int {
    guard scalar != nil, start.line == end.line else { return 1 }
    return max(1, end.column - start.column)
  }
}
