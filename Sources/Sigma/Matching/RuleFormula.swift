import SourceYAML

/// A rule's condition as a tree of tests, its modifiers applied and its placeholders expanded: for
/// whoever says a rule in another language.
///
///     selection and not filter      and [and [test eventName …, …], not (test awsRegion …)]
package indirect enum RuleFormula: Sendable {
  case and([RuleFormula])
  case or([RuleFormula])
  case not(RuleFormula)
  case test(FieldTest)
}

/// A field, one of whose values must have one of the wanted ones. Without a field: any text of the
/// event (a keyword).
package struct FieldTest: Sendable {
  package let field: String?
  /// Alternatives are listed one by one: there is no `anyOf`.
  package let values: [ItemValue]
  package let isCased: Bool
  /// Where the rule says it.
  package let item: DetectionItem
  /// The file of the rule or filter.
  package let path: String
}

extension Rule {
  /// The rule's condition with that of its filters.
  ///
  /// - Throws: a placeholder without values.
  package func formula(_ placeholders: Placeholders) throws(Diagnostic) -> RuleFormula {
    var parts = [try Self.formula(detection, placeholders, path)]
    for filter in filters {
      parts.append(try Self.formula(filter.detection, placeholders, filter.path))
    }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private static func formula(
    _ detection: Detection, _ placeholders: Placeholders, _ path: String
  ) throws(Diagnostic) -> RuleFormula {
    var searches: [String: RuleFormula] = [:]
    for (name, search) in detection.searchIdentifiers {
      var alternatives: [RuleFormula] = []
      for items in search.alternatives {
        var parts: [RuleFormula] = []
        for item in items { parts.append(try formula(item, placeholders, path)) }
        alternatives.append(joined(parts, RuleFormula.and))
      }
      searches[name] = joined(alternatives, RuleFormula.or)
    }
    let roots = detection.conditions.map {
      formula($0.expression, Array(detection.searchIdentifiers.keys), searches)
    }
    return joined(roots, RuleFormula.or)
  }

  private static func joined(
    _ parts: [RuleFormula], _ join: ([RuleFormula]) -> RuleFormula
  ) -> RuleFormula {
    parts.count == 1 ? parts[0] : join(parts)
  }

  private static func formula(
    _ condition: Condition, _ names: [String], _ searches: [String: RuleFormula]
  ) -> RuleFormula {
    func parts(_ target: ConditionTarget) -> [RuleFormula] {
      names.filter(target.includes).compactMap { searches[$0] }
    }
    return switch condition {
    // The reader refuses a condition that names an unknown search.
    case .identifier(let name): searches[name] ?? .or([])
    case .not(let inner): .not(formula(inner, names, searches))
    case .and(let inner): .and(inner.map { formula($0, names, searches) })
    case .or(let inner): .or(inner.map { formula($0, names, searches) })
    case .oneOf(let target): joined(parts(target), RuleFormula.or)
    case .allOf(let target): joined(parts(target), RuleFormula.and)
    }
  }

  private static func formula(
    _ item: DetectionItem, _ placeholders: Placeholders, _ path: String
  ) throws(Diagnostic) -> RuleFormula {
    var draft = item.draft
    do throws(ItemDraft.Problem) {
      try draft.expand(placeholders, of: item.value)
    } catch {
      throw error.diagnostic(file: path)
    }
    let groups = draft.requiresAll ? draft.values.map { [$0] } : [draft.values]
    let tests = groups.map { values in
      RuleFormula.test(
        FieldTest(
          field: item.field, values: values.flatMap(alternatives), isCased: draft.isCased,
          item: item, path: path))
    }
    let all = joined(tests, RuleFormula.and)
    return draft.isNegated ? .not(all) : all
  }

  private static func alternatives(_ value: ItemValue) -> [ItemValue] {
    if case .anyOf(let inner) = value { inner.flatMap(alternatives) } else { [value] }
  }
}
