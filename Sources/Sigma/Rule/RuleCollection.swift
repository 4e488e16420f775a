import SourceYAML

/// The documents of a file, combined by `action:`.
///
///     action: global                   merged into every following rule, up to a reset
///     logsource: {product: aws}
///     ---
///     title: A rule                    has the log source too
///     detection: …
///     ---
///     action: repeat                   the previous document again, with these changes
///     title: The same for another name
///
/// Mappings are merged by key; any other value replaces the one before. `global` overrides a rule,
/// as in pySigma 2.0.1 (`sigma/collection.py`). Collections are no longer in the specification, but
/// people still write them.
struct RuleCollection {
  /// A rule, filter or correlation after merging.
  struct Entry {
    let root: YAMLNode
    /// The document as written.
    let own: YAMLNode
    let isMerged: Bool
    /// False if one of its documents has errors, since it might mean something else.
    let isUsable: Bool
  }

  /// The maximum number of nodes of all merged documents: a large global part multiplies with many
  /// small rules.
  private static let mostNodes = YAMLComposer.maximumNodes

  private var global: YAMLNode?
  private var previous: YAMLNode?
  private var weight = 0
  /// A document that is merged into later ones has errors.
  private var isBroken = false
  /// Rules of the file are repeated, so an edit of one would change others too.
  private let hasRepeats: Bool

  init(_ documents: [YAMLComposer.Document]) {
    hasRepeats = documents.contains { $0.root?["action"]?.string == "repeat" }
  }

  /// The result of the next document; nil for a document that only affects others.
  mutating func entry(
    for document: YAMLComposer.Document, _ own: YAMLNode, _ log: inout DiagnosticLog
  ) -> Entry? {
    let errors = log.errorCount
    let merged = merged(own, &log)
    if log.errorCount > errors || (document.isDamaged && own["action"] != nil) { isBroken = true }
    guard let merged else { return nil }
    let isUsable = !document.isDamaged && !isBroken
    if document.isDamaged, hasRepeats { isBroken = true }
    return Entry(
      root: hasRepeats ? Self.locked(merged.root) : merged.root, own: own,
      isMerged: merged.isMerged, isUsable: isUsable)
  }

  private typealias Merged = (root: YAMLNode, isMerged: Bool)

  private mutating func merged(_ root: YAMLNode, _ log: inout DiagnosticLog) -> Merged? {
    guard let (key, value) = root.entry("action") else {
      guard Self.isRule(root) else { return (root, false) }
      if let global { return merge(global, into: root, at: root, &log) }
      previous = root
      return (root, false)
    }
    let content = Self.withoutAction(root)
    switch value.string {
    case "global":
      global = content
      previous = content
    case "reset": global = nil
    case "repeat":
      if let previous { return merge(content, into: previous, at: key, &log) }
      log.error(
        .invalid, "no document before this one to repeat", at: value,
        help: "'action: repeat' follows the rule that it repeats")
    default:
      log.error(
        .invalid, "unknown action '\(value.scalar?.text ?? value.kindName)'", at: value,
        help: NearestName.advice(for: value.scalar?.text ?? "", in: Self.actions)
          ?? "one of: " + Self.actions.joined(separator: ", "))
    }
    return nil
  }

  private static let actions = ["global", "reset", "repeat"]

  /// Correlations and filters take no part.
  private static func isRule(_ root: YAMLNode) -> Bool {
    root.mapping != nil && root["correlation"] == nil
      && (root["filter"] == nil || root["detection"] != nil)
  }

  private mutating func merge(
    _ changes: YAMLNode, into root: YAMLNode, at place: YAMLNode, _ log: inout DiagnosticLog
  ) -> Merged? {
    if isBroken { return nil }
    weight += Self.weight(of: root) + Self.weight(of: changes)
    guard weight <= Self.mostNodes else {
      log.error(
        .unsupported, "the collection means more than \(Self.mostNodes) values", at: place.start)
      return nil
    }
    let merged = Self.merge(changes, into: root)
    previous = merged
    return (merged, true)
  }

  /// With a detection that can't be edited in place.
  private static func locked(_ root: YAMLNode) -> YAMLNode {
    guard let entries = root.mapping else { return root }
    let locked = entries.map { key, value in
      guard key.scalar?.text == "detection", value.mapping != nil else { return (key, value) }
      return (
        key, YAMLNode(content: value.content, start: value.start, end: value.end, isAlias: true)
      )
    }
    return YAMLNode(content: .mapping(locked, isFlow: false), start: root.start, end: root.end)
  }

  private static func weight(of node: YAMLNode) -> Int {
    switch node.content {
    case .scalar: 1
    case .sequence(let elements, _): elements.reduce(1) { $0 + weight(of: $1) }
    case .mapping(let entries, _):
      entries.reduce(1) { $0 + weight(of: $1.key) + weight(of: $1.value) }
    }
  }

  private static func withoutAction(_ root: YAMLNode) -> YAMLNode {
    let entries = (root.mapping ?? []).filter { $0.key.scalar?.text != "action" }
    return YAMLNode(content: .mapping(entries, isFlow: false), start: root.start, end: root.end)
  }

  private static func merge(_ changes: YAMLNode, into node: YAMLNode) -> YAMLNode {
    guard let new = changes.mapping, let old = node.mapping else { return changes }
    var entries = old
    var places: [String: Int] = [:]
    for (index, entry) in old.enumerated() { places[entry.key.scalar?.text ?? ""] = index }
    for entry in new {
      let name = entry.key.scalar?.text ?? ""
      if let index = places[name] {
        entries[index].value = merge(entry.value, into: entries[index].value)
      } else {
        places[name] = entries.count
        entries.append(entry)
      }
    }
    // Several places of the file use it: like an alias, it can't be edited at one of them.
    return YAMLNode(
      content: .mapping(entries, isFlow: false), start: node.start, end: node.end, isAlias: true)
  }
}
