import Basics

/// Reads JSON into the list of its values. It has its own stack, so that deep JSON can't exhaust a
/// thread's.
struct OutlineBuilder {
  var text: [UInt8]
  var nodes: [JSONOutline.Node] = []
  var packed: [Int: Range<Int>] = [:]
  let limits: JSONOutline.Limits

  /// JSON in a string in JSON in a string. AWS uses two levels.
  private static let maximumPacking = 4

  private let documentEnd: Int
  private var index = 0
  private var end: Int
  private var open: [Int] = []
  private var outer = -1
  private var followsComma = false
  private var packingDepth = 0

  init(text: [UInt8], limits: JSONOutline.Limits) {
    self.text = text
    self.limits = limits
    documentEnd = text.count
    end = text.count
  }

  mutating func build() {
    _ = document()
  }

  /// Reads from `index` to `end`. False if that is not all JSON; the rest is then a `broken` value.
  private mutating func document() -> Bool {
    while true {
      skipBlanks()
      let start = index
      var key: Range<Int>?
      if let top = open.last, nodes[top].kind == .object {
        guard let name = string(), skipsColon() else { return breakOff(at: start) }
        key = name
        skipBlanks()
      }
      guard nodes.count < limits.nodes else { return breakOff(at: start) }
      guard index < end else { return breakOff(at: index, key: key) }
      switch text[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if opensContainer(key) { continue }
      case UInt8(ascii: "\""):
        let open = index
        guard let value = string() else { return breakOff(at: open, key: key) }
        append(.string, key, value)
        unpackLast()
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): append(.number, key, word())
      case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
        let start = index
        let value = word()
        guard ["true", "false", "null"].contains(where: { text[value].elementsEqual($0.utf8) })
        else { return breakOff(at: start, key: key) }
        append(.literal, key, value)
      default: return breakOff(at: index, key: key)
      }
      if let isWhole = afterValue() { return isWhole }
    }
  }

  /// Closes containers after a value. `nil` if another value follows, otherwise whether the
  /// document ended correctly.
  private mutating func afterValue() -> Bool? {
    while true {
      skipBlanks()
      guard let top = open.last else { return index < end ? breakOff(at: index) : true }
      guard index < end else { return breakOff(at: index) }
      let isObject = nodes[top].kind == .object
      if text[index] == UInt8(ascii: ",") {
        index += 1
        followsComma = true
        return nil
      }
      guard text[index] == UInt8(ascii: isObject ? "}" : "]") else { return breakOff(at: index) }
      index += 1
      close(top, at: index, isClosed: true)
      open.removeLast()
    }
  }

  /// Whether the container has values; an empty one is closed at once.
  private mutating func opensContainer(_ key: Range<Int>?) -> Bool {
    let isObject = text[index] == UInt8(ascii: "{")
    append(isObject ? .object : .array, key, index..<index + 1)
    let node = nodes.count - 1
    index += 1
    skipBlanks()
    if index < end, text[index] == UInt8(ascii: isObject ? "}" : "]") {
      index += 1
      close(node, at: index, isClosed: true)
      return false
    }
    open.append(node)
    return true
  }

  private mutating func close(_ node: Int, at place: Int, isClosed: Bool) {
    nodes[node].end = nodes.count
    nodes[node].isClosed = isClosed
    nodes[node].value = nodes[node].value.lowerBound..<place
  }

  /// Makes the rest one value, and closes nothing.
  private mutating func breakOff(at start: Int, key: Range<Int>? = nil) -> Bool {
    append(.broken, key, min(start, end)..<end)
    index = end
    for node in open { close(node, at: end, isClosed: false) }
    open = []
    return false
  }

  private mutating func append(
    _ kind: JSONOutline.Node.Kind, _ key: Range<Int>?, _ value: Range<Int>
  ) {
    let parent = open.last ?? outer
    var ordinal = 0
    if parent >= 0 {
      ordinal = nodes[parent].count
      nodes[parent].count += 1
    }
    let node = JSONOutline.Node(
      kind: kind, packing: nil, followsComma: followsComma,
      depth: parent < 0 ? 0 : nodes[parent].depth + 1, parent: parent, ordinal: ordinal,
      end: nodes.count + 1, key: key, value: value)
    nodes.append(node)
    followsComma = false
  }

  // MARK: - JSON in strings

  /// If the last string is exactly one JSON object or array, replaces it by that.
  private mutating func unpackLast() {
    let node = nodes.count - 1
    let source = nodes[node].value
    guard packingDepth < Self.maximumPacking,
      text.count - documentEnd + source.count <= limits.unpackedBytes,
      let (bytes, packing) = unpacked(source)
    else { return }
    let before = (index: index, end: end, open: open, outer: outer, count: text.count)
    let string = nodes[node]
    let packedCount = packed.count
    // The value takes the string's place.
    nodes.removeLast()
    if string.parent >= 0 { nodes[string.parent].count -= 1 }
    text += bytes
    (index, end) = (before.count, text.count)
    (open, outer) = ([], string.parent)
    packingDepth += 1
    followsComma = string.followsComma
    let isWhole = document()
    packingDepth -= 1
    (index, end, open, outer) = (before.index, before.end, before.open, before.outer)
    followsComma = false
    if isWhole, nodes[node].count > 0 {
      nodes[node].key = string.key
      nodes[node].packing = packing
      packed[node] = source
    } else {
      nodes.removeSubrange(node...)
      if packed.count > packedCount { packed = packed.filter { $0.key < node } }
      text.removeSubrange(before.count...)
      nodes.append(string)
      if string.parent >= 0 { nodes[string.parent].count = string.ordinal + 1 }
    }
  }

  /// A string's text, if it begins like an object or array.
  private func unpacked(_ source: Range<Int>) -> (bytes: [UInt8], packing: JSONOutline.Packing)? {
    guard source.count > 2 else { return nil }
    // An escape at the beginning may be a space or the brace itself.
    guard let start = text[source].first(where: { $0 > 0x20 }), "{[%\\".utf8.contains(start)
    else { return nil }
    var bytes = text[source].withUnsafeBytes { JSONEscaping.decoded($0) }
    let isPercent = bytes.first { $0 > 0x20 } == UInt8(ascii: "%")
    if isPercent { bytes = Self.percentDecoded(bytes) }
    let first = bytes.first { $0 > 0x20 }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
    return (bytes, isPercent ? .urlEncoded : .string)
  }

  /// `%7B` → `{`. A `%` without two digits stays.
  private static func percentDecoded(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = JSONString.hexDigit(bytes[index + 1]),
        let low = JSONString.hexDigit(bytes[index + 2])
      {
        output.append(high << 4 | low)
        index += 3
      } else {
        output.append(bytes[index])
        index += 1
      }
    }
    return output
  }

  // MARK: - Bytes

  /// Reads a string and returns the range of its bytes without quotes; `nil` for another value.
  private mutating func string() -> Range<Int>? {
    guard index < end, text[index] == UInt8(ascii: "\"") else { return nil }
    var close = index + 1
    while close < end, text[close] != UInt8(ascii: "\"") {
      close += text[close] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard close < end else { return nil }
    defer { index = close + 1 }
    return index + 1..<close
  }

  private mutating func skipsColon() -> Bool {
    skipBlanks()
    guard index < end, text[index] == UInt8(ascii: ":") else { return false }
    index += 1
    return true
  }

  private mutating func word() -> Range<Int> {
    let start = index
    while index < end, Self.isWordByte(text[index]) { index += 1 }
    return start..<index
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  private mutating func skipBlanks() {
    while index < end, text[index] <= 0x20 { index += 1 }
  }
}
