import Basics
import OrderedCollections
import SourceYAML

/// Reads the `detection` section of a rule.
struct DetectionReader {
  let source: SourceText
  var log: DiagnosticLog

  /// The maximum number of searches in a rule. Published rules have up to some dozens.
  static let maximumSearches = 1_000
  /// The maximum number of values in a rule after modifiers. Published lists have some hundreds.
  static let maximumValues = 100_000

  /// The maximum number of modifiers of an item. Published chains have up to four.
  static let maximumModifiers = 32

  private var valueCount = 0

  init(source: SourceText, log: DiagnosticLog) {
    self.source = source
    self.log = log
  }

  /// The section of searches and conditions.
  enum Section: String {
    case detection, filter

    /// Keys of the section that are not searches.
    var reservedKeys: Set<String> {
      switch self {
      case .detection: ["condition", "timeframe"]
      case .filter: ["condition", "rules"]
      }
    }
  }

  /// The detection, or nil if the section can't be read; the log has the errors.
  mutating func detection(_ root: YAMLNode, under section: Section = .detection) -> Detection? {
    guard let (_, node) = root.entry(section.rawValue) else {
      log.error(
        .invalid, "the rule has no detection", at: root.start,
        help: NearestName.of("detection", in: keys(of: root)).map {
          "did you mean 'detection' instead of '\($0)'?"
        } ?? "add 'detection:' with a search and a condition")
      return nil
    }
    guard let entries = node.mapping, !entries.isEmpty else {
      log.error(
        .invalid, "'\(section)' must be a map of searches and a condition, not \(node.kindName)",
        at: node)
      return nil
    }
    guard entries.count <= Self.maximumSearches else {
      log.error(.unsupported, "a rule has at most \(Self.maximumSearches) searches", at: node.start)
      return nil
    }
    if section == .detection, let timeframe = node.entry("timeframe") {
      log.warning(
        "'timeframe' has no effect", at: timeframe.key,
        help: "in a correlation rule it is 'timespan'")
    }
    let reserved = section.reservedKeys
    var searches: OrderedDictionary<String, SearchIdentifier> = [:]
    for (key, value) in entries {
      guard let name = key.scalar?.text, !reserved.contains(name) else { continue }
      let alternatives = alternatives(value, of: name)
      searches[name] = SearchIdentifier(
        name: name, key: key, value: value, alternatives: alternatives)
    }
    let conditions = conditions(node, names: Array(searches.keys))
    warnAboutUnused(searches, conditions)
    return Detection(node: node, searchIdentifiers: searches, conditions: conditions)
  }

  private func keys(of node: YAMLNode) -> [String] {
    (node.mapping ?? []).compactMap { $0.key.scalar?.text }
  }

  // MARK: Searches

  private mutating func alternatives(_ node: YAMLNode, of name: String) -> [[DetectionItem]] {
    switch node.content {
    case .scalar(let scalar) where scalar.isNull:
      log.error(
        .invalid, "the search '\(name)' is empty", at: node,
        help: "give it at least one field or keyword, on indented lines below it")
      return []
    case .scalar: return keyword(node).map { [[$0]] } ?? []
    case .mapping(let entries, _): return items(entries, node).map { [$0] } ?? []
    case .sequence(let elements, _):
      if elements.isEmpty {
        log.error(
          .invalid, "the search '\(name)' is an empty list", at: node,
          help: "give it at least one map or keyword")
      }
      return elements.compactMap { element in
        switch element.content {
        case .scalar: return keyword(element).map { [$0] }
        case .mapping(let entries, _): return items(entries, element)
        case .sequence:
          log.error(.invalid, "the list of a search can't contain a list", at: element)
          return nil
        }
      }
    }
  }

  private mutating func keyword(_ node: YAMLNode) -> DetectionItem? {
    guard let value = value(node, what: "a keyword") else { return nil }
    guard !value.scalar.isNull else {
      log.error(.invalid, "a keyword cannot be empty", at: node)
      return nil
    }
    return item(field: nil, modifiers: [], values: [value], key: nil, value: node)
  }

  private mutating func items(
    _ entries: [(key: YAMLNode, value: YAMLNode)], _ node: YAMLNode
  ) -> [DetectionItem]? {
    if entries.isEmpty {
      log.error(
        .invalid, "an empty map would match everything", at: node,
        help: "give it at least one field")
      return nil
    }
    return entries.compactMap { key, value in item(key, value) }
  }

  private mutating func item(_ key: YAMLNode, _ node: YAMLNode) -> DetectionItem? {
    guard let scalar = key.scalar, !scalar.isNull || scalar.style != .plain else {
      log.error(.invalid, "a field name is missing", at: key)
      return nil
    }
    let parts = scalar.text.pieces(at: "|")
    guard parts.count - 1 <= Self.maximumModifiers else {
      log.error(
        .unsupported, "a field has at most \(Self.maximumModifiers) modifiers", at: key.start)
      return nil
    }
    var modifiers: [ModifierName] = []
    var index = parts[0].unicodeScalars.count + 1
    for part in parts.dropFirst() {
      let place = ScalarPlace.position(of: index, in: key, source)
      modifiers.append(ModifierName(name: String(part), position: place))
      index += part.unicodeScalars.count + 1
    }
    guard let values = values(node, key) else { return nil }
    return item(
      field: parts[0].isEmpty ? nil : String(parts[0]), modifiers: modifiers, values: values,
      key: key, value: node)
  }

