import Foundation

/// Data that is not part of the project, in a folder `shared` beside the repository. Tests that
/// need it are skipped where it is absent.
enum SharedData {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")

  static func exists(_ path: String) -> Bool {
    let isThere = FileManager.default.fileExists(atPath: root.appending(path: path).path)
    if !isThere { print("skipped: no shared/\(path) beside the repository") }
    return isThere
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// Paths of all rule files below a folder, relative to the root, sorted.
  static func rules(below folder: String) -> [String] {
    let base = root.appending(path: folder).path
    let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yml") }.sorted().map { "\(folder)/\($0)" }
  }
}
