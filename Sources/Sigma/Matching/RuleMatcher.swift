import EventJSON
import SourceYAML

/// Why rules could not be compiled: at least one error.
public struct RuleCompilationError: Error, Sendable, Hashable {
  public let diagnostics: [Diagnostic]
}

/// A set of rules compiled for matching. Immutable; all workers share one.
///
///     let matcher = try RuleMatcher(rules: file.rules)
///     let event = PickedEvent(trie: FieldTrie(fields: matcher.fields))
///     _ = try event.read(bytes)
///     matcher.forEachMatch(event) { print(matcher.rules[$0].title) }
public final class RuleMatcher: Sendable {
  /// The rules in the given order; their indices are used below.
  public let rules: [Rule]
  /// The fields that the rules read, without duplicates. Events must come from a trie whose first
  /// slots are exactly these, in this order.
  public let fields: [String]

  private let program: MatchProgram
  private let compiled: [CompiledRule]
  private let index: RuleIndex

  /// Compiles rules.
  ///
  /// - Parameters:
  ///   - placeholders: the values for `|expand`.
  ///   - tellsSilenced: also compiles the bare rules, for `forEachMatch(_:silenced:_:)`.
  /// - Throws: every error of every rule: an undefined placeholder, or what `RuleFile` reports too.
  public convenience init(
    rules: [Rule], placeholders: Placeholders = Placeholders(), tellsSilenced: Bool = false
  ) throws(RuleCompilationError) {
    try self.init(rules.map { ($0, placeholders) }, tellsSilenced: tellsSilenced)
  }

  /// Compiles rules that see different values of placeholders: the same rule before and after a
  /// change of them.
  public init(
    _ pairs: [(rule: Rule, placeholders: Placeholders)], tellsSilenced: Bool = false
  ) throws(RuleCompilationError) {
    var compiler = RuleCompiler()
    var compiled: [CompiledRule] = []
    for (rule, placeholders) in pairs {
      compiler.placeholders = placeholders
      if let one = compiler.compile(rule, withBare: tellsSilenced) { compiled.append(one) }
    }
    let rules = pairs.map(\.rule)
    guard compiler.diagnostics.isEmpty, compiled.count == rules.count else {
      throw RuleCompilationError(diagnostics: compiler.diagnostics)
    }
    self.rules = rules
    self.fields = compiler.builder.fields
    self.program = MatchProgram(compiler.builder)
    self.compiled = compiled
    self.index = RuleIndexBuilder(compiler.builder)
      .index(of: compiled.map { $0.bare?.node ?? $0.node })
  }

  /// The exceptions of a rule, in the order of its file and then of its filters; empty unless the
  /// matcher tells what is silenced.
  public func silencers(ofRule index: Int) -> [Silencer] { compiled[index].bare?.silencers ?? [] }

  /// What silences an event of a rule; empty if the bare rule does not match it, or no exception
  /// excludes it.
  public func silencers(of event: PickedEvent, rule index: Int) -> SilencerSet {
    guard let bare = compiled[index].bare, program.holds(bare.node, event) else {
      return SilencerSet()
    }
    return silencers(in: bare, event)
  }

  private func silencers(in bare: CompiledBareRule, _ event: PickedEvent) -> SilencerSet {
    var found = SilencerSet()
    for index in bare.parts.indices where program.holds(bare.parts[index], event) {
      found.insert(index)
    }
    return found
  }

  /// Whether a rule matches an event.
  public func matches(_ event: PickedEvent, rule index: Int) -> Bool {
    program.holds(compiled[index].node, event)
  }

  /// Calls `body` with the index of every rule that matches the event, in rising order.
  public func forEachMatch(_ event: PickedEvent, _ body: (Int) -> Void) {
    index.forEachCandidate(event) { rule in
      if program.holds(compiled[rule].node, event) { body(rule) }
    }
  }

  /// Calls `body` with the index of every rule that matches the event, and `silenced` with that of
  /// every other one whose bare rule does, and what silences it.
  ///
  /// An event that the bare rule does not match costs no more than without.
  public func forEachMatch(
    _ event: PickedEvent, silenced: (Int, SilencerSet) -> Void, _ body: (Int) -> Void
  ) {
    index.forEachCandidate(event) { rule in
      guard let bare = compiled[rule].bare else {
        if program.holds(compiled[rule].node, event) { body(rule) }
        return
      }
      guard program.holds(bare.node, event) else { return }
      let silencers = silencers(in: bare, event)
      if !silencers.isEmpty {
        silenced(rule, silencers)
      } else if program.holds(compiled[rule].node, event) {
        body(rule)
      }
    }
  }

  /// Why a rule matches an event, or why not.
  public func explain(_ event: PickedEvent, rule index: Int) -> Explanation {
    Explainer(program: program, event: event).explain(compiled[index])
  }
}
