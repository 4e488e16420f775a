import Foundation

/// Other people's data, which lies in a folder `shared` beside the repository when it is there.
enum SharedData {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "shared")

  /// Whether a file or folder of it is there; prints a note when it is not.
  static func has(_ path: String) -> Bool {
    if FileManager.default.fileExists(atPath: root.appending(path: path).path) { return true }
    print("note: ../shared/\(path) is absent; the tests that read it are skipped")
    return false
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The objects of a JSON Lines file.
  static func objects(_ path: String) throws -> [[String: Any]] {
    try text(path).split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return object as? [String: Any] ?? [:]
    }
  }

  /// The lines of a JSON Lines file as they stand.
  static func lines(_ path: String) throws -> [String] {
    try text(path).split(separator: "\n").map(String.init)
  }
}
