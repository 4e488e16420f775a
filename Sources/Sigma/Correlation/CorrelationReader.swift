import SourceYAML

/// Reads the `correlation` section of a document and reports all problems in it.
struct CorrelationReader {
  let source: SourceText
  var log: DiagnosticLog

  /// The contents of the section.
  struct Section {
    let type: CorrelationType
    let rules: [Correlation.Reference]
    let groupBy: [Correlation.Reference]
    let timespan: Timespan
    let condition: CorrelationConditionReader.Result
    let aliases: [Correlation.Alias]
    let generates: Bool
  }

  private static let keys = [
    "type", "rules", "group-by", "timespan", "condition", "aliases", "generate",
  ]
  /// The maximum number of rules, fields or aliases. Published correlations have a few.
  private static let maximumEntries = 1_000

  /// The section, or nil if something is missing or wrong.
  mutating func section(_ root: YAMLNode) -> Section? {
    guard let (key, node) = root.entry("correlation") else { return nil }
    guard let entries = node.mapping, !entries.isEmpty else {
      log.error(
        .invalid,
        "'correlation' must be a map of type, rules, timespan and condition, not "
          + node.kindName, at: node.mapping == nil ? node : key)
      return nil
    }
    checkKeys(entries)
    let type = type(node, key)
    let rules = rules(node)
    let groupBy = groupBy(node)
    let timespan = timespan(node, key)
    let aliases = aliases(node)
    let generates = generates(root, node)
    var reader = CorrelationConditionReader(source: source, log: log)
    let condition = type.flatMap { reader.read(node, key, type: $0, rules: rules) }
    log = reader.log
    if rules == nil, type?.isTemporal == false || node["condition"]?.string == nil {
      log.error(
        .invalid, "the correlation does not say which rules it looks at", at: key,
        help: "add 'rules:' with a list of names or ids")
    }
    guard let type, let timespan, let groupBy, let aliases, let generates, let condition else {
      return nil
    }
    return Section(
      type: type, rules: rules ?? condition.rules, groupBy: groupBy, timespan: timespan,
      condition: condition, aliases: aliases, generates: generates)
  }

  private mutating func checkKeys(_ entries: [(key: YAMLNode, value: YAMLNode)]) {
    for (key, _) in entries {
      let name = key.scalar?.text ?? ""
      if Self.keys.contains(name) { continue }
      log.error(
        .invalid, "unknown key '\(name)' in the correlation", at: key,
        help: NearestName.advice(for: name, in: Self.keys)
          ?? "one of: " + Self.keys.joined(separator: ", "))
    }
  }

  // MARK: Type and time span

  private mutating func type(_ node: YAMLNode, _ key: YAMLNode) -> CorrelationType? {
    let names = CorrelationType.allCases.map(\.rawValue)
    guard let value = node["type"], value.scalar?.isNull != true else {
      log.error(
        .invalid, "the correlation has no type", at: key,
        help: "add 'type:' with one of: " + names.joined(separator: ", "))
      return nil
    }
    let text = value.scalar?.text ?? value.kindName
    if let type = CorrelationType(rawValue: text.lowercased()) { return type }
    log.error(
      .invalid, "unknown type of correlation '\(text)'", at: value,
      help: NearestName.advice(for: text, in: names)
        ?? "one of: " + names.joined(separator: ", "))
    return nil
  }

  private mutating func timespan(_ node: YAMLNode, _ key: YAMLNode) -> Timespan? {
    guard let value = node["timespan"], value.scalar?.isNull != true else {
      log.error(
        .invalid, "the correlation has no timespan", at: key, help: "for example 'timespan: 5m'")
      return nil
    }
    let text = value.scalar?.text ?? value.kindName
    if let timespan = Timespan(text) { return timespan }
    let isNumber = !text.isEmpty && text.utf8.allSatisfy { $0 &- 0x30 < 10 }
    let lower = text.lowercased()
    log.error(
      .invalid, "'\(text)' is not a time span", at: value,
      help: isNumber
        ? "a unit is missing: '\(text)m' is minutes; s, h and d are seconds, hours and days"
        : Timespan(lower) != nil
          ? "units are in lower case: \(lower)"
          : "a whole number and one unit: 30s, 5m, 24h, 7d")
    return nil
  }