  private mutating func values(_ node: YAMLNode, _ key: YAMLNode) -> [DetectionValue]? {
    switch node.content {
    case .scalar: return value(node, what: "a value").map { [$0] }
    case .mapping:
      log.error(
        .invalid, "a map cannot be the value of a field", at: node.start,
        help: "write nested fields with dots: '\(key.scalar?.text ?? "").…'")
      return nil
    case .sequence(let elements, _):
      if elements.isEmpty {
        log.error(
          .invalid, "an empty list of values matches nothing", at: node,
          help: "remove the field, or give a value")
        return nil
      }
      var values: [DetectionValue] = []
      for element in elements {
        guard element.scalar != nil else {
          log.error(
            .invalid, "\(element.kindName) cannot stand in a list of values", at: element.start)
          continue
        }
        if element.scalar?.text.isEmpty == true, element.scalar?.isNull == true {
          log.error(
            .invalid, "an entry of the list is empty", at: element,
            help: "write null for a missing field, '' for an empty text, or remove the entry")
          continue
        }
        if let value = value(element, what: "a value") { values.append(value) }
      }
      return values.count == elements.count ? values : nil
    }
  }

  private mutating func value(_ node: YAMLNode, what: String) -> DetectionValue? {
    guard let scalar = node.scalar else { return nil }
    if case .float(let number) = scalar.resolved, !number.isFinite {
      log.error(
        .invalid, "'\(scalar.text)' cannot be \(what)", at: node,
        help: "to mean the text, put it between quotes")
      return nil
    }
    return DetectionValue(node: node, scalar: scalar)
  }

  /// An item with its modifiers applied; nil, with an error, if they can't be or if the rule has too
  /// many values.
  private mutating func item(
    field: String?, modifiers: [ModifierName], values: [DetectionValue], key: YAMLNode?,
    value node: YAMLNode
  ) -> DetectionItem? {
    guard valueCount <= Self.maximumValues else { return nil }
    do throws(ItemDraft.Problem) {
      let item = try DetectionItem(
        field: field, modifiers: modifiers, values: values, key: key, value: node)
      valueCount += item.draft.valueCount
      if valueCount > Self.maximumValues {
        log.error(
          .unsupported, "the rule has more than \(Self.maximumValues) values", at: node.start)
      }
      return item
    } catch {
      log.add(error.diagnostic(file: log.file, source: source))
      return nil
    }
  }

  // MARK: Conditions

  private mutating func conditions(_ detection: YAMLNode, names: [String]) -> [RuleCondition] {
    guard let (key, node) = detection.entry("condition") else {
      log.error(
        .invalid, "the detection has no condition", at: detection.start,
        help: names.first.map { "add 'condition: \($0)'" })
      return []
    }
    switch node.content {
    case .sequence(let elements, _):
      if elements.isEmpty { log.error(.invalid, "the list of conditions is empty", at: node) }
      let length = elements.reduce(0) { $0 + ($1.scalar?.text.utf8.count ?? 0) }
      guard length <= ConditionParser.maximumLength else {
        log.error(
          .unsupported,
          "the conditions have more than \(ConditionParser.maximumLength) characters together",
          at: node.start)
        return []
      }
      return elements.compactMap { condition($0, names) }
    case .scalar: return condition(node, names).map { [$0] } ?? []
    case .mapping:
      log.error(.invalid, "the condition must be a text, not a map", at: key)
      return []
    }
  }

  private mutating func condition(_ node: YAMLNode, _ names: [String]) -> RuleCondition? {
    // A search may be named 1 or true: the text counts, if it is a search's name.
    guard let scalar = node.scalar, scalar.isString || names.contains(scalar.text) else {
      log.error(
        .invalid, "the condition must be a text, not \(node.kindName)", at: node,
        help: names.first.map { "for example: \($0)" })
      return nil
    }
    let (expression, problems) = ConditionParser.parse(scalar.text, names: names)
    for problem in problems {
      log.error(
        problem.category, problem.message,
        at: ScalarPlace.position(of: problem.range.lowerBound, in: node, source),
        length: problem.range.count, help: problem.advice)
    }
    return expression.map { RuleCondition(node: node, expression: $0) }
  }

  private mutating func warnAboutUnused(
    _ searches: OrderedDictionary<String, SearchIdentifier>, _ conditions: [RuleCondition]
  ) {
    guard !conditions.isEmpty else { return }
    for (name, search) in searches
    where !conditions.contains(where: { $0.expression.uses(name) }) {
      log.warning("the search '\(name)' is not used by the condition", at: search.key)
    }
  }
}
