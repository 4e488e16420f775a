/// Looks for an event that could satisfy a condition, and says why no event can.
///
///     selection and not selection
///     selection and other             eventName: CreateUser    eventName: DeleteUser
///
/// The condition is expanded into alternatives of tests that must hold together. An alternative is
/// dropped if a test both must and must not hold, or if a field with one value per event would need
/// several. Unknown parts (an expression, a placeholder) count as satisfiable, so that no condition
/// is wrongly called contradictory.
struct ContradictionCheck {
  private let detection: Detection
  private var atoms: [Atom] = []
  private var atomIndices: [Atom: Int] = [:]
  private var reason: String?
  private var work = 0

  /// One field against alternatives.
  private struct Atom: Hashable {
    var field: String?
    var values: [ItemValue]
    var isCased: Bool
  }

  private indirect enum Formula {
    case atom(Int)
    case not(Formula)
    case and([Formula])
    case or([Formula])
  }

  /// Tests that must hold together.
  private struct Alternative {
    var wanted: Set<Int> = []
    var excluded: Set<Int> = []
  }

  /// A condition with more alternatives is not checked. Published ones have some dozens.
  private static let maximumAlternatives = 1_000
  private static let maximumWork = 500_000

  init(_ detection: Detection) { self.detection = detection }

  /// Why no event satisfies the condition, or one of its parts joined by `or`; `nil` if one may.
  mutating func contradiction(in condition: Condition) -> String? {
    if case .or(let parts) = condition {
      for part in parts {
        if let reason = contradiction(in: part) { return reason }
      }
      return nil
    }
    reason = nil
    guard let alternatives = alternatives(formula(condition), isNegated: false),
      alternatives.isEmpty
    else { return nil }
    return reason
  }

  // MARK: The condition as a formula

  private mutating func formula(_ condition: Condition) -> Formula {
    switch condition {
    case .and(let parts): return .and(formulas(parts))
    case .or(let parts): return .or(formulas(parts))
    case .not(let part): return .not(formula(part))
    case .identifier(let name): return formula(search: name)
    case .oneOf(let target): return .or(formulas(chosenBy: target))
    case .allOf(let target): return .and(formulas(chosenBy: target))
    }
  }

  private mutating func formulas(_ parts: [Condition]) -> [Formula] {
    var formulas: [Formula] = []
    for part in parts { formulas.append(formula(part)) }
    return formulas
  }

  private mutating func formulas(chosenBy target: ConditionTarget) -> [Formula] {
    var formulas: [Formula] = []
    for name in detection.searchIdentifiers.keys where target.includes(name) {
      formulas.append(formula(search: name))
    }
    return formulas
  }

  private mutating func formula(search name: String) -> Formula {
    var alternatives: [Formula] = []
    for items in detection.searchIdentifiers[name]?.alternatives ?? [] {
      alternatives.append(.and(items.map { formula($0) }))
    }
    return .or(alternatives)
  }

  private mutating func formula(_ item: DetectionItem) -> Formula {
    let draft = item.draft
    let groups = draft.requiresAll ? draft.values.map { [$0] } : [draft.values]
    var parts: [Formula] = []
    for group in groups {
      parts.append(atom(Atom(field: item.field, values: group, isCased: draft.isCased)))
    }
    return draft.isNegated ? .not(.and(parts)) : .and(parts)
  }

  private mutating func atom(_ atom: Atom) -> Formula {
    if let index = atomIndices[atom] { return .atom(index) }
    atoms.append(atom)
    atomIndices[atom] = atoms.count - 1
    return .atom(atoms.count - 1)
  }

  // MARK: Alternatives

  /// The alternatives without a contradiction; `nil` if there are too many.
  private mutating func alternatives(_ formula: Formula, isNegated: Bool) -> [Alternative]? {
    switch formula {
    case .atom(let index):
      return [isNegated ? Alternative(excluded: [index]) : Alternative(wanted: [index])]
    case .not(let inner): return alternatives(inner, isNegated: !isNegated)
    case .and(let parts): return isNegated ? union(parts, true) : product(parts, false)
    case .or(let parts): return isNegated ? product(parts, true) : union(parts, false)
    }
  }

  private mutating func union(_ parts: [Formula], _ isNegated: Bool) -> [Alternative]? {
    var all: [Alternative] = []
    for part in parts {
      guard let own = alternatives(part, isNegated: isNegated) else { return nil }
      all += own
      if all.count > Self.maximumAlternatives { return nil }
    }
    return all
  }

