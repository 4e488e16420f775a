import Basics
import SourceYAML

/// Reads one YAML document as a rule and reports all problems in it.
///
/// It requires what the specification requires (rules specification 2.1, "Components").
struct RuleReader {
  let source: SourceText
  var log: DiagnosticLog

  /// The keys of a rule in the specification.
  static let knownKeys = [
    "title", "id", "name", "related", "taxonomy", "status", "description", "license", "author",
    "references", "date", "modified", "logsource", "detection", "fields", "falsepositives",
    "level", "tags", "scope",
  ]
  /// Rules have about twenty keys; comparing thousands of names would take seconds.
  private static let maximumKeysCompared = 64
  private static let levels = ["informational", "low", "medium", "high", "critical"]
  private static let statuses = ["stable", "test", "experimental", "deprecated", "unsupported"]
  private static let relations = [
    "derived", "obsolete", "obsoletes", "merged", "renamed", "similar", "correlation",
  ]

  /// The rule, or nil if it lacks a required part. The log has the errors.
  mutating func rule(_ root: YAMLNode, documentIndex: Int, path: String) -> Rule? {
    let title = title(root)
    let logsource = logsource(root)
    var reader = DetectionReader(source: source, log: log)
    let detection = reader.detection(root)
    log = reader.log
    var rule = Rule(
      title: title ?? "", logsource: logsource ?? LogSource(),
      detection: detection
        ?? Detection(node: root, searchIdentifiers: [:], conditions: []),
      documentIndex: documentIndex, path: path)
    readMetadata(root, &rule)
    warnAboutKeys(root, known: Self.knownKeys)
    return title != nil && logsource != nil && detection != nil ? rule : nil
  }

  mutating func title(_ root: YAMLNode) -> String? {
    guard let node = root["title"] else {
      log.error(.invalid, "the rule has no title", at: root.start, help: "add 'title: …'")
      return nil
    }
    guard let title = node.string else {
      log.error(.invalid, "the title must be a text, not \(node.kindName)", at: node)
      return nil
    }
    let length = title.unicodeScalars.count
    if length > Self.maximumTitleLength {
      log.warning(
        "the title has \(length) characters; Sigma allows \(Self.maximumTitleLength)", at: node,
        help: "put what does not fit into the description")
    } else if title.trimmed.isEmpty {
      log.warning("the title is empty", at: node, help: "say what the rule finds")
    }
    return title
  }

  /// The maximum length of a title in characters (rules specification 2.1, "Title").
  private static let maximumTitleLength = 256

  /// The id. It is used even if it is not a UUID.
  mutating func id(_ root: YAMLNode) -> String? {
    guard let id = text("id", root), let node = root["id"] else { return nil }
    if !Self.isUUID(id) {
      log.warning("the id is not a UUID", at: node, help: "other tools refuse such a rule")
    }
    return id.isEmpty ? nil : id
  }

  /// The name; nil if it is empty.
  mutating func name(_ root: YAMLNode) -> String? {
    guard let name = text("name", root), let node = root["name"] else { return nil }
    guard name.isEmpty else { return name }
    log.warning(
      "the name is empty", at: node, help: "give it one, or remove the line: correlations use it")
    return nil
  }

  mutating func readMetadata(_ root: YAMLNode, _ rule: inout Rule) {
    rule.id = id(root)
    rule.name = name(root)
    rule.description = text("description", root)
    rule.author = text("author", root)
    rule.date = date("date", root)
    rule.modified = date("modified", root)
    rule.status = choice("status", root, Self.statuses)
    rule.level = choice("level", root, Self.levels)
    rule.tags = texts("tags", root)
    rule.references = texts("references", root)
    rule.fields = texts("fields", root)
    rule.falsepositives = texts("falsepositives", root)
    for node in root["tags"]?.sequence ?? [] {
      if let tag = node.string, !tag.has(".") {
        log.error(
          .invalid, "the tag '\(tag)' has no namespace", at: node,
          help: "for example: attack.\(tag)")
      }
    }
    checkRelated(root)
    if let taxonomy = text("taxonomy", root), taxonomy.lowercased() != "sigma",
      let node = root["taxonomy"]
    {
      log.warning("field names of the taxonomy '\(taxonomy)' are used as they are", at: node)
    }
  }

