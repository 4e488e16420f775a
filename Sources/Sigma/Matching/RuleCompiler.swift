import SourceYAML

/// Compiles rules into a `MatchProgramBuilder`, and keeps the data that explains a match.
struct RuleCompiler {
  private(set) var builder = MatchProgramBuilder()
  private(set) var diagnostics: [Diagnostic] = []
  /// The values of `expand` for the next rules.
  var placeholders = Placeholders()

  /// The compiled rule with its filters: its root, and its structure as written.
  ///
  /// - Parameter withBare: also compiles the bare rule, of the same searches.
  mutating func compile(_ rule: Rule, withBare: Bool) -> CompiledRule? {
    var searches = Searches()
    guard let own = compile(rule.detection, of: rule.title, rule.path, &searches) else {
      return nil
    }
    var parts = [own]
    var filterSearches: [Searches] = []
    for (index, filter) in rule.filters.enumerated() {
      var searches = Searches()
      guard let condition = compile(filter.detection, of: filter.title, filter.path, &searches)
      else { return nil }
      filterSearches.append(searches)
      parts.append(
        CompiledCondition(
          node: condition.node, kind: .filter(index, filter.title), children: [condition]))
    }
    let bare = withBare ? compileBare(rule, searches, filterSearches) : nil
    if parts.count == 1 { return CompiledRule(node: own.node, condition: own, bare: bare) }
    let node = builder.and(parts.map(\.node))
    return CompiledRule(
      node: node, condition: CompiledCondition(node: node, kind: .and, children: parts),
      bare: bare)
  }

  private typealias Searches = [String: CompiledSearch]

  // MARK: The bare rule

  /// Nil for a rule without exceptions: it is its own bare rule.
  private mutating func compileBare(
    _ rule: Rule, _ searches: Searches, _ filterSearches: [Searches]
  ) -> CompiledBareRule? {
    var silencers: [Silencer] = []
    var parts: [Int32] = []
    func take(_ names: [String], _ searches: Searches, _ path: String, filter: Int?) {
      for name in names {
        guard let search = searches[name] else { continue }
        silencers.append(Silencer(name: name, path: path, filter: filter))
        parts.append(search.condition.node)
      }
    }
    let own = rule.detection.exceptions
    take(own, searches, rule.path, filter: nil)
    for (index, filter) in rule.filters.enumerated() {
      let names = filter.detection.exceptions
      take(names, filterSearches[index], filter.path, filter: index)
      let rest = node(of: filter.detection, without: names, filterSearches[index])
      guard case .formula(let demand) = rest else { continue }
      silencers.append(Silencer(name: filter.title, path: filter.path, filter: index))
      parts.append(builder.not(demand))
    }
    guard !silencers.isEmpty else { return nil }
    var bareSearches = searches
    for (name, search) in rule.bareSearches {
      if let compiled = compile(search, rule.path) { bareSearches[name] = compiled }
    }
    let bare =
      switch node(of: rule.detection, without: own, bareSearches) {
      case .always: builder.and([])
      case .formula(let node): node
      }
    return CompiledBareRule(node: bare, silencers: silencers, parts: parts)
  }

  private enum BareNode {
    case always
    case formula(Int32)
  }

  /// The conditions with exceptions that hold for no event.
  private mutating func node(
    of detection: Detection, without exceptions: [String], _ searches: Searches
  ) -> BareNode {
    let fixed = Dictionary(exceptions.map { ($0, false) }, uniquingKeysWith: { $1 })
    let formulas = detection.formulas(fixing: fixed)
    if formulas.contains(.constant(true)) { return .always }
    return .formula(builder.or(formulas.map { node(of: $0, searches) }))
  }

  private mutating func node(of formula: ConditionFormula, _ searches: Searches) -> Int32 {
    switch formula {
    case .constant(let holds): holds ? builder.and([]) : builder.or([])
    case .name(let name): searches[name]?.condition.node ?? builder.or([])
    case .not(let part): builder.not(node(of: part, searches))
    case .and(let parts): builder.and(parts.map { node(of: $0, searches) })
    case .or(let parts): builder.or(parts.map { node(of: $0, searches) })
    }
  }

  private mutating func compile(
    _ detection: Detection, of title: String, _ path: String, _ searches: inout Searches
  ) -> CompiledCondition? {
    let before = diagnostics.count
    for (name, search) in detection.searchIdentifiers {
      searches[name] = compile(search, path)
    }
    guard diagnostics.count == before else { return nil }
    let roots = detection.conditions.compactMap { compile($0.expression, detection, searches) }
    guard !roots.isEmpty, roots.count == detection.conditions.count else {
      diagnostics.append(
        Diagnostic(
          severity: .error, category: .invalid, file: path, position: detection.node.start,
          message: "'\(title)' has no condition that can be evaluated"))
      return nil
    }
    if roots.count == 1 { return roots[0] }
    return CompiledCondition(
      node: builder.or(roots.map(\.node)), kind: .or, children: roots)
  }