  // MARK: Lists

  /// Nil if there is no list or it can't be read; in the second case the log has errors.
  private mutating func rules(_ node: YAMLNode) -> [Correlation.Reference]? {
    guard let value = node["rules"], value.scalar?.isNull != true else { return nil }
    guard let rules = references(value, "rules", "the name or id of a rule") else { return [] }
    guard rules.isEmpty else { return rules }
    if node["condition"]?.string != nil { return nil }
    log.error(.invalid, "the list of rules is empty", at: value, help: "name at least one rule")
    return rules
  }

  private mutating func groupBy(_ node: YAMLNode) -> [Correlation.Reference]? {
    guard let value = node["group-by"], value.scalar?.isNull != true else { return [] }
    return references(value, "group-by", "a field")
  }

  /// A text, or a list of texts.
  private mutating func references(
    _ node: YAMLNode, _ key: String, _ what: String
  ) -> [Correlation.Reference]? {
    if let text = node.string { return [Correlation.Reference(text: text, node: node)] }
    guard let elements = node.sequence else {
      log.error(
        .invalid, "'\(key)' must be a list, not \(node.kindName)", at: node,
        help: "write \(what) on each line, after '- '")
      return nil
    }
    guard elements.count <= Self.maximumEntries else {
      log.error(.unsupported, "'\(key)' has at most \(Self.maximumEntries) entries", at: node.start)
      return nil
    }
    var references: [Correlation.Reference] = []
    for element in elements {
      guard let scalar = element.scalar, !scalar.isNull, !scalar.text.isEmpty else {
        log.error(.invalid, "\(what) must be a text, not \(element.kindName)", at: element)
        continue
      }
      if references.contains(where: { $0.text == scalar.text }) {
        log.warning("'\(scalar.text)' occurs twice in '\(key)'", at: element)
      }
      references.append(Correlation.Reference(text: scalar.text, node: element))
    }
    return references
  }

  // MARK: Aliases

  private mutating func aliases(_ node: YAMLNode) -> [Correlation.Alias]? {
    guard let value = node["aliases"], value.scalar?.isNull != true else { return [] }
    let help = "for example: 'who: {create_key: requestParameters.userName}'"
    guard let entries = value.mapping else {
      log.error(
        .invalid, "'aliases' must be a map of names, not \(value.kindName)", at: value, help: help)
      return nil
    }
    guard entries.count <= Self.maximumEntries else {
      log.error(
        .unsupported, "a correlation has at most \(Self.maximumEntries) aliases", at: value.start)
      return nil
    }
    return entries.compactMap { key, fields in
      guard let rules = fields.mapping, rules.count <= Self.maximumEntries else {
        log.error(
          .invalid, "an alias must be a map of rules and their fields, not \(fields.kindName)",
          at: fields, help: help)
        return nil
      }
      return Correlation.Alias(
        name: key.scalar?.text ?? "",
        fields: rules.compactMap { rule, field in
          guard let text = field.string, !text.isEmpty else {
            log.error(.invalid, "a field must be a text, not \(field.kindName)", at: field)
            return nil
          }
          return (Correlation.Reference(text: rule.scalar?.text ?? "", node: rule), text)
        })
    }
  }

  /// The specification's text and schema have `generate` beside the section, pySigma has it inside.
  private mutating func generates(_ root: YAMLNode, _ node: YAMLNode) -> Bool? {
    var generates = false
    for value in [root["generate"], node["generate"]].compactMap({ $0 }) {
      switch value.scalar?.resolved {
      case .bool(let bool): generates = generates || bool
      case .null: break
      default:
        log.error(
          .invalid, "'generate' must be true or false, not \(value.kindName)", at: value)
        return nil
      }
    }
    return generates
  }
}
