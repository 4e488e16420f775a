/// A condition as a Boolean formula over the names of searches, its patterns written out.
///
///     selection and not 1 of filter_main_*   ->   selection and not (filter_main_a or filter_main_b)
///
/// Formulas are kept simplified, flat and in one order, with *not* before names only, so that `not
/// a and not b` and `not 1 of them` are equal where they mean the same, and what an edit may do to
/// a condition can be proven by fixing one name: the new condition is *old and not F* exactly if it
/// is false with F true, and the old one with F false.
package indirect enum ConditionFormula: Sendable, Hashable {
  case constant(Bool)
  case name(String)
  case not(ConditionFormula)
  case and([ConditionFormula])
  case or([ConditionFormula])

  /// - Parameters:
  ///   - names: all searches of the rule, in file order, for the patterns.
  ///   - fixed: what is known to be true or false.
  package init(_ condition: Condition, names: [String], fixing fixed: [String: Bool] = [:]) {
    func leaf(_ name: String) -> ConditionFormula {
      fixed[name].map(ConditionFormula.constant) ?? .name(name)
    }
    switch condition {
    case .identifier(let name):
      self = leaf(name)
    case .not(let part):
      self = ConditionFormula(part, names: names, fixing: fixed).negated
    case .and(let parts):
      self = .all(parts.map { ConditionFormula($0, names: names, fixing: fixed) })
    case .or(let parts):
      self = .any(parts.map { ConditionFormula($0, names: names, fixing: fixed) })
    case .oneOf(let target):
      self = .any(names.filter(target.includes).map(leaf))
    case .allOf(let target):
      self = .all(names.filter(target.includes).map(leaf))
    }
  }

  private var negated: ConditionFormula {
    switch self {
    case .constant(let value): .constant(!value)
    case .name: .not(self)
    case .not(let part): part
    case .and(let parts): .any(parts.map(\.negated))
    case .or(let parts): .all(parts.map(\.negated))
    }
  }

  /// The parts in one order, each once.
  private static func ordered(_ parts: [ConditionFormula]) -> [ConditionFormula] {
    guard parts.count > 1 else { return parts }
    var seen: Set<ConditionFormula> = []
    return parts.map { (key: $0.text, part: $0) }.sorted { $0.key < $1.key }.map(\.part)
      .filter { seen.insert($0).inserted }
  }

  private var text: String {
    switch self {
    case .constant(let value): "\(value)"
    case .name(let name): name
    case .not(let part): "!" + part.text
    case .and(let parts): "(" + parts.map(\.text).joined(separator: "&") + ")"
    case .or(let parts): "(" + parts.map(\.text).joined(separator: "|") + ")"
    }
  }

  private static func all(_ parts: [ConditionFormula]) -> ConditionFormula {
    var flat: [ConditionFormula] = []
    for part in parts {
      switch part {
      case .constant(false): return .constant(false)
      case .constant(true): continue
      case .and(let inner): flat += inner
      default: flat.append(part)
      }
    }
    flat = ordered(flat)
    return flat.count == 1 ? flat[0] : flat.isEmpty ? .constant(true) : .and(flat)
  }

  private static func any(_ parts: [ConditionFormula]) -> ConditionFormula {
    var flat: [ConditionFormula] = []
    for part in parts {
      switch part {
      case .constant(true): return .constant(true)
      case .constant(false): continue
      case .or(let inner): flat += inner
      default: flat.append(part)
      }
    }
    flat = ordered(flat)
    return flat.count == 1 ? flat[0] : flat.isEmpty ? .constant(false) : .or(flat)
  }
}

extension ConditionFormula {
  /// The names that make the formula true rather than false: those under an even number of *not*.
  package var positiveNames: Set<String> {
    var found: Set<String> = []
    collect(into: &found, isPositive: true)
    return found
  }

  private func collect(into found: inout Set<String>, isPositive: Bool) {
    switch self {
    case .constant: break
    case .name(let name): if isPositive { found.insert(name) }
    case .not(let part): part.collect(into: &found, isPositive: !isPositive)
    case .and(let parts), .or(let parts):
      for part in parts { part.collect(into: &found, isPositive: isPositive) }
    }
  }
}

extension Detection {
  /// The conditions as formulas, one for each entry of a list.
  package func formulas(fixing fixed: [String: Bool] = [:]) -> [ConditionFormula] {
    let names = Array(searchIdentifiers.keys)
    return conditions.map { ConditionFormula($0.expression, names: names, fixing: fixed) }
  }

  /// Whether no event that the search matches is matched by the rule: the search is an exception.
  package func excludes(_ name: String) -> Bool {
    searchIdentifiers[name] != nil
      && formulas(fixing: [name: true]).allSatisfy { $0 == .constant(false) }
  }

  /// The searches that the rule excludes, in file order.
  package var exceptions: [String] {
    let names = Array(searchIdentifiers.keys)
    var suspects = Set(names)
    var certain = Set(names)
    for condition in conditions {
      suspects.formIntersection(condition.expression.negatedNames(names))
      certain.formIntersection(condition.expression.plainlyExcludedNames(names))
    }
    return names.filter { certain.contains($0) || suspects.contains($0) && excludes($0) }
  }
}

extension Condition {
  /// The names below some *not*. No other search can be an exception.
  fileprivate func negatedNames(_ names: [String], isNegated: Bool = false) -> Set<String> {
    switch self {
    case .identifier(let name): isNegated ? [name] : []
    case .oneOf(let target), .allOf(let target):
      isNegated ? Set(names.filter(target.includes)) : []
    case .not(let part): part.negatedNames(names, isNegated: true)
    case .and(let parts), .or(let parts):
      parts.reduce(into: []) { $0.formUnion($1.negatedNames(names, isNegated: isNegated)) }
    }
  }

  /// The names of `… and not a and not 1 of filter_*`, in which a look tells that they are
  /// exceptions.
  fileprivate func plainlyExcludedNames(_ names: [String]) -> Set<String> {
    switch self {
    case .and(let parts):
      parts.reduce(into: []) { $0.formUnion($1.plainlyExcludedNames(names)) }
    case .not(.identifier(let name)): [name]
    case .not(.oneOf(let target)): Set(names.filter(target.includes))
    default: []
    }
  }
}
