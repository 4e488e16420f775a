import SourceYAML

/// A rule file: its text, its YAML documents, the rules in it and everything wrong with it.
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
  /// The rules without an error, in file order, narrowed by the filters of this file.
  public let rules: [Rule]
  /// The filters without an error, in file order. `FilteredRules` applies them to other files.
  public let filters: [RuleFilter]
  /// The correlations without an error, in file order. `CorrelationSet` finds what they refer to.
  public let correlations: [Correlation]
  /// Every error and warning of the file, by place.
  public let diagnostics: [Diagnostic]

  /// Reads rules from a text. Never fails: what is wrong is in `diagnostics`.
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

  /// What is wrong with the file as one of filters only: it may be empty.
  public var filterDiagnostics: [Diagnostic] {
    documents.allSatisfy { $0.kind == .commentOnly } ? [] : diagnostics
  }

  /// True when something in the file keeps a rule from being used.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
