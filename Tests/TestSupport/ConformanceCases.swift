import Foundation

/// The cases in `Tests/Conformance`.
package enum ConformanceCases {
  /// The objects of a file such as `vectors.jsonl`, one a line.
  package static func of(_ file: String) throws -> [[String: Any]] {
    let url = Repository.root.appending(path: "Tests/Conformance/\(file)")
    return try Data(contentsOf: url).split(separator: UInt8(ascii: "\n")).map { line in
      try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
    }
  }
}
