import SourceYAML

extension RuleReader {
  /// The correlation of a document, or nil if it has an error, which is in the log.
  mutating func correlation(
    _ root: YAMLNode, documentIndex: Int, path: String
  ) -> Correlation? {
    let errors = log.errorCount
    var head = Rule(
      title: title(root) ?? "", logsource: LogSource(),
      detection: Detection(node: root, searchIdentifiers: [:], conditions: []),
      documentIndex: documentIndex, path: path)
    readMetadata(root, &head)
    warnAboutKeys(root, known: Self.knownKeys + ["correlation", "generate"])
    var reader = CorrelationReader(source: source, log: log)
    let section = reader.section(root)
    log = reader.log
    guard log.errorCount == errors, let section else { return nil }
    return Correlation(
      id: head.id, title: head.title, name: head.name, level: head.level, status: head.status,
      description: head.description, tags: head.tags, falsepositives: head.falsepositives,
      type: section.type, rules: section.rules, groupBy: section.groupBy,
      timespan: section.timespan, condition: section.condition.condition,
      valueFields: section.condition.fields, percentile: section.condition.percentile,
      aliases: section.aliases, generates: section.generates, documentIndex: documentIndex,
      path: path)
  }
}
