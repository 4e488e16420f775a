import Foundation

/// The texts of an event by path.
///
///     {"awsRegion":"ap-east-1","requestParameters":{"name":"x","tags":["a","b"]}}
///         awsRegion: ap-east-1        requestParameters.name: x       (lists have no single text)
struct EventFields {
  private(set) var texts: [String: String] = [:]

  /// Deeper fields, and fields beyond this number, are ignored.
  private static let deepest = 8
  private static let maximumCount = 400

  init(_ json: UnsafeRawBufferPointer) {
    guard let root = try? JSONSerialization.jsonObject(with: Data(json)) else { return }
    add(root, path: "", depth: 0)
  }

  private mutating func add(_ value: Any, path: String, depth: Int) {
    guard depth <= Self.deepest, texts.count < Self.maximumCount else { return }
    switch value {
    case let object as [String: Any]:
      for (name, value) in object
      where !name.isEmpty && !name.contains(where: { ".|".contains($0) }) {
        add(value, path: path.isEmpty ? name : path + "." + name, depth: depth + 1)
      }
    case let text as String: texts[path] = text
    case let number as NSNumber:
      // Fractions have many spellings.
      if isBoolean(number) {
        texts[path] = number.boolValue ? "true" : "false"
      } else if Double(exactly: number.int64Value) == number.doubleValue {
        texts[path] = String(number.int64Value)
      }
    default: break
    }
  }

  private func isBoolean(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c" || String(cString: number.objCType) == "B"
  }
}
