/// A YAML file with the values of `|expand` placeholders.
///
///     admins:
///       - alice
///       - ops-*
///     office: 203.0.113.0/24
public struct PlaceholderFile: Sendable {
  /// Values by name.
  public let values: [String: [String]]
  /// What is wrong with the file; names with an error have no values.
  public let diagnostics: [Diagnostic]

  public init(text: String, path: String) {
    var log = DiagnosticLog(file: path)
    var values: [String: [String]] = [:]
    for document in YAMLComposer.documents(of: SourceText(text), log: &log) {
      guard let root = document.root else { continue }
      guard let entries = root.mapping else {
        log.error(
          .invalid, "the file is \(root.kindName) and not a mapping of names to values", at: root,
          help: "name: [value, ...]")
        continue
      }
      for (key, value) in entries {
        let texts = (value.sequence ?? [value]).map { node in
          node.scalar.flatMap { $0.isNull ? nil : $0.text }
        }
        guard let name = key.scalar?.text, !texts.contains(nil) else {
          log.error(
            .invalid, "the values of a placeholder are texts or numbers, one or a list", at: value)
          continue
        }
        values[name, default: []] += texts.compactMap { $0 }
      }
    }
    log.finish()
    self.values = values
    diagnostics = log.diagnostics
  }

  /// Reads a file; the same limits hold as for rules.
  public static func load(path: String) throws(RuleFileReadError) -> PlaceholderFile {
    PlaceholderFile(text: try RuleFile.load(path: path).text, path: path)
  }
}
