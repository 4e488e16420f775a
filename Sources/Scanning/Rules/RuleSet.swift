import Foundation
import RuleEditing
import Sigma
import SourceYAML

/// The rules of a session, and the files they are in.
///
/// `rules[i]` is rule `i` of hits. A file may have several rules; an edit goes to the file and
/// place of its rule.
public struct RuleSet: Sendable {
  public struct Place: Sendable, Hashable {
    /// Index in `files`.
    public let file: Int
    /// Index in that file's `rules`.
    public let indexInFile: Int
  }

  public private(set) var files: [RuleFile]
  /// Files of which only the Sigma filters count: those of `--filters`, and that of `--edits-to`.
  public let filterFiles: [RuleFile]
  public private(set) var rules: [Rule] = []
  public private(set) var places: [Place] = []
  /// Problems of the files: parse errors, rules that can't be compiled, warnings such as shared
  /// ids, and a note for each rule that is left out because it is for other logs.
  public private(set) var diagnostics: [Diagnostic] = []
  /// The notes about rules that are left out because they are for other logs.
  public private(set) var otherLogSources: [Diagnostic] = []
  public let placeholders: Placeholders
  public private(set) var matcher: RuleMatcher
  /// The correlations of all files.
  public let correlations: CorrelationSet

  /// Takes every rule of the files that compiles, with the Sigma filters of all files. A rule that
  /// does not compile does not affect the others.
  ///
  /// - Parameter anyLogSource: also takes rules for logs other than CloudTrail.
  public init(
    files: [RuleFile], filterFiles: [RuleFile] = [], placeholders: Placeholders,
    anyLogSource: Bool = false
  ) throws(RuleCompilationError) {
    self.files = files
    self.filterFiles = filterFiles
    self.placeholders = placeholders
    let filtered = FilteredRules(files: files + filterFiles)
    var problems = filtered.diagnostics
    var identities: [String: Int] = [:]
    for (fileIndex, file) in files.enumerated() {
      for (index, var rule) in filtered.rules[fileIndex].enumerated() {
        guard anyLogSource || rule.logsource.isCloudTrail else {
          otherLogSources.append(Self.otherLogSource(rule, in: file))
          continue
        }
        if let other = identities[rule.identity] {
          problems.append(Self.sharedIdentity(rule, rules[other], in: file))
          rule.distinguishingPath = rule.path
        }
        do throws(RuleCompilationError) {
          _ = try RuleMatcher(rules: [rule], placeholders: placeholders)
          identities[rule.identity] = rules.count
          rule.bareSearches = file.bareSearches(ofRule: index)
          rules.append(rule)
          places.append(Place(file: fileIndex, indexInFile: index))
        } catch {
          problems += error.diagnostics
        }
      }
    }
    diagnostics =
      files.flatMap(\.diagnostics) + filterFiles.flatMap(\.filterDiagnostics)
      + Diagnostic.bounded(problems + otherLogSources)
    matcher = try RuleMatcher(rules: rules, placeholders: placeholders, tellsSilenced: true)
    correlations = CorrelationSet(files: files, rules: rules)
    diagnostics += correlations.diagnostics
  }

  /// Verdicts belong to a rule by its id. If two rules have the same id, the path is added to that
  /// of the second.
  private static func sharedIdentity(_ rule: Rule, _ other: Rule, in file: RuleFile) -> Diagnostic {
    let key = rule.id != nil ? "id" : rule.name != nil ? "name" : "title"
    return Diagnostic(
      severity: .warning, category: .suspicious, file: file.path,
      position: place(of: key, rule, file),
      message: "the rule “\(rule.title)” has the \(key) of “\(other.title)” in \(other.path)",
      advice: "both run; give each rule its own id")
  }

  private static func otherLogSource(_ rule: Rule, in file: RuleFile) -> Diagnostic {
    Diagnostic(
      severity: .note, category: .unsupported, file: file.path,
      position: place(of: "logsource", rule, file),
      message: "the rule “\(rule.title)” is for other logs (\(rule.logsource)) and is left out",
      advice: "--any-record runs it anyway; for CloudTrail write "
        + "'logsource: {product: aws, service: cloudtrail}'")
  }

  /// Position of a key of the rule, or of the rule itself if the key comes from its collection.
  private static func place(of key: String, _ rule: Rule, _ file: RuleFile) -> SourcePosition? {
    let document = file.documents[rule.documentIndex]
    return document.root?.entry(key)?.key.start ?? document.start
  }

  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// The fields that hits of these rules show: first when, where, what, who, from where and with
  /// what, then the rules' other `fields` in order.
  public var columns: [String] {
    var columns = Self.leadingColumns
    var seen = Set(columns)
    for field in rules.lazy.flatMap(\.fields) where seen.insert(field).inserted {
      columns.append(field)
    }
    return columns
  }

  private static let leadingColumns = [
    "eventTime", "awsRegion", "eventName", "userIdentity.arn", "sourceIPAddress", "userAgent",
  ]
}
