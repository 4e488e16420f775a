import SourceYAML

/// Reads the documents and rules of one file.
struct RuleFileReader {
  private let source: SourceText
  private let path: String
  private(set) var log: DiagnosticLog
  private(set) var documents: [RuleDocument] = []
  private(set) var rules: [Rule] = []
  private(set) var filters: [RuleFilter] = []
  private(set) var correlations: [Correlation] = []
  /// The number of rules with an identity.
  private var identities: [String: Int] = [:]

  init(text: String, path: String) {
    self.path = path
    self.log = DiagnosticLog(file: path)
    guard text.utf8.count <= RuleFile.maximumFileBytes else {
      self.source = SourceText("")
      log.error(
        .invalid,
        "the file has \(text.utf8.count) bytes; a rule file has at most \(RuleFile.maximumFileBytes)",
        at: nil)
      return
    }
    self.source = SourceText(text)
  }

  mutating func read() {
    guard log.errorCount == 0 else { return }
    var seen: [String: SourcePosition] = [:]
    let parsed = YAMLComposer.documents(of: source, log: &log)
    var collection = RuleCollection(parsed)
    for document in parsed {
      let kind = Self.kind(of: document)
      if let root = document.root, let entry = collection.entry(for: document, root, &log) {
        read(entry, kind, seen: &seen)
      }
      documents.append(RuleDocument(root: document.root, kind: kind, start: document.start))
    }
    refuseTooManyPairs()
    let isEmpty = documents.allSatisfy { $0.kind == .commentOnly || $0.kind == .other }
    if log.errorCount == 0, isEmpty {
      log.error(
        .invalid, "no rule in the file", at: nil, help: "a rule has title, logsource and detection")
    }
    log.finish()
  }

  private mutating func read(
    _ entry: RuleCollection.Entry, _ kind: RuleDocument.Kind,
    seen: inout [String: SourcePosition]
  ) {
    let root = entry.root
    let errors = log.errorCount
    switch kind {
    case .rule:
      var reader = RuleReader(source: source, log: log)
      let rule = reader.rule(root, documentIndex: documents.count, path: path)
      log = reader.log
      guard var rule else { return }
      checkUnique(rule.id, rule.name, rule.title, entry, &seen)
      rule.variant = variant(of: rule.identityInFile)
      if log.errorCount == errors, entry.isUsable { rules.append(rule) }
    case .filter:
      var reader = RuleReader(source: source, log: log)
      let filter = reader.filter(root, documentIndex: documents.count, path: path)
      log = reader.log
      if let filter, entry.isUsable { filters.append(filter) }
    case .correlation:
      var reader = RuleReader(source: source, log: log)
      let correlation = reader.correlation(root, documentIndex: documents.count, path: path)
      log = reader.log
      guard var correlation else { return }
      checkUnique(correlation.id, correlation.name, correlation.title, entry, &seen)
      correlation.variant = variant(of: correlation.identity)
      if log.errorCount == errors, entry.isUsable { correlations.append(correlation) }
    case .commentOnly: break
    case .other: refuse(root)
    }
  }

  /// The maximum of rules times filters in a file. Each pair is compiled, so their number grows
  /// with the square of the file.
  private static let maximumPairs = 50_000

  private mutating func refuseTooManyPairs() {
    guard rules.count * filters.count > Self.maximumPairs else { return }
    log.error(
      .unsupported,
      "\(rules.count) rules with \(filters.count) filters are too many for one file; none is used",
      at: nil, help: "split the file")
    rules = []
  }

  private mutating func refuse(_ root: YAMLNode) {
    log.error(
      .invalid, "a rule must be a map, not \(root.kindName)", at: root.start,
      help: "a rule has title, logsource and detection")
  }

  /// The number of rules before this one with its identity.
  private mutating func variant(of identity: String) -> Int {
    identities[identity, default: 0] += 1
    return identities[identity, default: 1] - 1
  }

  /// Correlations and filters refer to a rule by name or id, and hits have its id. Names and ids
  /// from a collection may be equal.
  private mutating func checkUnique(
    _ id: String?, _ name: String?, _ title: String, _ entry: RuleCollection.Entry,
    _ seen: inout [String: SourcePosition]
  ) {
    for (key, value) in [("id", id), ("name", name)] {
      guard let value, let node = entry.own[key] else { continue }
      guard let first = seen[RuleFilter.key(value)] else {
        seen[RuleFilter.key(value)] = node.start
        continue
      }
      if key == "name" {
        log.error(
          .invalid, "two rules of the file have the name '\(value)'", at: node,
          help: "the other one is on line \(first.line)")
      } else {
        log.warning(
          "two rules of the file have the id '\(value)'", at: node,
          help: "the other one is on line \(first.line); give each rule its own id")
      }
    }
    guard id == nil, name == nil, let node = entry.own["title"] else { return }
    if identities[title] != nil {
      log.warning(
        "two rules of the file have the title '\(title)' and no id", at: node,
        help: "give each rule its own id")
    }
  }

  private static func kind(of document: YAMLComposer.Document) -> RuleDocument.Kind {
    guard let root = document.root else { return document.isDamaged ? .other : .commentOnly }
    guard root.mapping != nil else { return .other }
    if let action = root["action"] { return action.string == "repeat" ? .rule : .other }
    if root["detection"] != nil { return .rule }
    if root["correlation"] != nil { return .correlation }
    return root["filter"] != nil ? .filter : .rule
  }
}
