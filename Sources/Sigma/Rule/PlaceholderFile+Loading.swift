extension PlaceholderFile {
  /// Reads a file, or every `*.yml` and `*.yaml` in a folder and the folders below it; with the
  /// same limits as for rules.
  public static func load(_ path: String) throws(RuleFileReadError) -> [PlaceholderFile] {
    let paths = try RuleDiscovery.discover(path)
    if paths.isEmpty {
      throw .unreadable(path: path, reason: "no *.yml or *.yaml in the folder")
    }
    var files: [PlaceholderFile] = []
    for path in paths {
      files.append(PlaceholderFile(text: try RuleFile.text(path: path), path: path))
    }
    return files
  }

  /// The values of all files. A name in several files gets the values of all, without duplicates.
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
