import SourceYAML

/// The correlations of several files with the loaded rules that they refer to.
///
///     let set = CorrelationSet(files: files, rules: rules)
///     set.entries[0].sources       // [.rule(2), .correlation(1)]: indices in `rules`, `entries`
///     set.fields                   // event fields that a detection has to bring along
///
/// A correlation that refers to something missing, to itself around corners, or to a correlation
/// that is left out, is left out too; `diagnostics` says why.
public struct CorrelationSet: Sendable {
  public enum Target: Sendable, Hashable {
    /// Index in the rules that were given.
    case rule(Int)
    /// Index in `entries`.
    case correlation(Int)
  }

  /// Something that a correlation looks at, and where the values lie that it needs: indices in the
  /// set's `fields` for a rule, in the `groupBy` of the other for a correlation. Nil: nowhere.
  struct Source: Sendable {
    let target: Target
    let groupBy: [Int?]
    let values: [Int?]
  }

  /// A correlation that can be evaluated.
  public struct Entry: Sendable {
    public let correlation: Correlation
    /// One for each of its `rules`.
    let sources: [Source]
    /// Whether its alerts stand for themselves: no other correlation looks at it, or one that does
    /// says `generate: true`.
    public internal(set) var isReported = true

    public var targets: [Target] { sources.map(\.target) }
  }

  /// Those that others look at stand before them.
  public internal(set) var entries: [Entry] = []
  /// The event fields that groups and values are made of, each once.
  public internal(set) var fields: [String] = []
  /// Problems of correlations, by file and place.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// For each rule: whether a correlation looks at it, and whether its hits stand for themselves.
  private var isUsed: [Bool]
  private var isStandalone: [Bool]

  public var isEmpty: Bool { entries.isEmpty }

  /// Whether a correlation looks at the rule, directly.
  public func uses(rule: Int) -> Bool { rule < isUsed.count && isUsed[rule] }

  /// Whether the rule's hits are results of their own. Those of a rule that correlations look at
  /// are not, unless one of these says `generate: true` (specification, "Generate").
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

  /// None, for rules that nothing correlates.
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
