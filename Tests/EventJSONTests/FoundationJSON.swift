import EventJSON
import Foundation

/// A slow and obvious implementation of ``PickedEvent`` with Foundation's reader.
enum FoundationJSON {
  static func parse(_ bytes: [UInt8]) -> Any? {
    try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
  }

  /// The canonical text of each value at a path: walks the parsed document, cutting the path at
  /// every dot or not.
  static func values(at path: String, of whole: NSObject) throws -> [String] {
    try values(path.components(separatedBy: ".")[...], whole).map(canonical)
  }

  private static func values(_ path: ArraySlice<String>, _ node: NSObject) -> [NSObject] {
    if let array = node as? NSArray {
      let inner = array.compactMap { $0 as? NSObject }.flatMap { values(path, $0) }
      return path.isEmpty ? [node] + inner : inner
    }
    if path.isEmpty { return [node] }
    guard let object = node as? NSDictionary else { return [] }
    return path.indices.flatMap { index in
      let key = path[...index].joined(separator: ".")
      guard let child = object[key] as? NSObject else { return [NSObject]() }
      return values(path[(index + 1)...], child)
    }
  }

  static func canonical(_ value: NSObject) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: [value], options: .sortedKeys)
    return String(decoding: data, as: UTF8.self)
  }

  /// Known differences: lone surrogates; trailing commas, which Foundation accepts against RFC
  /// 8259; numbers that overflow, which it refuses.
  static func differs(on bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    return text.contains("\\ud") || text.contains(#/,\s*[}\]]/#)
      || text.contains(#/[0-9]e\+?[0-9]{3}/#)
  }
}

extension PickedEvent {
  /// A picked value as JSON of its own.
  func json(of value: JSONValue) -> [UInt8] {
    let raw = [UInt8](rawBytes(of: value))
    return value.kind == .string ? Array("\"".utf8) + raw + Array("\"".utf8) : raw
  }
}
