import SourceYAML

/// Resolves the references of correlations, and orders them so that each one comes after those that
/// it uses.
struct CorrelationResolver {
  private var correlations: [Correlation]
  private let rules: [Rule]
  /// The targets of a name or id; several if files disagree.
  private var known: [String: [Named]] = [:]
  /// How many rules and correlations have a title: a unique title can be a reference.
  private var titles: [String: Int] = [:]
  /// Names and ids of documents with errors.
  private var broken: Set<String> = []
  private var states: [State]
  private var identities: Set<String>

  private(set) var entries: [CorrelationSet.Entry] = []
  private(set) var fields: [String] = []
  private(set) var diagnostics: [Diagnostic] = []
  private var fieldIndices: [String: Int] = [:]

  private enum Named {
    case rule(Int)
    /// Index in `correlations`.
    case correlation(Int)
  }

  private enum State {
    case untouched, leftOut
    /// Its index in `entries`.
    case done(Int)
  }

  /// The maximum depth of correlations over correlations; the resolver recurses.
  private static let maximumChainLength = 100

  init(files: [RuleFile], rules: [Rule]) {
    self.rules = rules
    correlations = files.flatMap(\.correlations)
    states = correlations.map { _ in .untouched }
    identities = Set(rules.map(\.identity))
    for (index, rule) in rules.enumerated() {
      for key in Set(RuleFilter.keys(of: rule)) { known[key, default: []].append(.rule(index)) }
    }
    for (index, correlation) in correlations.enumerated() {
      for key in Set(Self.keys(of: correlation)) {
        known[key, default: []].append(.correlation(index))
      }
    }
    addTitles()
    for root in files.flatMap(\.documents).compactMap(\.root) {
      broken.formUnion(["id", "name"].compactMap { root[$0]?.string.map(RuleFilter.key) })
    }
  }

  private static func keys(of correlation: Correlation) -> [String] {
    [correlation.id, correlation.name].compactMap { $0.map(RuleFilter.key) }
  }

  /// Published sets refer to rules by title. An equal id or name comes first.
  private mutating func addTitles() {
    let titled =
      rules.enumerated().map { ($1.title, Named.rule($0)) }
      + correlations.enumerated().map { ($1.title, Named.correlation($0)) }
    for (title, _) in titled { titles[title, default: 0] += 1 }
    for (title, named) in titled {
      let key = RuleFilter.key(title)
      if titles[title] == 1, known[key] == nil {
        known[key] = [named]
      } else {
        titles[title] = max(2, titles[title] ?? 0)
      }
    }
  }

  /// Whether a reference is the title of a rule, not its id or name.
  private func isTitle(_ reference: String) -> Bool { titles[reference] == 1 }

  mutating func resolve() {
    for index in correlations.indices { _ = visit(index, path: []) }
  }

  /// The index in `entries`, or nil if the correlation can't be evaluated.
  private mutating func visit(_ index: Int, path: [Int]) -> Int? {
    switch states[index] {
    case .done(let entry): return entry
    case .leftOut: return nil
    case .untouched: states[index] = .leftOut
    }
    let sources = sources(of: index, path: path + [index])
    guard areAliasesRight(correlations[index]), let sources else { return nil }
    distinguish(index)
    entries.append(CorrelationSet.Entry(correlation: correlations[index], sources: sources))
    states[index] = .done(entries.count - 1)
    return entries.count - 1
  }

  /// Alerts and hits belong to a rule by its id. If two have the same id, the path distinguishes
  /// them.
  private mutating func distinguish(_ index: Int) {
    if !identities.insert(correlations[index].identity).inserted {
      let correlation = correlations[index]
      correlations[index].distinguishingPath = correlation.path
      identities.insert(correlations[index].identity)
      diagnostics.append(
        Diagnostic(
          severity: .warning, category: .suspicious, file: correlation.path, position: nil,
          message:
            "the correlation '\(correlation.title)' has the id '\(correlation.identity)' of another rule",
          advice: "give each rule its own id"))
    }
  }

  private mutating func sources(of index: Int, path: [Int]) -> [CorrelationSet.Source]? {
    let correlation = correlations[index]
    var sources: [CorrelationSet.Source] = []
    for reference in correlation.rules {
      guard let named = named(reference, in: correlation) else { continue }
      switch named {
      case .rule(let rule): sources.append(source(rule: rule, reference, correlation))
      case .correlation(let other):
        if let inner = inner(other, reference, path: path) {
          sources.append(source(entry: inner, reference, correlation))
        }
      }
    }
    return sources.count == correlation.rules.count ? sources : nil
  }

  // MARK: References

  private mutating func named(
    _ reference: Correlation.Reference, in correlation: Correlation
  ) -> Named? {
    let found = known[RuleFilter.key(reference.text)] ?? []
    if found.count == 1 {
      if isTitle(reference.text) {
        add(
          .warning, correlation, reference,
          "'\(reference.text)' is the title of a rule, and neither its id nor its name",
          help: "other tools refuse it: give the rule a 'name:' and refer to that")
      }
      return found[0]
    }
    if found.isEmpty, let count = titles[reference.text], count > 1 {
      error(
        correlation, reference, "\(count) rules have the title '\(reference.text)'",
        help: "give the intended rule a 'name:' and refer to that")
    } else if found.isEmpty {
      error(
        correlation, reference, "no rule has the id or name '\(reference.text)'",
        help: advice(for: reference.text))
    } else {
      error(
        correlation, reference, "\(found.count) rules have the id or name '\(reference.text)'",
        help: "give each rule its own name, or refer to it by its id")
    }
    return nil
  }