  // MARK: Conditions

  private mutating func compile(
    _ condition: Condition, _ detection: Detection, _ searches: [String: CompiledSearch]
  ) -> CompiledCondition? {
    switch condition {
    case .identifier(let name):
      return searches[name].map(\.condition)
    case .not(let inner):
      guard let inner = compile(inner, detection, searches) else { return nil }
      return CompiledCondition(node: builder.not(inner.node), kind: .not, children: [inner])
    case .and(let parts):
      guard let inner = compile(parts, detection, searches) else { return nil }
      return CompiledCondition(
        node: builder.and(inner.map(\.node)), kind: .and, children: inner)
    case .or(let parts):
      guard let inner = compile(parts, detection, searches) else { return nil }
      return CompiledCondition(node: builder.or(inner.map(\.node)), kind: .or, children: inner)
    case .oneOf(let target), .allOf(let target):
      let chosen = detection.searchIdentifiers.keys.filter(target.includes)
      let inner = chosen.compactMap { searches[$0]?.condition }
      guard !inner.isEmpty else { return nil }
      if case .allOf = condition {
        return CompiledCondition(
          node: builder.and(inner.map(\.node)), kind: .allOf("\(target)"), children: inner)
      }
      return CompiledCondition(
        node: builder.or(inner.map(\.node)), kind: .oneOf("\(target)"), children: inner)
    }
  }

  private mutating func compile(
    _ parts: [Condition], _ detection: Detection, _ searches: [String: CompiledSearch]
  ) -> [CompiledCondition]? {
    var compiled: [CompiledCondition] = []
    for part in parts {
      guard let inner = compile(part, detection, searches) else { return nil }
      compiled.append(inner)
    }
    return compiled
  }

  // MARK: Searches

  private mutating func compile(_ search: SearchIdentifier, _ path: String) -> CompiledSearch? {
    var alternatives: [Int32] = []
    var items: [[CompiledItem]] = []
    for alternative in search.alternatives {
      let compiled = alternative.compactMap { compile($0, in: search, path) }
      guard compiled.count == alternative.count else { return nil }
      items.append(compiled)
      alternatives.append(builder.and(compiled.map(\.node)))
    }
    guard !alternatives.isEmpty else { return nil }
    let condition = CompiledCondition(
      node: builder.or(alternatives), kind: .search(search.name, items, alternatives),
      children: [])
    return CompiledSearch(condition: condition)
  }

  private mutating func compile(
    _ item: DetectionItem, in search: SearchIdentifier, _ path: String
  ) -> CompiledItem? {
    var draft = item.draft
    do throws(ItemDraft.Problem) {
      try draft.expand(placeholders, of: item.value)
    } catch {
      diagnostics.append(error.diagnostic(file: path))
      return nil
    }
    do throws(MatchProgramBuilder.TooLarge) {
      return try compile(item, draft)
    } catch {
      diagnostics.append(
        Diagnostic(
          severity: .error, category: .unsupported, file: path, position: item.value.start,
          message: "the rules have more than \(MatchProgramBuilder.maximumPatterns) values"))
      return nil
    }
  }

  private mutating func compile(
    _ item: DetectionItem, _ draft: ItemDraft
  ) throws(MatchProgramBuilder.TooLarge) -> CompiledItem {
    let groups = draft.requiresAll ? draft.values.map { [$0] } : [draft.values]
    var nodes: [Int32] = []
    var tests: [Int32] = []
    for group in groups {
      let (node, test) = try builder.test(
        field: item.field, group, isCased: draft.isCased)
      nodes.append(node)
      tests.append(test)
    }
    var node = builder.and(nodes)
    if draft.isNegated { node = builder.not(node) }
    return CompiledItem(item: item, node: node, tests: tests, isNegated: draft.isNegated)
  }
}

/// A rule as compiled.
struct CompiledRule: Sendable {
  let node: Int32
  let condition: CompiledCondition
  let bare: CompiledBareRule?
}

/// A part of a condition with the node that evaluates it, in the rule's order.
struct CompiledCondition: Sendable {
  indirect enum Kind: Sendable {
    case and, or, not
    case oneOf(String), allOf(String)
    /// A filter: its index in the rule's filters, and its title.
    case filter(Int, String)
    /// A search: its items by alternative, and each alternative's node.
    case search(String, [[CompiledItem]], [Int32])
  }

  let node: Int32
  let kind: Kind
  let children: [CompiledCondition]
}

struct CompiledSearch {
  let condition: CompiledCondition
}

/// A detection item with its tests: one, or with `all` one for each value.
struct CompiledItem: Sendable {
  let item: DetectionItem
  let node: Int32
  let tests: [Int32]
  let isNegated: Bool
}