  private mutating func product(_ parts: [Formula], _ isNegated: Bool) -> [Alternative]? {
    var all = [Alternative()]
    for part in parts {
      guard let own = alternatives(part, isNegated: isNegated),
        all.count * own.count <= Self.maximumAlternatives
      else { return nil }
      var joined: [Alternative] = []
      for left in all {
        for right in own {
          let both = Alternative(
            wanted: left.wanted.union(right.wanted), excluded: left.excluded.union(right.excluded))
          work += both.wanted.count + both.excluded.count
          if work > Self.maximumWork { return nil }
          if let contradiction = contradiction(in: both) {
            reason = reason ?? contradiction
          } else {
            joined.append(both)
          }
        }
      }
      all = joined
      if all.isEmpty { return [] }
    }
    return all
  }

  // MARK: Contradictions of tests

  private mutating func contradiction(in tests: Alternative) -> String? {
    if let both = tests.wanted.intersection(tests.excluded).min() {
      return "\(words(both)) is required and excluded"
    }
    let byField = Dictionary(grouping: tests.wanted.sorted()) { atoms[$0].field }
    for (field, wanted) in byField.sorted(by: { ($0.key ?? "") < ($1.key ?? "") }) {
      guard let field else { continue }
      let excluded = tests.excluded.sorted().filter { atoms[$0].field == field }
      if CloudTrailFields.withOneValue.contains(field) {
        if let reason = contradiction(of: field, wanted, excluded) { return reason }
      } else {
        // Several elements of a list may each satisfy another test.
        for one in wanted {
          if let reason = contradiction(of: field, [one], excluded) { return reason }
        }
      }
    }
    return nil
  }

  /// The contradiction of tests that one value must satisfy.
  private mutating func contradiction(
    of field: String, _ wanted: [Int], _ excluded: [Int]
  ) -> String? {
    let missing = wanted.filter { atoms[$0].values.allSatisfy(\.isAboutMissing) }
    let present = wanted.filter { !atoms[$0].values.contains(where: \.isAboutMissing) }
    if !missing.isEmpty, let other = present.first {
      return "'\(field)' has to be missing and to be \(valueWords(other))"
    }
    guard let first = wanted.first(where: { candidates(of: $0) != nil }),
      let candidates = candidates(of: first)
    else { return nil }
    var left = candidates
    for other in wanted where other != first {
      left.removeAll { !mayMatch(other, $0) }
      if left.isEmpty {
        return "'\(field)' cannot be \(valueWords(first)) and \(valueWords(other))"
      }
    }
    let isCased = atoms[first].isCased
    for other in excluded {
      left.removeAll { surelyMatches(other, $0, isCased: isCased) }
      if left.isEmpty { return "\(words(first)) is required and excluded" }
    }
    return nil
  }

  /// The only texts that satisfy a test, if they can be listed.
  private mutating func candidates(of index: Int) -> [String]? {
    let values = atoms[index].values
    work += values.count
    guard work <= Self.maximumWork else { return nil }
    var texts: [String] = []
    for value in values {
      switch value {
      case .text(let text):
        guard let plain = text.literal else { return nil }
        texts.append(plain)
      case .bool(let bool): texts.append(String(bool))
      default: return nil
      }
    }
    return texts
  }

  /// Whether a test may hold for a text in some case.
  private mutating func mayMatch(_ index: Int, _ text: String) -> Bool {
    work += atoms[index].values.count
    guard work <= Self.maximumWork else { return true }
    return atoms[index].values.contains { value in
      switch value {
      case .text(let pattern) where pattern.placeholders.isEmpty:
        pattern.matches(text)
      case .bool(let bool): text.lowercased() == String(bool)
      case .exists(let exists): exists
      case .null: false
      default: true
      }
    }
  }

  /// Whether a test holds for a text in every possible case.
  private mutating func surelyMatches(_ index: Int, _ text: String, isCased: Bool) -> Bool {
    let atom = atoms[index]
    work += atom.values.count
    guard work <= Self.maximumWork, !atom.isCased || isCased else { return false }
    return atom.values.contains { value in
      switch value {
      case .text(let pattern) where pattern.placeholders.isEmpty:
        CompiledPattern(pattern, isCased: atom.isCased).matches(text)
      case .exists(let exists): exists
      default: false
      }
    }
  }

  // MARK: Words

  private func words(_ index: Int) -> String {
    let atom = atoms[index]
    guard let field = atom.field else { return "the same keyword" }
    return "'\(field)' = \(valueWords(index))"
  }

  private func valueWords(_ index: Int) -> String {
    let values = atoms[index].values
    let first = values.first.map(\.shown) ?? ""
    return values.count > 1 ? "\(first) or \(values.count - 1) more" : first
  }
}

extension ItemValue {
  /// Whether it holds only for a missing field.
  fileprivate var isAboutMissing: Bool {
    switch self {
    case .null, .exists(false): true
    default: false
    }
  }

  fileprivate var shown: String {
    switch self {
    case .text(let text): text.literal.map { "'\($0)'" } ?? "a text with wildcards"
    case .bool(let bool): String(bool)
    case .number(let number): "\(number)"
    case .null: "null"
    default: kindName
    }
  }
}
