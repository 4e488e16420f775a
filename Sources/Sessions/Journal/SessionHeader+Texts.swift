import Sigma

/// The texts of a session's files at its start, rules and others.
///
///     header.originalText(of: "rules/region.yml")     // the rule's text
///     header.originalText(of: "filters.yml")          // "" if the first edit creates that file
extension SessionHeader {
  /// By path. A file that did not exist has the empty text.
  public var texts: [String: String] {
    Dictionary(
      rules.map { ($0.path, $0.text) } + files.map { ($0.path, $0.text ?? "") },
      uniquingKeysWith: { first, _ in first })
  }

  /// The files that existed, by absolute path: the initial contents of storage in memory.
  public var storedTexts: [String: String] {
    Dictionary(
      rules.map { ($0.absolutePath, $0.text) }
        + files.compactMap { file in file.text.map { (file.absolutePath, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The paths of all files that an edit may change, rules first.
  public var paths: [String] { rules.map(\.path) + files.map(\.path) }

  public func originalText(of path: String) -> String? {
    rules.first { $0.path == path }?.text
      ?? files.first { $0.path == path }.map { $0.text ?? "" }
  }

  /// The absolute path of a file.
  public func location(of path: String) -> String {
    rules.first { $0.path == path }?.absolutePath
      ?? files.first { $0.path == path }?.absolutePath ?? path
  }

  /// The path of the `--edits-to` file, if there is one.
  public var editsToLocation: String? { editsTo.map(location) }

  /// The paths of the filter files, without the `--edits-to` file.
  public var filterLocations: Set<String> {
    Set(files.filter { $0.kind == .filters && $0.path != editsTo }.map(\.absolutePath))
  }

  /// Whether a file did not exist when the session began.
  public func beganAbsent(_ path: String) -> Bool {
    !rules.contains { $0.path == path }
      && files.contains { $0.path == path && $0.text == nil }
  }

  /// Whether a file does not exist while its text is empty: a filter file, which the first edit
  /// creates and undoing the last one removes. A file that was empty at the start of the session
  /// stays.
  package func isAbsentWhenEmpty(_ path: String) -> Bool {
    !rules.contains { $0.path == path }
      && files.contains { $0.path == path && $0.kind == .filters && $0.text != "" }
  }

  /// The values of placeholders with these texts of the files.
  public func placeholderValues(_ texts: [String: String]) -> [String: [String]] {
    let records = files.filter { $0.kind == .placeholders }
    if records.isEmpty { return options.placeholders }
    var values = PlaceholderFile.values(
      of: records.map { PlaceholderFile(text: texts[$0.path] ?? $0.text ?? "", path: $0.path) })
    for (name, texts) in options.defined ?? [:] { values[name, default: []] += texts }
    return values
  }
}
