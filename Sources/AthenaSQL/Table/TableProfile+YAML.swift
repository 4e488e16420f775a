import Basics
import SourceYAML

extension TableProfile {
  /// Reads a profile file.
  ///
  ///     table: security.cloudtrail_org
  ///     kind: cloudtrail
  ///     columns: {eventname: string, requestparameters: json, …}
  ///     partitions:
  ///       - {column: timestamp, of: day, format: yyyy/MM/dd}
  ///     location: s3://trail/AWSLogs/${account}/CloudTrail/${region}/${timestamp}
  ///     engine: {json_query: true}
  ///
  /// - Throws: the first problem, with its place. The other keys and values must be known too.
  public init(profile text: String, path: String) throws(Diagnostic) {
    let file = YAMLFile(text: text, path: path)
    if let problem = file.diagnostics.first(where: { $0.severity == .error }) { throw problem }
    var reader = ProfileReader(path: path)
    self = try reader.profile(file.root)
  }

  /// The file's text, which `init(profile:path:)` reads.
  public var profileText: String {
    func quoted(_ text: String) -> String { "'" + text.replacing(text: "'", by: "''") + "'" }
    var lines = ["table: \(quoted(name))", "kind: \(kind.rawValue)", "columns:"]
    lines += columns.map { "  \(quoted($0.name)): \(quoted("\($0.type)"))" }
    if !partitions.isEmpty { lines.append("partitions:") }
    for partition in partitions {
      var parts = ["column: \(quoted(partition.column))", "of: \(partition.meaning.rawValue)"]
      if let format = partition.format { parts.append("format: \(quoted(format))") }
      if !partition.values.isEmpty {
        parts.append("values: [\(partition.values.map(quoted).joined(separator: ", "))]")
      }
      if partition.isInjected { parts.append("injected: true") }
      lines.append("  - {\(parts.joined(separator: ", "))}")
    }
    if let location { lines.append("location: \(quoted(location))") }
    lines.append("engine: {json_query: \(hasJSONQuery)}")
    return lines.map { $0 + "\n" }.joined()
  }
}

private struct ProfileReader {
  let path: String

  mutating func profile(_ root: YAMLNode?) throws(Diagnostic) -> TableProfile {
    guard let root, let entries = root.mapping else {
      throw problem("a table profile is a mapping", root, "table: DATABASE.TABLE")
    }
    try check(entries, ["table", "kind", "columns", "partitions", "location", "engine"])
    guard let name = root["table"]?.string, !name.isEmpty else {
      throw problem("the profile names no table", root, "table: DATABASE.TABLE")
    }
    var profile = TableProfile.documented(name: name)
    if let node = root["kind"] {
      guard let kind = TableProfile.Kind(rawValue: node.string ?? "") else {
        throw unknown("kind", node, TableProfile.Kind.allCases.map(\.rawValue))
      }
      profile.kind = kind
    }
    if let node = root["columns"] { profile.columns = try columns(node) }
    if let node = root["partitions"] {
      guard let elements = node.sequence else {
        throw problem("partitions is a list", node, "- {column: timestamp, of: day}")
      }
      profile.partitions = []
      for element in elements { profile.partitions.append(try partition(element)) }
    }
    profile.location = root["location"]?.string
    if let engine = root["engine"] {
      try check(engine.mapping ?? [], ["json_query"])
      if case .bool(let bool)? = engine["json_query"]?.scalar?.resolved {
        profile.hasJSONQuery = bool
      }
    }
    do throws(TableProblem) { try profile.finish() } catch {
      throw problem(error.message, root["columns"] ?? root, error.advice)
    }
    return profile
  }

  private func columns(_ node: YAMLNode) throws(Diagnostic) -> [ColumnType.Member] {
    guard let entries = node.mapping else {
      throw problem("columns is a mapping of names to types", node, "eventname: string")
    }
    var columns: [ColumnType.Member] = []
    for (key, value) in entries {
      guard let name = key.scalar?.text, let type = ColumnType(value.string ?? "") else {
        throw problem(
          "this is not the type of a column", value,
          "string, json, boolean, struct<…>, array<…> or map<string,string>")
      }
      columns.append(ColumnType.Member(name.lowercased(), type))
    }
    return columns
  }

  private func partition(_ node: YAMLNode) throws(Diagnostic) -> TableProfile.Partition {
    guard let entries = node.mapping, let column = node["column"]?.string else {
      throw problem("a partition names its column", node, "{column: timestamp, of: day}")
    }
    try check(entries, ["column", "of", "format", "values", "injected"])
    let meanings = TableProfile.Partition.Meaning.allCases.map(\.rawValue)
    guard let meaning = TableProfile.Partition.Meaning(rawValue: node["of"]?.string ?? "") else {
      throw unknown("meaning of a partition", node["of"] ?? node, meanings)
    }
    let isInjected =
      if case .bool(true)? = node["injected"]?.scalar?.resolved { true } else { false }
    return TableProfile.Partition(
      column: column.lowercased(), meaning: meaning,
      format: meaning == .day ? node["format"]?.string ?? "yyyy/MM/dd" : nil,
      values: (node["values"]?.sequence ?? []).compactMap { $0.scalar?.text },
      isInjected: isInjected)
  }

  private func check(
    _ entries: [(key: YAMLNode, value: YAMLNode)], _ known: [String]
  ) throws(Diagnostic) {
    for (key, _) in entries where !known.contains(key.scalar?.text ?? "") {
      throw unknown("key", key, known)
    }
  }

  private func unknown(_ what: String, _ node: YAMLNode, _ known: [String]) -> Diagnostic {
    problem(
      "unknown \(what) '\(node.scalar?.text ?? node.kindName)'", node,
      NearestName.advice(for: node.scalar?.text ?? "", in: known)
        ?? "one of: " + known.joined(separator: ", "))
  }

  private func problem(_ message: String, _ node: YAMLNode?, _ advice: String?) -> Diagnostic {
    Diagnostic(
      severity: .error, category: .invalid, file: path, position: node?.start,
      length: node?.shownLength ?? 1, message: message, advice: advice)
  }
}
