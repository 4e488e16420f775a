import Sigma

/// The texts of a session's files as they were when it began, rules and others alike.
///
///     header.originalText(of: "rules/region.yml")     // the rule's text
///     header.originalText(of: "filters.yml")          // "", when the first edit is to make that file
extension SessionHeader {
  /// By path. A file that was not there has the empty text.
  public var texts: [String: String] {
    Dictionary(
      rules.map { ($0.path, $0.text) } + files.map { ($0.path, $0.text ?? "") },
      uniquingKeysWith: { first, _ in first })
  }

  /// By the absolute path, of the files that were there: what storage in memory begins with.
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

  /// Where a file is, whatever the working folder.
  public func location(of path: String) -> String {
    rules.first { $0.path == path }?.absolutePath
      ?? files.first { $0.path == path }?.absolutePath ?? path
  }

  /// Where the file is that takes the edits, if the rules do not.
  public var editsToLocation: String? { editsTo.map(location) }

  /// Where the files of filters are that narrow the rules, without the one that takes the edits.
  public var filterLocations: Set<String> {
    Set(files.filter { $0.kind == .filters && $0.path != editsTo }.map(\.absolutePath))
  }

  /// Whether a file was not there when the session began.
  public func beganAbsent(_ path: String) -> Bool {
    !rules.contains { $0.path == path }
      && files.contains { $0.path == path && $0.text == nil }
  }

  /// Whether a file is not there while it has no text: one of filters, which the first edit makes and the last one takes
  /// away. One that was there without text when the session began stays.
  package func isAbsentWhenEmpty(_ path: String) -> Bool {
    !rules.contains { $0.path == path }
      && files.contains { $0.path == path && $0.kind == .filters && $0.text != "" }
  }

  /// The values that placeholders have with these texts of the files.
  public func placeholderValues(_ texts: [String: String]) -> [String: [String]] {
    let records = files.filter { $0.kind == .placeholders }
    if records.isEmpty { return options.placeholders }
    var values = PlaceholderFile.values(
      of: records.map { PlaceholderFile(text: texts[$0.path] ?? $0.text ?? "", path: $0.path) })
    for (name, texts) in options.defined ?? [:] { values[name, default: []] += texts }
    return values
  }
}
