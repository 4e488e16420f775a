import SourceYAML

/// A rule file: its text, its YAML documents, its rules and its problems.
///
///     let file = RuleFile(text: text, path: "rules/unusual-region.yml")
///     file.rules.map(\.title)                // ["AWS API Calls from Unusual Geographic Region"]
///     file.documents.map(\.kind)             // [.rule, .commentOnly]
///     for problem in file.diagnostics { print(problem.rendered(source: file.text)) }
public struct RuleFile: Sendable {
  /// As given.
  public let path: String
  /// As read, byte for byte.
  public let text: String
  public let documents: [RuleDocument]
  /// The rules without an error, in file order, with the filters of this file.
  public let rules: [Rule]
  /// The filters without an error, in file order. `FilteredRules` applies them to other files.
  public let filters: [RuleFilter]
  /// The correlations without an error, in file order. `CorrelationSet` finds what they refer to.
  public let correlations: [Correlation]
  /// The errors and warnings of the file, by place.
  public let diagnostics: [Diagnostic]

  /// Reads rules from a text. Never fails: problems are in `diagnostics`.
  public init(text: String, path: String) {
    self.path = path
    self.text = text
    var reader = RuleFileReader(text: text, path: path)
    reader.read()
    self.documents = reader.documents
    self.rules = FilteredRules.narrow(reader.rules, by: reader.filters)
    self.filters = reader.filters
    self.correlations = reader.correlations
    self.diagnostics = reader.log.diagnostics
  }

  /// Problems of the file as a filter file, which may be empty.
  public var filterDiagnostics: [Diagnostic] {
    documents.allSatisfy { $0.kind == .commentOnly } ? [] : diagnostics
  }

  /// Whether an error in the file makes a rule unusable.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
