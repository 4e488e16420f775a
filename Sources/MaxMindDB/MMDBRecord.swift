import Basics

/// A value of a database, decoded where it is asked for.
///
///     record["country"]?["iso_code"]?.text        // "SE"
///     record["subdivisions"]?[0]?["names"]        // a map
///     record["location"]?["latitude"]?.number     // 59.3
///
/// Valid while the closure runs that it was given to.
public struct MMDBRecord {
  private let file: PagedFile
  private let nodes: [RecordDecoder.Node]
  private let index: Int

  init(_ file: PagedFile, _ nodes: [RecordDecoder.Node], at index: Int = 0) {
    (self.file, self.nodes, self.index) = (file, nodes, index)
  }

  /// What the value is, with its content if that is a text or a number.
  public enum Content: Sendable, Hashable {
    case map, array
    case text(String)
    case bytes([UInt8])
    case double(Double)
    case float(Float)
    case unsigned(UInt64)
    /// An unsigned number of more than 64 bits.
    case large(high: UInt64, low: UInt64)
    case signed(Int32)
    case boolean(Bool)
  }

  private var node: RecordDecoder.Node { nodes[index] }

  /// The number of pairs of a map, of values of an array; 0 for anything else.
  public var count: Int { isMap || isArray ? node.size : 0 }
  public var isMap: Bool { node.kind == .map }
  public var isArray: Bool { node.kind == .array }

  /// The value of a key of a map; the last one if the key occurs twice.
  public subscript(key: String) -> MMDBRecord? {
    guard isMap else { return nil }
    var found: Int?
    var place = index + 1
    while place < node.end {
      let value = nodes[place].end
      if has(nodes[place], key) { found = value }
      place = nodes[value].end
    }
    return found.map { MMDBRecord(file, nodes, at: $0) }
  }

  /// A value of an array.
  public subscript(position: Int) -> MMDBRecord? {
    guard isArray, position >= 0, position < node.size else { return nil }
    var place = index + 1
    for _ in 0..<position { place = nodes[place].end }
    return MMDBRecord(file, nodes, at: place)
  }

  /// The keys and values of a map in their order, also those that occur twice.
  public var pairs: [(key: String, value: MMDBRecord)] {
    guard isMap else { return [] }
    var pairs: [(String, MMDBRecord)] = []
    var place = index + 1
    while place < node.end {
      let value = nodes[place].end
      pairs.append((string(nodes[place]), MMDBRecord(file, nodes, at: value)))
      place = nodes[value].end
    }
    return pairs
  }

  /// The values of an array in their order.
  public var elements: [MMDBRecord] {
    guard isArray else { return [] }
    var elements: [MMDBRecord] = []
    var place = index + 1
    while place < node.end {
      elements.append(MMDBRecord(file, nodes, at: place))
      place = nodes[place].end
    }
    return elements
  }

  /// The text, if it is one.
  public var text: String? { node.kind == .text ? string(node) : nil }

  /// The number, if it is one that a double has; nil for booleans.
  public var number: Double? {
    switch content {
    case .double(let value): value
    case .float(let value): Double(value)
    case .unsigned(let value): Double(value)
    case .large(let high, let low): Double(high) * 0x1p64 + Double(low)
    case .signed(let value): Double(value)
    case .map, .array, .text, .bytes, .boolean: nil
    }
  }

  /// The whole number, if it is one of an integer type and fits.
  public var integer: Int? {
    switch content {
    case .unsigned(let value): Int(exactly: value)
    case .signed(let value): Int(value)
    default: nil
    }
  }

  public var content: Content {
    switch node.kind {
    case .map: .map
    case .array: .array
    case .text: .text(string(node))
    case .bytes: .bytes(Array(raw(node)))
    case .double: .double(Double(bitPattern: bigEndian(raw(node)[...])))
    case .float: .float(Float(bitPattern: UInt32(truncatingIfNeeded: bigEndian(raw(node)[...]))))
    case .signed: .signed(signed)
    case .boolean: .boolean(node.size == 1)
    case .unsigned: unsigned
    }
  }

  private var unsigned: Content {
    let bytes = raw(node)
    let low = bigEndian(bytes.suffix(8))
    let high = bigEndian(bytes.dropLast(8))
    return high == 0 ? .unsigned(low) : .large(high: high, low: low)
  }

  /// Negative only with all four bytes.
  private var signed: Int32 {
    Int32(truncatingIfNeeded: bigEndian(raw(node)[...]))
  }

  private func bigEndian(_ bytes: Slice<UnsafeRawBufferPointer>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The content's bytes. They have been read once, so that they are there.
  private func raw(_ node: RecordDecoder.Node) -> UnsafeRawBufferPointer {
    (try? file.bytes(at: node.start, count: node.size))
      ?? UnsafeRawBufferPointer(start: nil, count: 0)
  }

  private func string(_ node: RecordDecoder.Node) -> String {
    String(decoding: raw(node), as: UTF8.self)
  }

  private func has(_ node: RecordDecoder.Node, _ key: String) -> Bool {
    node.size == key.utf8.count && raw(node).elementsEqual(key.utf8)
  }
}
