import Sigma
import SourceYAML

/// The findings of `check`, for editors and CI. Fields are added, never renamed or removed.
///
///     {"diagnostics":[{"advice":"did you mean 'selection'?","category":"invalid","column":14,
///        "file":"rules/root.yml","length":8,"line":9,"message":"unknown name 'selecton' in the condition",
///        "severity":"error"}],
///      "sums":{"errors":1,"files":1,"other_logs":0,"rules":0,"warnings":0}}
struct CheckDocument: Encodable {
  let diagnostics: [Finding]
  let sums: Sums

  struct Sums: Encodable {
    let files: Int
    /// Rules that can run.
    let rules: Int
    let errors: Int
    let warnings: Int
    /// Rules for logs other than CloudTrail, left out.
    let otherLogs: Int

    enum CodingKeys: String, CodingKey {
      case files, rules, errors, warnings
      case otherLogs = "other_logs"
    }
  }

  struct Finding: Encodable {
    let file: String
    /// From 1. Null, as `column` and `length`, if the whole file is concerned.
    let line: Int?
    /// From 1, in Unicode scalars.
    let column: Int?
    /// Unicode scalars from `column` on.
    let length: Int?
    let severity: String
    let category: String
    let message: String
    let advice: String?

    enum CodingKeys: CodingKey {
      case file, line, column, length, severity, category, message, advice
    }

    /// Missing values are null, so that every object has the same keys.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(file, forKey: .file)
      try container.encode(line, forKey: .line)
      try container.encode(column, forKey: .column)
      try container.encode(length, forKey: .length)
      try container.encode(severity, forKey: .severity)
      try container.encode(category, forKey: .category)
      try container.encode(message, forKey: .message)
      try container.encode(advice, forKey: .advice)
    }
  }
}

extension CheckDocument.Finding {
  init(_ diagnostic: Diagnostic) {
    file = diagnostic.file
    line = diagnostic.position?.line
    column = diagnostic.position?.column
    length = diagnostic.position.map { _ in max(1, diagnostic.length) }
    severity = diagnostic.severity.rawValue
    category = Self.name(of: diagnostic.category)
    message = diagnostic.message
    advice = diagnostic.advice
  }

  /// A file that could not be read.
  init(_ error: RuleFileReadError) {
    file = error.path
    (line, column, length, advice) = (nil, nil, nil, nil)
    severity = Diagnostic.Severity.error.rawValue
    category = "unreadable"
    message = "\(error)"
  }

  private static func name(of category: Diagnostic.Category) -> String {
    switch category {
    case .syntax: "syntax"
    case .invalid: "invalid"
    case .unsupported: "unsupported"
    case .suspicious: "suspicious"
    }
  }
}
