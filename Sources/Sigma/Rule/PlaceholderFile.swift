import Basics
import SourceYAML

/// A YAML file with the values of `|expand` placeholders.
///
///     admins:
///       - alice
///       - ops-*
///     office: 203.0.113.0/24
public struct PlaceholderFile: Sendable {
  /// As given.
  public let path: String
  /// As read.
  public let text: String
  /// Its documents, as they are written: maps of names to values.
  public let documents: [YAMLNode]
  /// Values by name.
  public let values: [String: [String]]
  /// Problems of the file. Names with an error have no values.
  public let diagnostics: [Diagnostic]

  public init(text: String, path: String) {
    var log = DiagnosticLog(file: path)
    var values: [String: [String]] = [:]
    documents = YAMLComposer.documents(of: SourceText(text), log: &log).compactMap(\.root)
    for root in documents {
      for (key, node) in Self.entries(of: root, &log) {
        if let (name, texts) = Self.placeholder(key, node, &log) {
          values[name, default: []] += texts
        }
      }
    }
    log.finish()
    self.path = path
    self.text = text
    self.values = values
    diagnostics = log.diagnostics
  }

  /// Whether a name has no values because of an error.
  public var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  private static func entries(
    of root: YAMLNode, _ log: inout DiagnosticLog
  ) -> [(key: YAMLNode, value: YAMLNode)] {
    guard let entries = root.mapping else {
      log.error(
        .invalid, "the file is \(root.kindName) and not a map of names to values", at: root,
        help: "write 'name: [value, …]', the name without percent signs")
      return []
    }
    if let (key, _) = root.entry("detection") {
      log.error(
        .invalid, "this is a rule and no file of placeholder values", at: key,
        help: "a file of placeholder values has lines such as 'admins: [alice, bob]'")
      return []
    }
    return entries
  }

  private static func placeholder(
    _ key: YAMLNode, _ node: YAMLNode, _ log: inout DiagnosticLog
  ) -> (name: String, values: [String])? {
    guard let name = key.scalar?.text else { return nil }
    if name.has("%") {
      let bare = name.replacing(text: "%", by: "")
      log.error(
        .invalid, "the name of a placeholder has no percent signs here", at: key,
        help: "write '\(bare): …'; a rule refers to it as "
          + "'%\(bare)%'")
      return nil
    }
    if node.sequence?.isEmpty == true {
      log.error(
        .invalid, "the placeholder '\(name)' has no values", at: node,
        help: "give it at least one, or take the search that uses it out of the rule")
      return nil
    }
    var values: [String] = []
    for element in node.sequence ?? [node] {
      guard let scalar = element.scalar, !scalar.isNull else {
        log.error(
          .invalid, "a value of the placeholder '\(name)' is \(element.kindName)",
          at: element, help: "values are texts or numbers: '\(name): [value, …]'")
        return nil
      }
      values.append(scalar.text)
    }
    return (name, values)
  }
}
