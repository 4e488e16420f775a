import Basics
import Foundation

/// The names of a record's fields, to suggest one for a missing field of a rule.
///
///     {"userIdentity":{"userName":"kim"}}      userIdentity.username, userName → userIdentity.userName
public struct FieldNames: Sendable {
  /// Dotted paths by their lower-case form, and by their last name alone.
  private var byPath: [String: String] = [:]
  private var byName: [String: String] = [:]

  /// The maximum number of names; events have some hundreds.
  private static let maximumCount = 10_000
  private static let maximumDepth = 32

  init(of record: [UInt8]) {
    if let root = try? JSONSerialization.jsonObject(with: Data(record)) {
      add(root, path: "", depth: 0)
    }
  }

  private mutating func add(_ value: Any, path: String, depth: Int) {
    guard depth < Self.maximumDepth, byPath.count < Self.maximumCount else { return }
    if let elements = value as? [Any] {
      for element in elements { add(element, path: path, depth: depth + 1) }
    } else if let object = value as? [String: Any] {
      for (name, value) in object.sorted(by: { $0.key < $1.key }) {
        let inner = path.isEmpty ? name : path + "." + name
        byPath[inner.lowercased()] = byPath[inner.lowercased()] ?? inner
        byName[name.lowercased()] = byName[name.lowercased()] ?? inner
        add(value, path: inner, depth: depth + 1)
      }
    }
  }

  /// The field with this name in another case, or a deeper field with this name.
  public func meant(by missing: String) -> String? {
    let lower = missing.lowercased()
    guard let name = byPath[lower] ?? (missing.has(".") ? nil : byName[lower]) else {
      return nil
    }
    return name == missing ? nil : name
  }
}
