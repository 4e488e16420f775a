import SourceYAML

extension RuleReader {
  /// The filter of a document, or nil if it has an error, which is in the log.
  mutating func filter(_ root: YAMLNode, documentIndex: Int, path: String) -> RuleFilter? {
    let errors = log.errorCount
    let title = title(root)
    let logsource = logsource(root)
    guard let section = root["filter"], section.mapping != nil else {
      log.error(
        .invalid, "'filter' must be a map of rules, searches and a condition", at: root.start)
      return nil
    }
    let target = target(section)
    if let (key, node) = section.entry("condition"), node.sequence != nil {
      log.error(
        .invalid, "a filter has one condition, not a list", at: key, help: "join them with 'and'")
    }
    var reader = DetectionReader(source: source, log: log)
    let detection = reader.detection(root, under: .filter)
    log = reader.log
    let id = id(root)
    let name = name(root)
    let description = text("description", root)
    guard log.errorCount == errors, let title, let logsource, let target, let detection else {
      return nil
    }
    return RuleFilter(
      id: id, title: title, name: name, description: description, logsource: logsource,
      target: target, detection: detection, documentIndex: documentIndex, path: path)
  }

  private mutating func target(_ section: YAMLNode) -> RuleFilter.Target? {
    let help = "write 'rules: any', or a list of ids and names of rules"
    guard let node = section["rules"] else {
      log.error(.invalid, "the filter does not say for which rules it is", at: section, help: help)
      return nil
    }
    if let text = node.string {
      return text.lowercased() == "any"
        ? .any : .rules([RuleFilter.Reference(text: text, node: node)])
    }
    guard let elements = node.sequence else {
      log.error(
        .invalid, "'rules' must be a list, a text or 'any', not \(node.kindName)", at: node,
        help: help)
      return nil
    }
    if elements.isEmpty {
      log.warning("an empty list of rules means every rule", at: node, help: "write 'rules: any'")
      return .any
    }
    var references: [RuleFilter.Reference] = []
    for element in elements {
      guard let text = element.string else {
        log.error(
          .invalid, "a rule is named by a text, not \(element.kindName)", at: element, help: help)
        continue
      }
      references.append(RuleFilter.Reference(text: text, node: element))
    }
    return .rules(references)
  }
}
