import SourceYAML

/// Reads the `condition` of a correlation: bounds, or an expression over its rules.
///
///     condition: {field: sourceIPAddress, gte: 3}
///     condition: list_call and (create_key or attach_policy)
struct CorrelationConditionReader {
  let source: SourceText
  var log: DiagnosticLog

  struct Result {
    var condition: CorrelationCondition
    var fields: [Correlation.Reference] = []
    var percentile = 50.0
    /// The rules in an expression, in order.
    var rules: [Correlation.Reference] = []
  }

  private typealias Bound = CorrelationCondition.Bound

  private static let operators = Bound.Relation.allCases.map(\.rawValue)

  /// - Parameter rules: the `rules` list; nil if it is missing.
  mutating func read(
    _ section: YAMLNode, _ key: YAMLNode, type: CorrelationType, rules: [Correlation.Reference]?
  ) -> Result? {
    guard let (_, node) = section.entry("condition"), node.scalar?.isNull != true else {
      if type.isTemporal {
        // All rules, as the specification describes the type.
        let all = Bound(relation: .gte, value: Double(rules?.count ?? 0))
        return Result(condition: .bounds([all]))
      }
      log.error(
        .invalid, "a correlation of type \(type.rawValue) needs a condition", at: key,
        help: type.measuresField
          ? "for example: 'condition: {field: sourceIPAddress, gte: 3}'"
          : "for example: 'condition: {gte: 10}'")
      return nil
    }
    if node.mapping != nil { return bounds(node, type) }
    guard let text = node.string else {
      log.error(
        .invalid, "the condition must be a map such as {gte: 10}, not \(node.kindName)", at: node)
      return nil
    }
    guard type.isTemporal else {
      log.error(
        .invalid, "a correlation of type \(type.rawValue) cannot have a text as condition",
        at: node, help: "write a map such as {gte: 10}; expressions belong to the type temporal")
      return nil
    }
    return expression(text, node, rules)
  }

  // MARK: Bounds

  private mutating func bounds(_ node: YAMLNode, _ type: CorrelationType) -> Result? {
    let errors = log.errorCount
    var bounds: [Bound] = []
    var result = Result(condition: .bounds([]))
    var hasPercentile = false
    for (key, value) in node.mapping ?? [] {
      let name = key.scalar?.text ?? ""
      switch name {
      case "field":
        result.fields = fields(value)
        if !type.measuresField {
          log.warning("'field' has no effect on the type \(type.rawValue)", at: key)
        }
      case "percentile":
        hasPercentile = true
        result.percentile = percentile(value) ?? result.percentile
        if type != .valuePercentile {
          log.warning("'percentile' has no effect on the type \(type.rawValue)", at: key)
        }
      default:
        guard let relation = Bound.Relation(rawValue: name) else {
          let known = Self.operators + ["field", "percentile"]
          log.error(
            .invalid, "unknown key '\(name)' in the condition", at: key,
            help: NearestName.advice(for: name, in: known)
              ?? "one of: " + known.joined(separator: ", "))
          continue
        }
        if let number = number(value) { bounds.append(Bound(relation: relation, value: number)) }
      }
    }
    check(node, type, result, hasBounds: !bounds.isEmpty, hasPercentile, errors)
    if type == .valueMedian { result.percentile = 50 }
    result.condition = .bounds(bounds)
    return log.errorCount == errors ? result : nil
  }

  private mutating func check(
    _ node: YAMLNode, _ type: CorrelationType, _ result: Result, hasBounds: Bool,
    _ hasPercentile: Bool, _ errors: Int
  ) {
    if log.errorCount == errors, !hasBounds {
      log.error(
        .invalid, "the condition has no bound", at: node.start,
        help: "add one of: " + Self.operators.joined(separator: ", "))
    }
    if type.measuresField, node["field"] == nil {
      log.error(
        .invalid, "a correlation of type \(type.rawValue) needs a field in its condition",
        at: node.start, help: "for example: 'field: sourceIPAddress'")
    }
    if type.measuresNumbers, result.fields.count > 1 {
      log.error(
        .invalid, "a correlation of type \(type.rawValue) measures one field, not several",
        at: result.fields[1].node)
    }
    if type == .valuePercentile, !hasPercentile {
      log.error(
        .unsupported, "the condition does not say which percentile", at: node.start,
        help: "add 'percentile: 95'; the specification does not define a default")
    }
  }

  private mutating func number(_ node: YAMLNode) -> Double? {
    if let number = Self.finite(node) { return number }
    log.error(
      .invalid, "'\(node.scalar?.text ?? node.kindName)' is not a number", at: node)
    return nil
  }

  private mutating func percentile(_ node: YAMLNode) -> Double? {
    if let number = Self.finite(node), 0...100 ~= number { return number }
    log.error(.invalid, "a percentile is a number from 0 to 100", at: node)
    return nil
  }

  /// A number, with or without quotes.
  private static func finite(_ node: YAMLNode) -> Double? {
    switch node.scalar?.resolved {
    case .int(let int): return Double(int)
    case .float(let float): return float.isFinite ? float : nil
    case .string:
      guard let number = Double(node.scalar?.text ?? ""), number.isFinite else { return nil }
      return number
    default: return nil
    }
  }

  private mutating func fields(_ node: YAMLNode) -> [Correlation.Reference] {
    let elements = node.sequence ?? [node]
    let fields = elements.compactMap { element -> Correlation.Reference? in
      guard let text = element.string, !text.isEmpty else { return nil }
      return Correlation.Reference(text: text, node: element)
    }
    if fields.isEmpty || fields.count < elements.count {
      log.error(
        .invalid, "'field' must be the name of a field, or a list of them", at: node.start)
    }
    return fields
  }

  // MARK: Expressions

  private mutating func expression(
    _ text: String, _ node: YAMLNode, _ rules: [Correlation.Reference]?
  ) -> Result? {
    let names = rules?.map(\.text) ?? Self.names(in: text)
    let (expression, problems) = ConditionParser.parse(text, names: names)
    for problem in problems {
      log.error(
        problem.category, problem.message, at: place(problem.range.lowerBound, node),
        length: problem.range.count, help: problem.advice)
    }
    guard let expression else { return nil }
    if expression.hasQuantifier {
      log.error(
        .invalid, "'1 of' and 'all of' cannot stand in the condition of a correlation", at: node,
        help: "write the names of the rules with and, or, not")
      return nil
    }
    for rule in rules ?? [] where !expression.uses(rule.text) {
      log.error(
        .invalid, "the rule '\(rule.text)' is not used by the condition", at: rule.node,
        help: "remove it from the list, or use it in the condition")
    }
    return Result(
      condition: .expression(expression),
      rules: names.map { Correlation.Reference(text: $0, node: node) })
  }

  private func place(_ index: Int, _ node: YAMLNode) -> SourcePosition {
    ScalarPlace.position(of: index, in: node, source)
  }

  /// The names in an expression, without duplicates.
  private static func names(in text: String) -> [String] {
    guard text.unicodeScalars.count <= ConditionParser.maximumLength else { return [] }
    var names: [String] = []
    for token in ConditionToken.tokens(of: text) {
      guard case .word(let word) = token.kind, !["and", "or", "not"].contains(word.lowercased()),
        !names.contains(word)
      else { continue }
      names.append(word)
    }
    return names
  }
}
