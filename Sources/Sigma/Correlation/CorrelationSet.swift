import SourceYAML

/// The correlations of several files with the loaded rules that they refer to.
///
///     let set = CorrelationSet(files: files, rules: rules)
///     set.entries[0].sources       // [.rule(2), .correlation(1)]: indices in `rules`, `entries`
///     set.fields                   // event fields that a detection has to have
///
/// A correlation that refers to something missing, to itself indirectly, or to a correlation that
/// is left out, is left out too; `diagnostics` says why.
public struct CorrelationSet: Sendable {
  public enum Target: Sendable, Hashable {
    /// Index in the rules that were given.
    case rule(Int)
    /// Index in `entries`.
    case correlation(Int)
  }

  /// A rule or correlation that a correlation uses, and the indices of the values that it needs: in
  /// the set's `fields` for a rule, in the other's `groupBy` for a correlation. Nil: missing.
  package struct Source: Sendable {
    package let target: Target
    package let groupBy: [Int?]
    package let values: [Int?]
  }

  /// A correlation that can be evaluated.
  public struct Entry: Sendable {
    public let correlation: Correlation
    /// One source for each of its `rules`.
    package let sources: [Source]
    /// Whether its alerts are reported: no other correlation uses it, or one that does has
    /// `generate: true`.
    public internal(set) var isReported = true

    public var targets: [Target] { sources.map(\.target) }
  }

  /// Correlations that others use come before them.
  public internal(set) var entries: [Entry] = []
  /// The event fields of groups and values, without duplicates.
  public internal(set) var fields: [String] = []
  /// Problems of correlations, by file and place.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// For each rule: whether a correlation uses it, and whether its hits are reported.
  private var isUsed: [Bool]
  private var isStandalone: [Bool]

  public var isEmpty: Bool { entries.isEmpty }

  /// Whether a correlation uses the rule directly.
  public func uses(rule: Int) -> Bool { rule < isUsed.count && isUsed[rule] }

  /// Whether the rule's hits are reported. Those of a rule that correlations use are not, unless
  /// one of these has `generate: true` (specification, "Generate").
  public func reports(rule: Int) -> Bool { rule >= isStandalone.count || isStandalone[rule] }

  /// - Parameter rules: the rules that run, of any of the files.
  public init(files: [RuleFile], rules: [Rule]) {
    isUsed = rules.map { _ in false }
    isStandalone = isUsed.map { _ in true }
    var resolver = CorrelationResolver(files: files, rules: rules)
    resolver.resolve()
    entries = resolver.entries
    fields = resolver.fields
    diagnostics = resolver.diagnostics
    markSources()
  }

  /// The empty set, for rules without correlations.
  public init() {
    isUsed = []
    isStandalone = []
  }

  private mutating func markSources() {
    var generated: Set<Target> = []
    var referred: Set<Target> = []
    for entry in entries {
      referred.formUnion(entry.targets)
      if entry.correlation.generates { generated.formUnion(entry.targets) }
    }
    for target in referred {
      let isReported = generated.contains(target)
      switch target {
      case .rule(let index):
        isUsed[index] = true
        isStandalone[index] = isReported
      case .correlation(let index): entries[index].isReported = isReported
      }
    }
  }
}