  private func advice(for name: String) -> String {
    if broken.contains(RuleFilter.key(name)) { return "the rule of that name is not used" }
    if let near = NearestName.advice(for: name, in: known.keys.sorted()) { return near }
    return "give trailsift the folder with all rules, or the rule in the same file"
  }

  private mutating func inner(
    _ other: Int, _ reference: Correlation.Reference, path: [Int]
  ) -> Int? {
    let correlation = correlations[path[path.count - 1]]
    if let start = path.firstIndex(of: other) {
      let circle = (path[start...] + [other]).map {
        correlations[$0].name ?? correlations[$0].title
      }
      error(
        correlation, reference,
        circle.count == 2
          ? "the correlation refers to itself"
          : "correlations refer to each other in a circle: " + circle.joined(separator: " → "),
        help: "one of them has to refer to rules only")
      return nil
    }
    guard path.count < Self.maximumChainLength else {
      error(
        correlation, reference,
        "more than \(Self.maximumChainLength) correlations stand on top of each other")
      return nil
    }
    if let entry = visit(other, path: path) { return entry }
    error(
      correlation, reference, "the correlation '\(reference.text)' cannot be evaluated",
      help: "see the error reported for it")
    return nil
  }

  private mutating func error(
    _ correlation: Correlation, _ reference: Correlation.Reference, _ message: String,
    help: String? = nil
  ) {
    add(.error, correlation, reference, message, help: help)
  }

  private mutating func add(
    _ severity: Diagnostic.Severity, _ correlation: Correlation,
    _ reference: Correlation.Reference, _ message: String, help: String?
  ) {
    diagnostics.append(
      Diagnostic(
        severity: severity, category: severity == .error ? .invalid : .suspicious,
        file: correlation.path, position: reference.node.start,
        length: reference.node.shownLength, message: message, advice: help))
  }

  // MARK: Fields

  private mutating func source(
    rule: Int, _ reference: Correlation.Reference, _ correlation: Correlation
  ) -> CorrelationSet.Source {
    let keys = Set(self.keys(of: rules[rule]))
    func index(_ name: String) -> Int {
      let field = Self.field(name, of: keys, in: correlation)
      if let index = fieldIndices[field] { return index }
      fields.append(field)
      fieldIndices[field] = fields.count - 1
      return fields.count - 1
    }
    return CorrelationSet.Source(
      target: .rule(rule), groupBy: correlation.groupBy.map { index($0.text) },
      values: correlation.valueFields.map { index($0.text) })
  }

  /// The fields of another correlation's alerts are its group-by fields.
  private mutating func source(
    entry: Int, _ reference: Correlation.Reference, _ correlation: Correlation
  ) -> CorrelationSet.Source {
    let inner = entries[entry].correlation
    let keys = Set(self.keys(of: inner))
    let names = inner.groupBy.map(\.text)
    let indices = (correlation.groupBy + correlation.valueFields).map { wanted in
      let field = Self.field(wanted.text, of: keys, in: correlation)
      let index = names.firstIndex(of: field)
      if index == nil {
        add(
          .warning, correlation, wanted,
          "alerts of '\(reference.text)' have no '\(field)': none of them will count",
          help: names.isEmpty
            ? "it groups by nothing"
            : "they have what it groups by: " + names.joined(separator: ", "))
      }
      return index
    }
    let groups = correlation.groupBy.count
    return CorrelationSet.Source(
      target: .correlation(entry), groupBy: Array(indices[..<groups]),
      values: Array(indices[groups...]))
  }

  /// The field of a name in the events of a rule with these ids and names.
  private static func field(
    _ name: String, of keys: Set<String>, in correlation: Correlation
  ) -> String {
    for alias in correlation.aliases where alias.name == name {
      for (rule, field) in alias.fields where keys.contains(RuleFilter.key(rule.text)) {
        return field
      }
    }
    return name
  }

  private mutating func areAliasesRight(_ correlation: Correlation) -> Bool {
    let listed = Set(correlation.rules.flatMap { keys(for: $0) })
    var areRight = true
    for alias in correlation.aliases {
      for (rule, _) in alias.fields where !listed.contains(RuleFilter.key(rule.text)) {
        let near = NearestName.advice(for: rule.text, in: correlation.rules.map(\.text))
        if known[RuleFilter.key(rule.text)] != nil {
          add(
            .warning, correlation, rule,
            "the alias is for '\(rule.text)', which the correlation does not look at", help: near)
        } else {
          areRight = false
          error(
            correlation, rule, "no rule has the id or name '\(rule.text)'",
            help: near ?? advice(for: rule.text))
        }
      }
    }
    return areRight
  }

  /// All ids and names of a reference's target.
  private func keys(for reference: Correlation.Reference) -> [String] {
    switch known[RuleFilter.key(reference.text)]?.first {
    case .rule(let index): keys(of: rules[index])
    case .correlation(let index): keys(of: correlations[index])
    case nil: []
    }
  }

  /// Its id and name, and its title if that can be a reference.
  private func keys(of rule: Rule) -> [String] {
    RuleFilter.keys(of: rule) + (isTitle(rule.title) ? [RuleFilter.key(rule.title)] : [])
  }

  private func keys(of correlation: Correlation) -> [String] {
    Self.keys(of: correlation)
      + (isTitle(correlation.title) ? [RuleFilter.key(correlation.title)] : [])
  }
}