  mutating func text(_ key: String, _ root: YAMLNode) -> String? {
    guard let node = root[key], node.scalar?.isNull != true else { return nil }
    guard let text = node.string else {
      log.error(.invalid, "'\(key)' must be a text, not \(node.kindName)", at: node)
      return nil
    }
    return text
  }

  private mutating func texts(_ key: String, _ root: YAMLNode) -> [String] {
    guard let node = root[key], node.scalar?.isNull != true else { return [] }
    guard let elements = node.sequence else {
      log.error(
        .invalid, "'\(key)' must be a list, not \(node.kindName)", at: node,
        help: "write each entry on its own line, after '- '")
      return []
    }
    return elements.compactMap { element in
      // Numbers in such lists mean their text.
      if let scalar = element.scalar, !scalar.isNull { return scalar.text }
      log.error(.invalid, "'\(key)' has \(element.kindName) instead of a text", at: element)
      return nil
    }
  }

  private mutating func choice(
    _ key: String, _ root: YAMLNode, _ choices: [String]
  ) -> String? {
    guard let text = text(key, root)?.lowercased(), let node = root[key] else { return nil }
    if choices.contains(text) { return text }
    log.error(
      .invalid, "unknown \(key) '\(text)'", at: node,
      help: NearestName.advice(for: text, in: choices)
        ?? "one of: " + choices.joined(separator: ", "))
    return nil
  }

  private mutating func date(_ key: String, _ root: YAMLNode) -> String? {
    guard let text = text(key, root), let node = root[key] else { return nil }
    if Self.isDate(text) { return text }
    log.error(.invalid, "'\(text)' is not a date", at: node, help: "write YYYY-MM-DD")
    return nil
  }

  mutating func logsource(_ root: YAMLNode) -> LogSource? {
    guard let node = root["logsource"] else {
      log.error(
        .invalid, "the rule has no logsource", at: root.start,
        help: "for CloudTrail: 'logsource: {product: aws, service: cloudtrail}'")
      return nil
    }
    guard let entries = node.mapping, !entries.isEmpty else {
      log.error(
        .invalid, "'logsource' must be a map of product and service", at: node,
        help: "for CloudTrail: 'logsource: {product: aws, service: cloudtrail}'")
      return nil
    }
    var logsource = LogSource()
    for (key, value) in entries {
      guard let name = key.scalar?.text, value.scalar?.isNull != true else { continue }
      let isMain = ["category", "product", "service"].contains(name)
      guard let text = value.string else {
        if isMain {
          log.error(.invalid, "'\(name)' must be a text, not \(value.kindName)", at: value)
        }
        continue
      }
      switch name {
      case "category": logsource.category = text
      case "product": logsource.product = text
      case "service": logsource.service = text
      default: logsource.other[name] = text
      }
    }
    if logsource.category == nil, logsource.product == nil, logsource.service == nil {
      log.warning(
        "the logsource has no category, product or service: it applies to every log", at: node,
        help: "for CloudTrail: 'logsource: {product: aws, service: cloudtrail}'")
    }
    return logsource
  }

  private mutating func checkRelated(_ root: YAMLNode) {
    guard let node = root["related"], node.scalar?.isNull != true else { return }
    guard let elements = node.sequence else {
      log.error(.invalid, "'related' must be a list of maps with id and type", at: node)
      return
    }
    for element in elements {
      guard element["id"]?.string != nil, let type = element["type"], let name = type.string else {
        log.error(.invalid, "an entry of 'related' needs id and type", at: element.start)
        continue
      }
      if !Self.relations.contains(name) {
        log.error(
          .invalid, "unknown relation '\(name)'", at: type,
          help: NearestName.advice(for: name, in: Self.relations)
            ?? "one of: " + Self.relations.joined(separator: ", "))
      }
    }
  }

  /// Other keys are allowed. A key that is close to a known one is probably a mistake.
  mutating func warnAboutKeys(_ root: YAMLNode, known: [String]) {
    for (key, _) in (root.mapping ?? []).prefix(Self.maximumKeysCompared) {
      guard let name = key.scalar?.text, !known.contains(name),
        let near = NearestName.of(name, in: known), root[near] == nil
      else { continue }
      log.warning(
        "the key '\(name)' is not one of Sigma's", at: key, help: "did you mean '\(near)'?")
    }
  }
}
