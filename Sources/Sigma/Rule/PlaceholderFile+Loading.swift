extension PlaceholderFile {
  /// Reads a file, or every `*.yml` and `*.yaml` in a folder and the folders below it; the same
  /// limits hold as for rules.
  public static func load(_ path: String) throws(RuleFileReadError) -> [PlaceholderFile] {
    let paths = try RuleDiscovery.discover(path)
    if paths.isEmpty {
      throw .unreadable(path: path, reason: "the folder holds no *.yml or *.yaml")
    }
    var files: [PlaceholderFile] = []
    for path in paths {
      files.append(PlaceholderFile(text: try RuleFile.text(path: path), path: path))
    }
    return files
  }

  /// The values of all files. A name in several files has the values of them all, each once.
  public static func values(of files: [PlaceholderFile]) -> [String: [String]] {
    var values: [String: [String]] = [:]
    var seen: Set<[String]> = []
    for file in files {
      for (name, texts) in file.values {
        values[name, default: []] += texts.filter { seen.insert([name, $0]).inserted }
      }
    }
    return values
  }
}
