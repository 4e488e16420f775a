/// Reads the documents and rules of one file.
struct RuleFileReader {
  private let source: SourceText
  private let path: String
  private(set) var log: DiagnosticLog
  private(set) var documents: [RuleDocument] = []
  private(set) var rules: [Rule] = []
  private(set) var filters: [RuleFilter] = []

  init(text: String, path: String) {
    self.path = path
    self.log = DiagnosticLog(file: path)
    guard text.utf8.count <= RuleFile.largestFile else {
      self.source = SourceText("")
      log.error(
        .invalid,
        "the file has \(text.utf8.count) bytes; a rule file has at most \(RuleFile.largestFile)",
        at: nil)
      return
    }
    self.source = SourceText(text)
  }

  mutating func read() {
    guard log.errorCount == 0 else { return }
    var seen: [String: SourcePosition] = [:]
    for document in YAMLComposer.documents(of: source, log: &log) {
      let kind = Self.kind(of: document)
      if let root = document.root {
        read(root, kind, isDamaged: document.isDamaged, seen: &seen)
      }
      documents.append(RuleDocument(root: document.root, kind: kind, start: document.start))
    }
    if log.errorCount == 0, documents.allSatisfy({ $0.kind == .commentOnly }) {
      log.error(
        .invalid, "no rule in the file", at: nil, help: "a rule has title, logsource and detection")
    }
    log.sortByPlace()
  }

  private mutating func read(
    _ root: YAMLNode, _ kind: RuleDocument.Kind, isDamaged: Bool,
    seen: inout [String: SourcePosition]
  ) {
    let errors = log.errorCount
    switch kind {
    case .rule:
      var reader = RuleReader(source: source, log: log)
      let rule = reader.rule(root, documentIndex: documents.count, path: path)
      log = reader.log
      guard let rule else { return }
      checkUnique(rule, root, &seen)
      if log.errorCount == errors, !isDamaged { rules.append(rule) }
    case .filter:
      var reader = RuleReader(source: source, log: log)
      let filter = reader.filter(root, documentIndex: documents.count, path: path)
      log = reader.log
      if let filter, !isDamaged { filters.append(filter) }
    case .correlation:
      log.error(
        .unsupported, "correlation rules are not supported yet",
        at: root.entry("correlation")?.key ?? root)
    case .commentOnly: break
    case .other: refuse(root)
    }
  }

  private mutating func refuse(_ root: YAMLNode) {
    if let action = root.entry("action") {
      log.error(
        .unsupported, "rule collections ('action:') are no longer part of Sigma", at: action.key,
        help: "write each rule as a document of its own")
    } else {
      log.error(
        .invalid, "a rule must be a map, not \(root.kindName)", at: root.start,
        help: "a rule has title, logsource and detection")
    }
  }

  /// Names and ids are how correlations, filters and hits refer to a rule.
  private mutating func checkUnique(
    _ rule: Rule, _ root: YAMLNode, _ seen: inout [String: SourcePosition]
  ) {
    for (key, value) in [("id", rule.id), ("name", rule.name)] {
      guard let value, let node = root[key] else { continue }
      if let first = seen[value] {
        log.error(
          .invalid, "two rules of the file have the \(key) '\(value)'", at: node,
          help: "the other one is on line \(first.line)")
      } else {
        seen[value] = node.start
      }
    }
  }

  private static func kind(of document: YAMLComposer.Document) -> RuleDocument.Kind {
    guard let root = document.root else { return document.isDamaged ? .other : .commentOnly }
    guard root.mapping != nil else { return .other }
    if root["detection"] != nil { return root["action"] == nil ? .rule : .other }
    if root["correlation"] != nil { return .correlation }
    if root["filter"] != nil { return .filter }
    return root["action"] == nil ? .rule : .other
  }
}
