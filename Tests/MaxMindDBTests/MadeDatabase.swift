import Foundation

/// Writes a small database byte by byte: 80.0.0.0/8 and 81.0.0.0/8 have a record each.
///
///     MadeDatabase(record: .map([("country", .map([("iso_code", .text("SE"))]))])).bytes
struct MadeDatabase {
  indirect enum Value {
    case map([(String, Value)])
    case array([Value])
    case text(String)
    case unsigned(UInt64)
    case double(Double)
    case boolean(Bool)
    case raw([UInt8])
  }

  var record: Value
  var type = "GeoLite2-Country"

  static func head(_ kind: Int, _ size: Int) -> [UInt8] {
    var more: [UInt8] = []
    var bits = size
    if size >= 65_821 {
      bits = 31
      more = [16, 8, 0].map { UInt8((size - 65_821) >> $0 & 0xFF) }
    } else if size >= 285 {
      bits = 30
      more = [UInt8((size - 285) >> 8), UInt8((size - 285) & 0xFF)]
    } else if size >= 29 {
      bits = 29
      more = [UInt8(size - 29)]
    }
    return kind < 8
      ? [UInt8(kind << 5 | bits)] + more : [UInt8(bits), UInt8(kind - 7)] + more
  }

  static func bytes(_ value: Value) -> [UInt8] {
    switch value {
    case .map(let pairs):
      head(7, pairs.count) + pairs.flatMap { bytes(.text($0.0)) + bytes($0.1) }
    case .array(let values): head(11, values.count) + values.flatMap(bytes)
    case .text(let text): head(2, text.utf8.count) + Array(text.utf8)
    case .unsigned(let number):
      head(9, 8) + (0..<8).map { UInt8(number >> UInt64(56 - 8 * $0) & 0xFF) }
    case .double(let number):
      head(3, 8) + (0..<8).map { UInt8(number.bitPattern >> UInt64(56 - 8 * $0) & 0xFF) }
    case .boolean(let isTrue): head(14, isTrue ? 1 : 0)
    case .raw(let bytes): bytes
    }
  }

  var bytes: [UInt8] {
    let first = Self.bytes(.map([("country", .map([("iso_code", .text("SE"))]))]))
    let second = Self.bytes(record)
    // Eight levels: 80 is 0101 0000, 81 is 0101 0001.
    let nodeCount = 8
    let (left, right) = (nodeCount + 16, nodeCount + 16 + first.count)
    var tree: [UInt8] = []
    for (level, bit) in [0, 1, 0, 1, 0, 0, 0].enumerated() {
      let next = level + 1
      tree += Self.record(bit == 0 ? next : nodeCount) + Self.record(bit == 1 ? next : nodeCount)
    }
    tree += Self.record(left) + Self.record(right)
    let metadata = Self.bytes(
      .map([
        ("node_count", .unsigned(UInt64(nodeCount))), ("record_size", .unsigned(24)),
        ("ip_version", .unsigned(4)), ("database_type", .text(type)),
        ("binary_format_major_version", .unsigned(2)), ("build_epoch", .unsigned(1_795_156_200)),
      ]))
    return tree + [UInt8](repeating: 0, count: 16) + first + second
      + [0xAB, 0xCD, 0xEF] + Array("MaxMind.com".utf8) + metadata
  }

  private static func record(_ value: Int) -> [UInt8] {
    [UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
  }
}
