import Foundation

/// Public data that is not part of the project, in a folder `shared` beside the repository. Where
/// it is absent, tests that need it are skipped:
///
///     @Test(.enabled(if: SharedData.has("data/sigma"), "needs ../shared/data/sigma"))
package enum SharedData {
  package static let root = Repository.root.deletingLastPathComponent().appending(path: "shared")

  package static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  package static func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// Paths of all rule files below a folder, relative to the root, sorted.
  package static func rules(below folder: String) -> [String] {
    let base = root.appending(path: folder).path
    let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(".yml") }.sorted().map { "\(folder)/\($0)" }
  }
}
